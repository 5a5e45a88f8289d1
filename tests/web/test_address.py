"""The server listens to this machine alone, and believes pages of one address alone."""

from pathlib import Path

import pytest

from rdv_tui.errors import UsageError
from rdv_tui.web.address import Listen, read_listen, read_origin


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("127.0.0.1:8017", Listen("127.0.0.1", 8017)),
        ("127.0.0.2:0", Listen("127.0.0.2", 0)),
        ("[::1]:80", Listen("::1", 80)),
        ("/run/rdv/serve.sock", Listen(path=Path("/run/rdv/serve.sock"))),
    ],
)
def test_a_place_on_this_machine_is_read(text: str, meant: Listen) -> None:
    assert read_listen(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0.0.0.0:8017",
        "[::]:8017",
        "[::ffff:10.0.0.1]:80",
        "10.0.0.1:8017",
        "localhost:8017",
        "127.0.0.1",
        "127.0.0.1:65536",
        "127.0.0.1:-1",
        ":8017",
        "8017",
        "127.1:80",
        "serve.sock",
        "127.0.0.1:٨٠",
        "/run/\0",
    ],
)
def test_a_place_that_others_reach_or_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_listen(text)
    assert "--listen" in refused.value.fields


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://guichet.example", "https://guichet.example"),
        ("https://Guichet.Example:443/desk/", "https://guichet.example"),
        ("https://guichet.example:8443", "https://guichet.example:8443"),
        ("http://127.0.0.1:8017", "http://127.0.0.1:8017"),
        ("http://[::1]:8017/", "http://[::1]:8017"),
        ("http://localhost", "http://localhost"),
    ],
)
def test_an_origin_is_what_browsers_send(url: str, origin: str) -> None:
    assert read_origin(url) == origin


@pytest.mark.parametrize(
    "url",
    [
        "",
        "guichet.example",
        "http://guichet.example",
        "ftp://guichet.example",
        "https://",
        "https://a:b@guichet.example",
        "https://guichet.example?x=1",
        "https://guichet.example:port",
        "https://[::1",
        "https://préfecture.example",
    ],
)
def test_an_address_that_no_browser_opens_safely_is_refused(url: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_origin(url)
    assert "--public-url" in refused.value.fields

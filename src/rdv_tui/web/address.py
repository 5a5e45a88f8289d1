"""Where the server listens, and where browsers believe that they are."""

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from rdv_tui.locales.office import browsers as browser_fr

_PORTS = {"http": 80, "https": 443}
_PLACE = re.compile(r"(?:\[(?P<six>[0-9a-fA-F:]+)\]|(?P<four>[0-9.]+)):(?P<port>[0-9]{1,5})")


@dataclass(frozen=True, slots=True)
class Listen:
    """A port of this machine's own (0 is any free one), or the path of a socket."""

    host: str = ""
    port: int = 0
    path: Path | None = None


def read_listen(text: str) -> Listen:
    """Return where to listen. Raises UsageError `wrong_usage` for what others could reach."""
    if text.startswith("/") and "\0" not in text:
        return Listen(path=Path(text))
    found = _PLACE.fullmatch(text)
    try:
        host = ipaddress.ip_address((found["six"] or found["four"]) if found else "")
    except ValueError:
        raise browser_fr.bad_listen() from None
    assert found is not None  # else there was no address
    port = int(found["port"])
    if not host.is_loopback or port > 65535:
        raise browser_fr.bad_listen()
    return Listen(str(host), port)


def read_origin(public_url: str) -> str:
    """Return the origin that browsers send from `public_url`: scheme, host, port if unusual.

    Raises UsageError `wrong_usage` for no address, or one without TLS that leaves this machine.
    """
    try:
        url = urlsplit(public_url)
        port = url.port
    except ValueError:
        raise browser_fr.bad_public_url() from None
    host = url.hostname or ""
    if url.scheme not in _PORTS or not host or not host.isascii() or _has_more(url):
        raise browser_fr.bad_public_url()
    if url.scheme == "http" and not _is_loopback(host):
        raise browser_fr.bad_public_url()
    host = f"[{host}]" if ":" in host else host
    return f"{url.scheme}://{host}" + (f":{port}" if port not in {None, _PORTS[url.scheme]} else "")


def _has_more(url: SplitResult) -> bool:
    """Say whether there is what no page's address has: a person, a question, a place in it."""
    return bool(url.username or url.password or url.query or url.fragment)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

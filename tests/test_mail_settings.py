"""The mail server's settings: file, variables, and a password that is never shown."""

import traceback
from pathlib import Path

import pytest

from rdv_tui.declared_settings import settings_of
from rdv_tui.errors import UsageError
from rdv_tui.mail_settings import Security, Smtp
from rdv_tui.settings import Settings, load_settings, settings_file

SECRET = "très-secret-7"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of this test's own."""
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def write(text: str) -> Path:
    file = settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def server(environ: dict[str, str] | None = None) -> Smtp:
    found = load_settings(environ or {}).smtp
    assert found is not None
    return found


def refused(environ: dict[str, str] | None = None) -> UsageError:
    with pytest.raises(UsageError) as caught:
        load_settings(environ or {})
    return caught.value


def test_no_server_at_all() -> None:
    assert load_settings({}).smtp is None
    assert load_settings({"RDV_SMTP_HOST": ""}).smtp is None


@pytest.mark.parametrize(("security", "port"), [("none", 25), ("starttls", 587), ("tls", 465)])
def test_the_port_follows_the_protection(security: str, port: int) -> None:
    found = server({"RDV_SMTP_HOST": "mx", "RDV_SMTP_SECURITY": security})
    assert (found.security, found.port) == (Security(security), port)


def test_the_way_is_protected_unless_one_says_otherwise() -> None:
    assert server({"RDV_SMTP_HOST": "mx"}).security is Security.STARTTLS


def test_the_file_speaks_and_variables_win() -> None:
    file = write(
        'agent = "x"\n[smtp]\nhost = "relais.example"\nport = 2525\nuser = "rdv"\n'
        'password_file = "secret.txt"\nsender = "rdv@example.org"\nca_file = "/etc/ca.pem"\n'
    )
    found = server({"RDV_SMTP_PORT": "26", "RDV_SMTP_USER": "autre"})
    assert (found.host, found.port, found.user) == ("relais.example", 26, "autre")
    assert found.password_file == file.parent / "secret.txt"
    assert (found.sender, found.ca_file) == ("rdv@example.org", Path("/etc/ca.pem"))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('host = "mx"\nport = "abc"\nsecurity = "ssl"', {"smtp.port", "smtp.security"}),
        ('host = "mx"\nport = 70000', {"smtp.port"}),
        ('host = "mx"\nport = true', {"smtp.port"}),
        ("port = 25", {"smtp.host"}),
        ('host = " "', {"smtp.host"}),
        ('host = "mx"\nsender = "a@b\\nBcc: c@d"', {"smtp.sender"}),
        ('host = "mx"\nsender = "Rdv <a@b>"', {"smtp.sender"}),
        ('host = "mx"\nuser = "rdv"', {"password_file"}),
        (f'host = "mx"\npassword = "{SECRET}"', {"smtp.password"}),
    ],
)
def test_every_wrong_setting_is_named_without_its_value(text: str, wrong: set[str]) -> None:
    write(f"[smtp]\n{text}\n")
    error = refused()
    assert set(error.fields) == wrong
    assert SECRET not in error.message + repr(error.fields)


def test_a_server_that_is_no_section() -> None:
    write('smtp = "mx"')
    assert set(refused().fields) == {"smtp"}


@pytest.mark.parametrize("name", ["port", "security", "sender"])
def test_a_wrong_variable_is_named(name: str) -> None:
    error = refused({"RDV_SMTP_HOST": "mx", f"RDV_SMTP_{name.upper()}": "?"})
    assert set(error.fields) == {f"RDV_SMTP_{name.upper()}"}


def test_no_password_goes_in_clear_over_a_network() -> None:
    given = {"RDV_SMTP_SECURITY": "none", "RDV_SMTP_USER": "u", "RDV_SMTP_PASSWORD": SECRET}
    assert set(refused({**given, "RDV_SMTP_HOST": "relais.example"}).fields) == {"security"}
    assert server({**given, "RDV_SMTP_HOST": "127.0.0.1"}).password == SECRET


def test_the_password_shows_nowhere() -> None:
    given = {"RDV_SMTP_HOST": "mx", "RDV_SMTP_USER": "u", "RDV_SMTP_PASSWORD": SECRET}
    settings: Settings = load_settings(given)
    assert SECRET not in repr(settings)
    assert SECRET not in str(settings.smtp)
    error = refused({**given, "RDV_SMTP_PORT": "x", "RDV_SMTP_SECURITY": SECRET})
    text = "".join(traceback.format_exception(error)) + repr(error.fields)
    assert SECRET not in text


def test_the_names_are_those_of_the_record() -> None:
    assert set(settings_of(Smtp)) | {"password"} == set(Smtp.__dataclass_fields__)

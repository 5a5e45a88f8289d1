"""What this machine decides: where the store is, who acts, where letters go.

The only module that knows paths. Values come from a TOML file in the person's configuration folder
(`rdv-tui/settings.toml`), and from `RDV_*` variables, which win over the file.
"""

import contextlib
import getpass
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from msgspec import Meta

from rdv_tui.declared_settings import Source, doc, lines_of, settings_of, variable
from rdv_tui.domain.office import COUNTER_NUMBERS
from rdv_tui.errors import UsageError
from rdv_tui.locales import system_errors
from rdv_tui.locales.office import settings as setting_fr
from rdv_tui.mail_settings import Smtp, resolve_smtp

_APP = "rdv-tui"
_STARTED = "started"
_PLACE = re.compile(r"at line (\d+), column (\d+)")

CounterNumber = Annotated[int, Meta(ge=COUNTER_NUMBERS.start, le=COUNTER_NUMBERS.stop - 1)]
Seconds = Annotated[int, Meta(ge=45, le=600)]
Count = Annotated[int, Meta(ge=1, le=1000)]

LockMinutes = Annotated[int, Meta(ge=2, le=30)]


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds while the program runs; what has a `doc` can be set in the file or by `RDV_…`."""

    store: Annotated[str, doc("a SQLite file, or a SQLAlchemy URL", "a file in the data folder")]
    agent: Annotated[str, doc("who is acting, as the audit keeps it", "the session's user name")]
    letters: Annotated[
        Path, doc("where letters are saved without a printer", "the documents folder")
    ]
    printer: Annotated[
        str | None,
        doc("the printer of the letters, until one is chosen at the desk", "the system's default"),
    ] = None
    tray: Annotated[
        str | None, doc("the printer's tray, by CUPS's name (`tray-1`)", "the printer's own choice")
    ] = None
    sides: Annotated[
        Literal["one-sided", "two-sided-long-edge", "two-sided-short-edge"] | None,
        doc("one side of the paper or both", "the printer's own choice"),
    ] = None
    ticket_printer: Annotated[
        str | None,
        doc("the printer of the tickets given at arrival (a roll of 80 mm)", "none: they are said"),
    ] = None
    office: Annotated[
        Path | None, doc("an `office.toml`, used when the store is created", "the one shipped")
    ] = None
    office_code: Annotated[
        str | None, doc("which office, in a store of several", "the one of `office`")
    ] = None
    situations: Annotated[
        Path | None, doc("the office's own situations (below)", "`situations.json` beside the file")
    ] = None
    dossiers: Annotated[
        Path | None, doc("the folder of the office's forms (below)", "`dossiers` beside the file")
    ] = None
    theme: Annotated[
        Literal["rdv-sombre", "rdv-clair", "rdv-contraste"] | None,
        doc("the colours of the screens (F9 changes them)", "`rdv-sombre`"),
    ] = None
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"],
        doc("what the log file tells (`rdv-tui.log` in the state folder)", "`info`"),
    ] = "info"
    counter: Annotated[
        CounterNumber | None,
        doc("the counter for which this desk calls", "the one chosen last at it"),
    ] = None
    kiosk_idle_seconds: Annotated[
        Seconds | None,
        doc("how long a kiosk waits before it warns and forgets (45–600)", "`90`"),
    ] = None
    kiosk_bookings_an_hour: Annotated[
        Count | None, doc("how many appointments one kiosk books in an hour", "`6`")
    ] = None
    kiosk_refusals_a_day: Annotated[
        Count | None,
        doc("after how many refusals a day a number is sent to an agent", "`3`"),
    ] = None
    broker: Annotated[
        Path | None,
        doc(
            "the socket of `rdv-tui broker`, which the kiosk and `display` ask", "the store itself"
        ),
    ] = None
    lock_minutes: Annotated[
        LockMinutes, doc("minutes without a key after which the desk locks itself", "5")
    ] = 5
    smtp: Smtp | None = None
    """The mail server, `[smtp]` in the file; without one the messages wait."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The person's own keys of each command, `[keys]` in the file."""
    key_lines: Mapping[str, int] = field(default_factory=dict)
    """The line of the settings file where each command has its keys, for messages."""
    state: Path = Path()
    """The folder where each running desk keeps its lock; not a setting."""
    is_store_named: bool = True
    """Whether somebody chose the store; not a setting."""

    @property
    def may_make_store(self) -> bool:
        """Whether this is the very first start, with the store in its usual place."""
        return not self.is_store_named and not (self.state / _STARTED).exists()

    def note_start(self) -> None:
        """Remember that the usual store was there: one that is gone is not made again."""
        if not self.is_store_named:
            with contextlib.suppress(OSError):
                self.state.mkdir(parents=True, exist_ok=True)
                (self.state / _STARTED).touch()


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a start says of who acts. `unix_login` is how the operating system knows them."""

    login: str
    password: str | None = field(default=None, repr=False)
    unix_login: str = ""
    voucher: "Voucher | None" = None


@dataclass(frozen=True, slots=True)
class Voucher:
    """Who sits at a browser, as the server says that started this program, with its secret."""

    login: str
    secret: str = field(repr=False)


def read_credentials(settings: Settings, environ: Mapping[str, str]) -> Credentials:
    """Return who acts, by `RDV_AGENT` and `RDV_PASSWORD` or the file `RDV_PASSWORD_FILE`.

    Raises UsageError `bad_settings` for a file that cannot be read.
    """
    password = environ.get("RDV_PASSWORD") or read_secret(environ, "RDV_PASSWORD_FILE")
    return Credentials(settings.agent, password, _session_name())


def read_secret(environ: Mapping[str, str], variable: str) -> str | None:
    """Return the first line of the file that a variable names, None when it names none.

    Raises UsageError `bad_settings` for a file that cannot be read.
    """
    name = environ.get(variable)
    if not name:
        return None
    try:
        return Path(name).expanduser().read_text(encoding="utf-8").partition("\n")[0].strip("\r")
    except (OSError, UnicodeDecodeError) as error:
        message = setting_fr.unreadable(
            name, system_errors.reason(error) if isinstance(error, OSError) else setting_fr.NOT_UTF8
        )
        raise UsageError("bad_settings", f"{variable} : {message}", setting_fr.HINT) from error


def settings_file() -> Path:
    """Return the path of the settings file, there or not."""
    return platformdirs.user_config_path(_APP, appauthor=False) / "settings.toml"


def state_folder() -> Path:
    """Return the folder where running desks keep their locks, and faults their reports."""
    return platformdirs.user_state_path(_APP, appauthor=False)


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read the settings file and the variables; UsageError names the file and every wrong field."""
    path = settings_file()
    written, lines = _read_file(path)
    file = Source(str(path), path.parent, lines)
    sections = {name: file.section(name, written.pop(name, {})) for name in ("smtp", "keys")}
    values = file.read(Settings, written)
    mail = file.read(Smtp, sections["smtp"], "smtp.")
    keys = file.keys(sections["keys"])
    file.refuse_wrong()
    environment = Source(setting_fr.ENVIRONMENT)
    named = environment.read(Settings, _variables(Settings, environ))
    mail_named = environment.read(Smtp, _variables(Smtp, environ, "smtp."), "smtp.")
    environment.refuse_wrong()
    _place_store(values, file)
    _place_store(named, environment)
    return Settings(
        **{**_defaults(), **values, **named},
        smtp=resolve_smtp(mail, mail_named, str(path), environ),
        keys=keys,
        key_lines={name: lines[f"keys.{name}"] for name in keys if f"keys.{name}" in lines},
        state=state_folder(),
        is_store_named="store" in values or "store" in named,
    )


def _read_file(path: Path) -> tuple[dict[str, Any], dict[str, int]]:
    """Return what stands in `path`, and on which lines; nothing when it is absent."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return tomllib.loads(text), lines_of(text)
    except FileNotFoundError:
        return {}, {}
    except OSError as error:
        message = setting_fr.unreadable(str(path), system_errors.reason(error))
        raise UsageError("bad_settings", message, setting_fr.HINT) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        place = _PLACE.search(str(error))
        message = setting_fr.broken(str(path), *(place.groups() if place else ()))
        raise UsageError("bad_settings", message, setting_fr.FILE_HINT) from error


def _variables(record: type, environ: Mapping[str, str], prefix: str = "") -> dict[str, object]:
    """Return what the environment says; an empty variable says nothing."""
    found = {name: environ.get(variable(prefix + name)) for name in settings_of(record)}
    return {name: value for name, value in found.items() if value}


def _place_store(values: dict[str, Any], source: Source) -> None:
    if "://" not in values.get("store", "://"):
        values["store"] = str(source.folder / Path(values["store"]).expanduser())


def _defaults() -> dict[str, Any]:
    beside = settings_file().with_name("situations.json")
    return {
        "store": str(platformdirs.user_data_path(_APP, appauthor=False) / "rdv-tui.db"),
        "agent": _session_name(),
        "letters": platformdirs.user_documents_path() / "Convocations",
        "situations": beside if beside.exists() else None,
        "dossiers": settings_file().with_name("dossiers"),
    }


def _session_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name: a container, a service
        return "agent"

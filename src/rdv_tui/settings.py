"""What this machine decides: where the store is, who acts, where letters go.

The only module that knows paths. Values come from a TOML file in the person's configuration folder
(`rdv-tui/settings.toml`), and from `RDV_*` variables, which win over the file.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from rdv_tui.domain.office import COUNTERS
from rdv_tui.errors import UsageError
from rdv_tui.locales import settings as say
from rdv_tui.mail_settings import Smtp, read_smtp

_APP = "rdv-tui"
_PATHS = frozenset({"office", "letters", "situations"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds while the program runs; every field can be set in the file or by `RDV_<NAME>`."""

    store: str
    """A SQLite file, or an SQLAlchemy URL; by default a file in the platform's data folder."""
    agent: str
    """Who is acting, as the audit keeps it; by default the name of the session."""
    letters: Path
    """The folder where letters are saved when there is no printer."""
    printer: str | None = None
    """The printer of the letters; by default the system's own default.

    What is chosen at the desk wins over it, and over the two that follow.
    """
    tray: str | None = None
    """The printer's tray, by the print system's name (`tray-1`); by default the printer's own."""
    sides: str | None = None
    """`one-sided`, `two-sided-long-edge` or `two-sided-short-edge`; by default the printer's."""
    office: Path | None = None
    """An office.toml that describes the office; by default the one shipped (Vaucluse)."""
    situations: Path | None = None
    """The office's own changes to the situations; by default `situations.json` beside the file."""
    theme: str | None = None
    """The colours of the screens, by name."""
    counter: int | None = None
    """The counter for which this desk calls; by default the one that was chosen at it last."""
    smtp: Smtp | None = None
    """The mail server, `[smtp]` in the file; without one the messages wait."""
    state: Path = Path()
    """The folder where each running desk keeps its lock; not a setting."""


NAMES = (
    "store",
    "agent",
    "letters",
    "printer",
    "tray",
    "sides",
    "office",
    "situations",
    "theme",
    "counter",
)
"""What may be set, in the order of the documentation."""


def settings_file() -> Path:
    """Return the path of the settings file, there or not."""
    return platformdirs.user_config_path(_APP, appauthor=False) / "settings.toml"


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read the settings file and the variables; UsageError names the file and every wrong field."""
    from_file, section = _read_file(settings_file())
    from_variables = {
        name: environ[variable] for name in NAMES if environ.get(variable := f"RDV_{name.upper()}")
    }
    _check(say.ENVIRONMENT, from_variables, lambda name: f"RDV_{name.upper()}")
    values = {**from_file, **from_variables}
    data = platformdirs.user_data_path(_APP, appauthor=False)
    office = values.get("office")
    return Settings(
        store=_store(values["store"]) if "store" in values else str(data / "rdv-tui.db"),
        agent=values.get("agent") or _session_name(),
        letters=Path(values["letters"]).expanduser() if "letters" in values else _letters_folder(),
        printer=values.get("printer"),
        tray=values.get("tray"),
        sides=values.get("sides"),
        office=Path(office).expanduser() if office else None,
        situations=_situations(values.get("situations")),
        theme=values.get("theme"),
        counter=int(values["counter"]) if "counter" in values else None,
        smtp=read_smtp(section, str(settings_file()), settings_file().parent, environ),
        state=platformdirs.user_state_path(_APP, appauthor=False),
    )


def _read_file(path: Path) -> tuple[dict[str, str], object]:
    """Return the settings in `path`, and its section on the mail server; nothing when it is absent.

    Relative paths are taken from the file's folder.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return {}, None
    except OSError as error:
        raise _refuse(say.unreadable(str(path), error.strerror or str(error))) from error
    import tomllib  # noqa: PLC0415  (most machines have no settings file)

    try:
        values = tomllib.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _refuse(say.broken(str(path), str(error))) from error
    section = values.pop("smtp", None)
    read = _check(str(path), values, str)
    return {name: _beside(path, name, value) for name, value in read.items()}, section


def _beside(file: Path, name: str, value: str) -> str:
    if name in _PATHS or (name == "store" and "://" not in value):
        return str(file.parent / Path(value).expanduser())
    return value


def _check(
    source: str, values: Mapping[str, object], shown: Callable[[str], str]
) -> dict[str, str]:
    """Return `values` when each is a known, non-empty text; otherwise name all that are not."""
    good: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for name, value in values.items():
        problem = _problem(name, value)
        if problem:
            wrong[shown(name)] = problem
        else:
            good[name] = str(value)
    if wrong:
        listed = " ; ".join(f"{name} ({problem})" for name, problem in wrong.items())
        raise _refuse(say.wrong(source, listed), wrong)
    return good


def _problem(name: str, value: object) -> str:
    if name not in NAMES:
        return say.unknown_name()
    if name == "counter":
        return "" if _is_counter(value) else say.not_a_counter()
    if not isinstance(value, str):
        return say.wrong_kind()
    if not value.strip():
        return say.empty()
    if any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in value):
        return say.unprintable()
    return ""


def _is_counter(value: object) -> bool:
    """Say whether `value` is a counter's number, as TOML or as a text."""
    text = str(value) if type(value) in {int, str} else ""
    return text.isascii() and text.isdigit() and len(text) < 4 and int(text) in COUNTERS


def _refuse(message: str, fields: Mapping[str, str] | None = None) -> UsageError:
    return UsageError("bad_settings", message, say.HINT, fields)


def _store(target: str) -> str:
    return target if "://" in target else str(Path(target).expanduser())


def _situations(chosen: str | None) -> Path | None:
    """Return the file that was chosen, there or not; else the one beside the settings, if any."""
    if chosen:
        return Path(chosen).expanduser()
    beside = settings_file().with_name("situations.json")
    return beside if beside.exists() else None


def _letters_folder() -> Path:
    return platformdirs.user_documents_path() / "Convocations"


def _session_name() -> str:
    import getpass  # noqa: PLC0415  (only when nobody said who is acting)

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name: a container, a service
        return "agent"

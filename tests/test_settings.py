"""Settings: the file, the variables that win over it, and what is refused by name."""

from pathlib import Path

import pytest

from rdv_tui.declared_settings import settings_of
from rdv_tui.errors import UsageError
from rdv_tui.screens.themes import THEMES
from rdv_tui.settings import Settings, load_settings, settings_file


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of this test's own."""
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOGNAME", "camille")
    return tmp_path


def write(text: str | bytes) -> Path:
    file = settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def refused(environ: dict[str, str] | None = None) -> UsageError:
    with pytest.raises(UsageError) as caught:
        load_settings(environ or {})
    return caught.value


def test_nothing_set(home: Path) -> None:
    settings = load_settings({})
    assert settings.store == str(home / "data" / "rdv-tui" / "rdv-tui.db")
    assert settings.agent == "camille"
    assert settings.letters.name == "Convocations"
    assert settings.state == home / "state" / "rdv-tui"
    assert (settings.printer, settings.office, settings.theme) == (None, None, None)
    assert settings.situations is None


def test_the_file_speaks_and_its_paths_start_beside_it() -> None:
    file = write(
        'agent = "Élodie"\nprinter = "Guichet 2"\nstore = "rdv.db"\noffice = "office.toml"'
    )
    settings = load_settings({})
    assert (settings.agent, settings.printer) == ("Élodie", "Guichet 2")
    assert settings.store == str(file.parent / "rdv.db")
    assert settings.office == file.parent / "office.toml"


def test_variables_win_over_the_file() -> None:
    write('agent = "fichier"\nstore = "fichier.db"\ntheme = "rdv-clair"')
    settings = load_settings(
        {"RDV_AGENT": "variable", "RDV_STORE": "sqlite:///x.db", "RDV_THEME": ""}
    )
    assert (settings.agent, settings.store, settings.theme) == (
        "variable",
        "sqlite:///x.db",
        "rdv-clair",
    )


@pytest.mark.parametrize(
    "name", [name for name, one in settings_of(Settings).items() if one.kind in {str, Path}]
)
def test_each_setting_has_its_variable(name: str) -> None:
    value = str(getattr(load_settings({f"RDV_{name.upper()}": "/tmp/a"}), name))
    assert value == "/tmp/a"


def test_a_home_sign_is_understood(home: Path) -> None:
    settings = load_settings({"RDV_STORE": "~/rdv.db", "RDV_LETTERS": "~/lettres"})
    assert settings.store == str(home / "rdv.db")
    assert settings.letters == home / "lettres"


def test_every_wrong_setting_is_named_with_its_file() -> None:
    file = write('agent = 12\nprinter = " "\ncolour = "blue"\nletters = "a\\u0000b"')
    error = refused()
    assert set(error.fields) == {"agent", "printer", "colour", "letters"}
    assert str(file) in error.message
    assert all(name in error.message for name in error.fields)
    assert error.exit_code == 2


def test_a_wrong_setting_is_named_with_its_line() -> None:
    write('agent = "a"\n\n[smtp]\nhost = "mx"\n"port" = 0\n[keys]\nopen_day = 5\n')
    fields = refused().fields
    assert set(fields) == {"smtp.port", "keys.open_day"}
    assert fields["smtp.port"] == "ligne 5 : un numéro de 1 à 65535 est attendu"
    assert fields["keys.open_day"].startswith("ligne 7 : ")


@pytest.mark.parametrize(
    "name", [name for name, one in settings_of(Settings).items() if one.choices]
)
def test_a_word_that_is_none_of_the_known_ones_is_refused(name: str) -> None:
    known = settings_of(Settings)[name].choices
    variable = f"RDV_{name.upper()}"
    assert [getattr(load_settings({variable: word}), name) for word in known] == list(known)
    assert all(word in refused({variable: "autre"}).fields[variable] for word in known)


def test_the_themes_are_those_of_the_screens() -> None:
    assert set(settings_of(Settings)["theme"].choices) == {theme.name for theme in THEMES}


def test_a_command_has_a_key_or_a_list_of_keys() -> None:
    write('agent = "a"\n[keys]\nopen_day = "f5"\nopen_find = ["f3", "ctrl+f"]\n')
    settings = load_settings({})
    assert settings.keys == {"open_day": ("f5",), "open_find": ("f3", "ctrl+f")}
    assert settings.key_lines == {"open_day": 3, "open_find": 4}


def test_without_keys_none_are_set() -> None:
    assert load_settings({}).keys == {}


@pytest.mark.parametrize("value", ["[]", '""', "true", '["f3", ""]', '["f3", 4]', '{a = "f3"}'])
def test_what_is_no_key_is_refused_by_name(value: str) -> None:
    write(f"[keys]\nopen_day = {value}")
    assert set(refused().fields) == {"keys.open_day"}


def test_keys_are_a_section() -> None:
    write('keys = "f5"')
    assert set(refused().fields) == {"keys"}


def test_a_wrong_variable_is_named() -> None:
    assert set(refused({"RDV_AGENT": "a\nb"}).fields) == {"RDV_AGENT"}


@pytest.mark.parametrize("text", ["agent = ", b"agent = '\xff'", "a = 1\na = 2"])
def test_a_file_that_is_not_toml(text: str | bytes) -> None:
    file = write(text)
    error = refused()
    assert str(file) in error.message
    assert "TOML" in error.message
    assert " at " not in error.message


def test_a_file_that_cannot_be_read() -> None:
    settings_file().mkdir(parents=True)
    assert "ne peut pas être lu" in refused().message


def test_a_byte_order_mark_is_no_fault() -> None:
    write(b"\xef\xbb\xbfagent = 'bom'")
    assert load_settings({}).agent == "bom"


@pytest.mark.parametrize("text", ["counter = 2", 'counter = "2"'])
def test_the_counter_is_a_number_and_its_variable_wins(text: str) -> None:
    write(text)
    assert load_settings({}).counter == 2
    assert load_settings({"RDV_COUNTER": "11"}).counter == 11


def test_without_a_counter_none_is_set() -> None:
    assert load_settings({"RDV_COUNTER": ""}).counter is None


@pytest.mark.parametrize("value", ["0", "100", "-1", "1.5", "true", '"deux"', '"²"', '""', "[1]"])
def test_what_is_no_counter_is_refused_by_name(value: str) -> None:
    file = write(f"counter = {value}")
    error = refused()
    assert set(error.fields) == {"counter"}
    assert str(file) in error.message
    assert "un numéro de 1 à 99 est attendu" in error.message


def test_a_variable_that_is_no_counter_is_refused_by_name() -> None:
    assert set(refused({"RDV_COUNTER": "accueil"}).fields) == {"RDV_COUNTER"}

"""How the program starts: at once, and without what it does not need."""

import json
import subprocess
import sys

import pytest

from rdv_tui import __version__
from rdv_tui.cli.line import COMMANDS
from rdv_tui.locales import cli as cli_fr
from tests.cli.conftest import Run
from tests.programs import NOW

HEAVY = {"textual", "sqlalchemy", "sqlmodel", "alembic", "fpdf", "holidays", "babel", "rich"}


def imported_by(*words: str) -> set[str]:
    """Return the top-level modules that a run of the program loads."""
    program = (
        "import sys\n"
        "from rdv_tui.cli import main\n"
        "code = main(sys.argv[1:])\n"
        "print('\\n' + ' '.join({name.partition('.')[0] for name in sys.modules}))\n"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["book", "--help"]], ids=" ".join)
def test_the_version_and_the_help_need_almost_nothing(words: list[str]) -> None:
    assert imported_by(*words) & HEAVY == set()


def test_every_help_is_french_says_what_the_command_does_and_needs_almost_nothing() -> None:
    program = (
        "import sys\n"
        "from rdv_tui.cli import main\n"
        "codes = {main([*line.split(), '--help']) for line in sys.argv[1:]}\n"
        "print('\\n' + ' '.join({name.partition('.')[0] for name in sys.modules}))\n"
        "sys.exit(codes != {0})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *COMMANDS], capture_output=True, text=True, check=True
    )
    pages, _, loaded = done.stdout.rstrip().rpartition("\n")
    assert set(loaded.split()) & HEAVY == set()
    for name, page in zip(COMMANDS, pages.split("Usage : ")[1:], strict=True):
        assert page.startswith(f"rdv-tui {name} ")
        assert " ".join(cli_fr.COMMANDS[name].split()) in " ".join(page.split())
        for english in ("Options:", "Arguments:", "required", "default:", "Show ", "Install"):
            assert english not in page


def test_a_verdict_needs_no_store(environment: dict[str, str]) -> None:
    loaded = imported_by("check", "--situation", "SALARIE", "--expires", "2026-12-20")
    assert loaded & {"textual", "sqlalchemy", "sqlmodel", "fpdf"} == set()


def test_commands_on_the_store_need_no_screen() -> None:
    assert "textual" not in imported_by("--demo", "slots")


def test_the_services_need_no_screen() -> None:
    program = (
        "import pkgutil, sys, importlib, rdv_tui.services as services\n"
        "for found in pkgutil.walk_packages(services.__path__, 'rdv_tui.services.'):\n"
        "    importlib.import_module(found.name)\n"
        "sys.exit('textual' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_version(rdv: Run) -> None:
    assert rdv("--version").out == f"rdv-tui {__version__}\n"
    assert json.loads(rdv("--version", "--json").out) == {"version": __version__}


def test_the_help_is_french_and_names_every_command(rdv: Run) -> None:
    text = rdv("--help").out
    assert text.startswith("Usage : rdv-tui ")
    assert "Options :" in text
    assert "Commandes :" in text
    for command in COMMANDS:
        assert f"\n  {command} " in text


def test_the_desk_wants_a_terminal(rdv: Run) -> None:
    result = rdv("--now", NOW)
    assert (result.code, result.out) == (2, "")
    assert "terminal" in result.err


def test_json_wants_a_command(rdv: Run) -> None:
    result = rdv("--json")
    assert (result.code, result.refusal["error"]) == (2, "wrong_usage")

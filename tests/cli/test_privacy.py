"""What is kept of people, by command: in time, on demand; and the audit that tells of it."""

import json
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from rdv_tui.store.audit_chain import GENESIS, link
from tests.cli.conftest import Run, contents

LATER = "2028-06-01T09:00"


def persons(store: Path) -> set[str]:
    """Return names, numbers and addresses of everybody in the store, the short ones left out."""
    query = "SELECT family_name, foreign_resident_number, email FROM appointment"
    with closing(sqlite3.connect(store)) as raw:
        found = {str(one) for row in raw.execute(query) for one in row if one}
    return {one for one in found if len(one) > 4}


def bytes_of(store: Path) -> str:
    """Return all that the store's files hold, as text."""
    files = [store, Path(f"{store}-wal"), Path(f"{store}-shm")]
    return "".join(file.read_bytes().decode("latin-1") for file in files if file.exists())


def seen(names: set[str], text: str) -> set[str]:
    """Return the names that stand in `text`."""
    return {one for one in names if one.encode().decode("latin-1") in text or one in text}


@pytest.fixture
def later(rdv: Run, store: Path) -> Run:
    """Run a command on the sample store, more than a year after its people."""

    def run(*words: str) -> object:
        return rdv("--store", str(store), "--now", LATER, *words)

    return run  # type: ignore[return-value]


def test_everybody_goes_and_the_figures_stay(later: Run, store: Path) -> None:
    names = persons(store)
    assert len(seen(names, bytes_of(store))) == len(names) > 500
    weeks = ("figures", "--json")
    before = later(*weeks).answer
    told = later("privacy", "purge", "--dry-run", "--json").answer
    assert isinstance(told, dict)
    assert told["would_erase"]["appointments"] == 966
    assert later("store", "check").code == 4
    done = later("privacy", "purge", "--json").answer
    assert isinstance(done, dict)
    assert (done["erased"]["appointments"], done["clean"]) == (966, True)
    assert seen(names, bytes_of(store)) == set()
    assert later(*weeks).answer == before
    assert later("store", "check").code == 0
    assert later("audit", "verify").code == 0
    assert "Rien n'est à effacer." in later("privacy", "purge").out


def test_a_dry_run_changes_nothing(later: Run, store: Path) -> None:
    before = contents(store)
    assert "966 rendez-vous" in later("privacy", "purge", "--dry-run").out
    assert contents(store) == before


def test_one_person_is_given_out_and_erased(at_desk: Run, store: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(store)) as raw:
        number, name = raw.execute(
            "SELECT foreign_resident_number, family_name FROM appointment WHERE status = 'done'"
            " ORDER BY 1 LIMIT 1"
        ).fetchone()
    found = at_desk("privacy", "export", number, "--json").answer
    assert isinstance(found, dict)
    assert [one["family_name"] for one in found["appointments"]] == [name]
    file = tmp_path / "donnees.pdf"
    assert at_desk("privacy", "export", number, "-o", str(file)).code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    text = "".join(page.extract_text() for page in PdfReader(file).pages)
    assert name.split()[0] in text
    assert at_desk("privacy", "erase", number, "--reason", f"Demande de {name}").code == 2
    assert at_desk("privacy", "erase", number, "--reason", "Demande écrite").code == 0
    assert seen({number}, bytes_of(store)) == set()
    assert at_desk("privacy", "erase", number, "--reason", "Demande écrite").code == 3
    assert at_desk("privacy", "oppose", number, "--reason", "Lettre").code == 3
    assert at_desk("audit", "verify").code == 0
    assert at_desk("store", "check").code == 0


def test_whoever_is_still_to_come_is_asked_first(at_desk: Run, store: Path) -> None:
    with closing(sqlite3.connect(store)) as raw:
        [number] = raw.execute(
            "SELECT foreign_resident_number FROM appointment WHERE status = 'booked'"
            " AND start > '2026-12-05' LIMIT 1"
        ).fetchone()
    refused = at_desk("privacy", "erase", number, "--reason", "Demande écrite", "--json")
    assert (refused.code, refused.refusal["error"]) == (3, "not_allowed_now")
    assert at_desk("privacy", "oppose", number, "--reason", "Lettre reçue").code == 0
    assert at_desk("privacy", "erase", number, "--reason", "Demande écrite", "--cancel").code == 0
    assert seen({number}, bytes_of(store)) == set()


@pytest.mark.parametrize("number", ["12", "abcdefghij"])
def test_a_number_that_is_none_is_refused(number: str, at_desk: Run, store: Path) -> None:
    before = contents(store)
    for words in (("export",), ("erase", "--reason", "x"), ("oppose", "--reason", "x")):
        assert at_desk("privacy", words[0], number, *words[1:]).code == 2
    assert contents(store) == before


# -- the chain
def test_an_audit_changed_by_hand_is_found(at_desk: Run, store: Path) -> None:
    with closing(sqlite3.connect(store)) as raw:
        raw.execute("UPDATE audit SET agent = 'autre' WHERE id = 100")
        raw.commit()
    found = at_desk("audit", "verify", "--json")
    assert found.code == 4
    assert isinstance(found.answer, dict)
    assert (found.answer["ok"], len(found.answer["problems"])) == (False, 1)
    assert at_desk("store", "check").code == 4


def rewrite(store: Path) -> None:
    """Change who booked somebody, and make the whole chain anew: whoever writes the file can."""
    with closing(sqlite3.connect(store)) as raw:
        raw.row_factory = sqlite3.Row
        raw.execute("UPDATE audit SET agent = 'autre' WHERE id = 100")
        previous = GENESIS
        for row in raw.execute("SELECT * FROM audit ORDER BY id").fetchall():
            previous = link(previous, {**dict(row), "at": datetime.fromisoformat(row["at"])})
            raw.execute("UPDATE audit SET chain = ? WHERE id = ?", (previous, row["id"]))
        raw.commit()


def test_a_chain_made_anew_is_seen_by_what_was_kept_outside(at_desk: Run, store: Path) -> None:
    kept = at_desk("audit", "head", "--json").answer
    assert isinstance(kept, dict)
    anchor = str(kept["head"])[:32]
    assert at_desk("audit", "verify", "--anchor", anchor).code == 0
    at_desk("audit", "show", "--day", "2026-11-20")
    assert at_desk("audit", "verify", "--anchor", anchor.upper()).code == 0
    rewrite(store)
    assert at_desk("audit", "verify").code == 0
    assert at_desk("audit", "verify", "--anchor", anchor).code == 4


@pytest.mark.parametrize("anchor", ["", "abc", "g" * 64, "0" * 65])
def test_an_anchor_that_is_none_is_refused(anchor: str, at_desk: Run) -> None:
    assert at_desk("audit", "verify", f"--anchor={anchor}").code == 2


def test_the_day_sheet_bears_the_end_of_the_chain(at_desk: Run, tmp_path: Path) -> None:
    kept = at_desk("audit", "head", "--json").answer
    assert isinstance(kept, dict)
    file = tmp_path / "feuilles.pdf"
    assert at_desk("day", "-o", str(file)).code == 0
    text = "".join(page.extract_text() for page in PdfReader(file).pages)
    digest = str(kept["head"])[:32]
    groups = " ".join(digest[first : first + 8] for first in range(0, 32, 8))
    assert groups in " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
    assert at_desk("audit", "verify", "--anchor", groups).code == 0


# -- reading it
def test_acts_are_read_by_person_agent_and_day(at_desk: Run, store: Path) -> None:
    with closing(sqlite3.connect(store)) as raw:
        reference, number = raw.execute(
            "SELECT reference, foreign_resident_number FROM appointment WHERE status = 'done'"
        ).fetchone()
        agent, acts = raw.execute(
            "SELECT agent, count(*) FROM audit GROUP BY agent HAVING count(*) < 1000 ORDER BY 2"
        ).fetchone()
    by_reference = at_desk("audit", "show", reference, "--json").answer
    assert isinstance(by_reference, list)
    assert {one["reference"] for one in by_reference} == {reference}
    assert [one["action"] for one in by_reference][:2] == ["hold", "book"]
    assert by_reference[1]["after"]["foreign_resident_number"] == number
    assert at_desk("audit", "show", number, "--json").answer == by_reference
    by_agent = at_desk("audit", "show", "--agent", agent, "--json").answer
    assert isinstance(by_agent, list)
    assert len(by_agent) == acts
    assert at_desk("audit", "show", "--day", "2027-02-30").code == 2
    assert at_desk("audit", "show", "personne").code == 2
    assert reference in at_desk("audit", "show", number).out
    assert at_desk("audit", "show", "--day", "2001-01-01").out == "Rien au journal.\n"


def test_whoever_reads_the_audit_is_written_in_it(at_desk: Run, store: Path) -> None:
    at_desk("audit", "show", "8400000042")
    with closing(sqlite3.connect(store)) as raw:
        action, after = raw.execute(
            "SELECT action, after FROM audit ORDER BY id DESC LIMIT 1"
        ).fetchone()
    assert action == "show_audit"
    assert json.loads(after)["of_person"] is True
    assert "8400000042" not in after

"""Closing a counter with twelve appointments next Tuesday, in a real terminal, with few keys."""

import json
import re
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from rdv_tui.locales.delivery.papers import SPECIMENS
from tests.desk.conftest import Open
from tests.desk.terminal import Terminal
from tests.programs import NOW

TUESDAY = "2026-11-24"
AT_MOST = 20


def at_counter_3(store: Path) -> dict[str, str | None]:
    """Return the references awaited on Tuesday at counter 3, with their e-mails."""
    with sqlite3.connect(store) as connection:
        found = connection.execute(
            "SELECT reference, email FROM appointment WHERE counter = 3 AND status = 'booked'"
            " AND date(start) = ?",
            (TUESDAY,),
        )
        return dict(found.fetchall())


def booked(store: Path) -> dict[str, str]:
    """Return the start of every appointment that is booked, by its reference."""
    with sqlite3.connect(store) as connection:
        found = connection.execute(
            "SELECT reference, start FROM appointment WHERE status = 'booked'"
        )
        return dict(found.fetchall())


def output_of(words: list[str], environment: dict[str, str]) -> object:
    """Return what the command line answers as JSON."""
    run = subprocess.run(
        [sys.executable, "-m", "rdv_tui", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stdout)


def close_counter(desk: Terminal) -> None:
    """Fill the closure's form; the Enter that ends a field is a key like any other."""
    desk.press("ctrl+l")
    desk.until_shown("Horaires de la semaine", "Fermetures à venir")
    desk.press("f")
    desk.until_shown("Nouvelle fermeture")
    for text in ("mardi", "", "3", "", "", "Formation"):
        desk.write(text)
        desk.press("enter")
    desk.until_shown("12 places disparaissent, 12 personnes concernées")


@pytest.mark.xdist_group("desk")
def test_seen_resolved_and_told_in_at_most_twenty_keys(
    open_desk: Open, store: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    concerned = at_counter_3(store)
    assert len(concerned) == 12
    desk = open_desk()
    desk.until_shown("Code postal", "✓ en ordre")
    close_counter(desk)
    assert at_counter_3(store) == concerned  # seen, and nothing written yet
    desk.press("a", "f10")
    desk.until_shown("12 personnes déplacées", "Plus personne à replacer")
    desk.press("i")
    desk.until_shown("12 convocations enregistrées")
    assert desk.keys <= AT_MOST, f"{desk.keys} keys"

    assert at_counter_3(store) == {}
    with_mail = {reference for reference, email in concerned.items() if email}
    letters = {
        file.stem.removeprefix("convocation-")
        for file in (tmp_path / "letters" / SPECIMENS).iterdir()
    }
    assert letters == set(concerned)
    with sqlite3.connect(store) as connection:
        queued = connection.execute("SELECT reference FROM message WHERE kind = 'moved'")
        assert {reference for (reference,) in queued} == with_mail
        calls = connection.execute(
            "SELECT reference FROM call WHERE kind = 'moved' AND state = 'todo'"
        )
        # It is tomorrow already, and no mail server is known: everybody is called as well.
        assert {reference for (reference,) in calls} == set(concerned)
    starts = booked(store)
    for reference in concerned:
        letter = tmp_path / "letters" / SPECIMENS / f"convocation-{reference}.pdf"
        text = "".join(page.extract_text() for page in PdfReader(letter).pages)
        start = datetime.fromisoformat(starts[reference])
        assert reference in text
        assert f"{start.hour} h {start:%M}".removesuffix(" 00") in " ".join(text.split())
    check = output_of(
        ["--store", str(store), "--now", NOW, "store", "check", "--json"], environment
    )
    assert check == {"ok": True, "problems": []}

    desk.press("escape")
    desk.until_shown("mar. 24 nov.", "guichet 3", "Formation")


@pytest.mark.xdist_group("desk")
def test_another_desk_s_day_shows_them_until_they_are_moved(open_desk: Open, store: Path) -> None:
    first, second = open_desk(), open_desk()
    for desk in (first, second):
        desk.until_shown("Code postal", "✓ en ordre")
    second.press("f5")
    second.until_shown("Lundi 23 novembre")
    second.press("]")
    second.until_shown("Mardi 24 novembre")
    before = persons(second.screen)
    close_counter(first)
    first.press("f10")
    first.until_shown("12 personnes ne seront pas déplacées", "Enregistrer ?")
    first.press("o")
    first.until_shown("12 personnes à replacer")
    second.until_shown("12 à replacer")
    first.press("a", "f10")
    first.until_shown("Plus personne à replacer")
    second.until(lambda screen: "à replacer" not in screen, "the day without them")
    assert at_counter_3(store) == {}
    second.until(lambda screen: persons(screen) < before, "fewer persons that day")


def persons(screen: str) -> int:
    """Return how many appointments the day on show has."""
    found = re.search(r"(\d+) rendez-vous", screen)
    assert found
    return int(found[1])

"""A morning at four desks on one store: a counter falls out, others take over, it comes back."""

import sqlite3
from pathlib import Path

import pytest

from rdv_tui.store.engine import open_store
from rdv_tui.store.integrity import check
from tests.desk.conftest import Open
from tests.desk.terminal import Terminal

TODAY = "2026-11-23"


def rows(store: Path, columns: str, condition: str) -> list[tuple[str, ...]]:
    with sqlite3.connect(store) as connection:
        query = f"SELECT {columns} FROM appointment WHERE {condition} ORDER BY reference"
        return [tuple(map(str, row)) for row in connection.execute(query)]


def to_day(desk: Terminal) -> None:
    desk.until_shown("Code postal", "✓ en ordre")
    desk.press("f5")
    desk.until_shown("Lundi 23 novembre")


@pytest.mark.xdist_group("desk")
def test_one_is_handed_over_and_called_there_and_nowhere_else(
    open_desk: Open, store: Path, environment: dict[str, str]
) -> None:
    """Counter 1 hands somebody over: the desk of counter 2 calls them, that of counter 3 cannot."""
    desks = {}
    for counter in ("1", "2", "3"):
        environment["RDV_COUNTER"] = counter
        desks[counter] = open_desk()
        to_day(desks[counter])
    (received,) = rows(store, "reference", "status = 'in_progress' AND served_at_counter = 1")
    standing = f"reference = '{received[0]}'"
    hands = desks["1"]
    hands.until_shown("en cours")
    hands.press("h")
    hands.until_shown("Vers quel guichet ?")
    hands.press("2")
    hands.until_shown("attend le guichet 2")
    assert rows(store, "status, served_at_counter", standing) == [("arrived", "2")]
    for counter in ("2", "3"):
        desks[counter].until_shown("pour G2")
        desks[counter].press("f")  # whoever was at the counter is done
        desks[counter].until_shown("dossier reçu")
    desks["3"].press("n")
    desks["3"].until_shown("appelez au guichet 3")
    assert rows(store, "status", standing) == [("arrived",)]
    desks["2"].press("n")
    desks["2"].until_shown("appelez au guichet 2")
    with open_store(str(store)) as opened:
        assert check(opened) == []


@pytest.mark.xdist_group("desk")
def test_a_counter_falls_out_and_comes_back_and_nobody_is_sent_away(
    open_desk: Open, store: Path
) -> None:
    closing, *others = (open_desk() for _ in range(4))
    for desk in others:
        to_day(desk)
    present = rows(store, "reference, arrived_at", "status = 'arrived'")
    of_the_counter = f"counter = 1 AND status = 'booked' AND start > '{TODAY} 10:15'"
    due = [one for (one,) in rows(store, "reference", f"{of_the_counter} AND start < '2026-11-24'")]
    assert present
    assert due

    closing.until_shown("Code postal", "✓ en ordre")
    closing.press("ctrl+l")
    closing.until_shown("Horaires de la semaine")
    closing.press("f")
    closing.until_shown("Nouvelle fermeture")
    for text in ("23/11/2026", "", "1", "", "", "Malaise"):
        closing.write(text)
        closing.press("enter")
    closing.until_shown("Aperçu", "en route")
    closing.press("g", "f10")
    closing.until_shown("personnes déplacées")

    # Whoever waits still does, and whoever was due today still is: at another counter.
    assert set(present) <= set(rows(store, "reference, arrived_at", "status = 'arrived'"))
    listed = ", ".join(f"'{one}'" for one in due)
    moved = rows(store, "date(start), counter", f"reference IN ({listed})")
    assert {day for day, _ in moved} == {TODAY}
    assert "1" not in {counter for _, counter in moved}
    for desk in others:
        desk.until_shown("surnombre", "0 place libre")

    closing.press("escape")
    closing.until_shown("Horaires de la semaine", "Malaise")
    closing.press("u")
    closing.until_shown("Réouverture")
    closing.press("f10")
    closing.until_shown("C'est enregistré")
    for desk in others:
        desk.until_shown("places libres")  # the counter is open again
    assert set(present) <= set(rows(store, "reference, arrived_at", "status = 'arrived'"))
    with open_store(str(store)) as opened:
        assert check(opened) == []

"""The whole program in a terminal: an agent books with the keyboard alone."""

import json
import re
import subprocess
import sys
from pathlib import Path

from pypdf import PdfReader

from rdv_tui.locales.delivery.papers import SPECIMENS
from tests.desk.conftest import Open
from tests.desk.terminal import Terminal

NUMBER = "8499887766"


def to_step_two(desk: Terminal) -> None:
    desk.until_shown("Situation", "Code postal")
    desk.fill("contrat a duree indet", "CST", "20/12/26", "84000")
    desk.until_shown("Rendez-vous possible")
    desk.press("enter", "enter")  # tick the conditions, press the button
    desk.until_shown("Première plage libre")


def to_step_four(desk: Terminal) -> None:
    to_step_two(desk)
    desk.press("enter")  # hold the first free place
    desk.until_shown("Contrôles automatiques")
    desk.fill(NUMBER)
    desk.until_shown("✓ Rendez-vous à venir aucun")
    desk.press("d")
    desk.until_shown("Nom de famille")


def test_a_whole_booking_in_at_most_fourteen_keys_beside_the_text(
    open_desk: Open, store: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    desk = open_desk()
    to_step_four(desk)
    desk.fill("Yılmaz", "Şükrü", "17/4/88", "turquie")
    desk.press("f10")
    desk.until_shown("Entrée réserve ce rendez-vous", "YILMAZ Şükrü")
    desk.until(lambda _: "Entrée réserve" in desk.lines[desk.cursor_row], "the cursor on the act")
    desk.press("enter")
    desk.until_shown("Rendez-vous enregistré", "Enregistrée dans")
    moment = re.compile(r" 20\d\d à \d")
    desk.until(lambda _: moment.search(desk.lines[desk.cursor_row]), "the cursor on the moment")
    assert desk.keys <= 14, f"{desk.keys} keys"

    found = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", desk.screen)
    assert found
    reference = found[0]
    letter = tmp_path / "letters" / SPECIMENS / f"convocation-{reference}.pdf"
    text = "".join(page.extract_text() for page in PdfReader(letter).pages)
    assert reference in text
    assert "YILMAZ" in text

    shown = subprocess.run(
        [sys.executable, "-m", "rdv_tui", "--store", str(store), "show", reference, "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    result = json.loads(shown.stdout)
    assert (result["reference"], result["status"], result["channel"]) == (
        reference,
        "booked",
        "desk",
    )
    assert (result["family_name"], result["given_names"]) == ("Yılmaz", "Şükrü")
    assert result["foreign_resident_number"] == NUMBER

    desk.press("enter")
    desk.until(lambda screen: "Code postal" in screen and "84000" not in screen, "an empty step 1")
    desk.press("ctrl+q")
    assert desk.ended() == 0, desk.screen


def test_a_second_desk_sees_a_place_go_without_a_key(open_desk: Open) -> None:
    first, second = open_desk(), open_desk()
    to_step_two(first)
    to_step_two(second)
    before = second.screen
    first.press("enter")
    first.until_shown("Contrôles automatiques")
    second.until(lambda screen: screen != before and _places(screen) != _places(before), "a change")


def _places(screen: str) -> list[str]:
    """Return the hours and their places, as the chosen day lists them."""
    return re.findall(r"\d\d:\d\d (?:\+ \d+ places?|– complet)", screen)

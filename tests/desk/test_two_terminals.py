"""Two real terminals on one store: what one does, the other's day shows without a key.

How soon is measured (benchmarks/live.py).
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from rdv_tui.domain.appointment import Status
from rdv_tui.services.day.day import get_day
from rdv_tui.store import integrity
from tests.desk.acting import NOW, acting_desk
from tests.desk.conftest import Open
from tests.desk.terminal import Terminal
from tests.desk.test_booking import to_step_four

ROOT = Path(__file__).parents[2]
TURNS = 2
SIGNS = {
    Status.BOOKED: "○",
    Status.ARRIVED: "◔",
    Status.IN_PROGRESS: "●",
    Status.DONE: "✓",
    Status.INCOMPLETE: "▲",
    Status.NO_SHOW: "✗",
}


def to_day(desk: Terminal) -> Terminal:
    desk.until_shown("Situation", "Code postal", "✓ en ordre")
    desk.press("f5")
    desk.until_shown("Lundi 23 novembre 2026", "à venir")
    return desk


@pytest.mark.xdist_group("terminals")
def test_an_arrival_is_on_the_other_screen_without_a_key(open_desk: Open) -> None:
    acting, looking = to_day(open_desk()), to_day(open_desk())
    acting.write("/")
    acting.write("Zahraouy El Mehdi")
    acting.until_shown("filtre « Zahraouy El Mehdi » : 1")
    acting.fill("")
    looking.until_shown("○ EZ-ZAHRAOUY El Mehdi")
    for _ in range(TURNS):
        acting.press("a")
        acting.until_shown("arrivée notée")
        looking.until_shown("◔ EZ-ZAHRAOUY El Mehdi")
        acting.press("z")
        acting.until_shown("arrivée effacée")
        looking.until_shown("○ EZ-ZAHRAOUY El Mehdi")


@pytest.mark.xdist_group("terminals")
def test_a_booking_and_a_cancellation_are_on_the_other_screen(open_desk: Open) -> None:
    looking, acting = to_day(open_desk()), open_desk()
    looking.until_shown("49 rendez-vous", "2 places libres")
    to_step_four(acting)  # the first free place is today's, at 10:30
    looking.until_shown("en cours de réservation", "1 place libre")
    acting.fill("Yılmaz", "Şükrü", "17/4/88", "turquie")
    acting.press("f10")
    acting.until_shown("Entrée réserve ce rendez-vous")
    acting.press("enter")
    acting.until_shown("Rendez-vous enregistré")
    looking.until_shown("○ YILMAZ Şükrü", "50 rendez-vous")
    acting.press("f5")
    acting.until_shown("Lundi 23 novembre 2026", "à venir")
    acting.write("/")
    acting.fill("yilmaz")
    acting.press("enter")
    acting.until_shown("YILMAZ", "Historique", "Annuler")
    acting.press("a")
    acting.until_shown("à la demande de la personne")
    acting.press("p")
    acting.press("enter")
    looking.until(lambda screen: "YILMAZ" not in screen, "the place without its person")
    looking.until_shown("49 rendez-vous")


def counts(screen: str) -> list[str]:
    """Return the counts of the day as a screen tells them."""
    result = re.search(r"○ (\d+) à venir ◔ (\d+) .*? ● (\d+) en cours ✓ (\d+) ", screen)
    people = re.search(r"(\d+) rendez-vous", screen)
    return [*result.groups(), *people.groups()] if result and people else []


def listed(screen: str) -> list[str]:
    """Return counter, sign and name of each line of the list that a person stands on."""
    plain = re.sub(r" …\d{4}", "", screen)  # the last digits, where two names are alike
    return re.findall(r"G\d [○◔●✓▲✗] (?:(?! G\d |  ).)+", plain)


@pytest.mark.xdist_group("terminals")
def test_after_a_hundred_acts_of_four_processes_all_agree(open_desk: Open, store: Path) -> None:
    screens = [to_day(open_desk()), to_day(open_desk())]
    crowd = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.desk.acting", str(store), str(rank), "25"], cwd=ROOT
        )
        for rank in range(1, 5)
    ]
    while any(one.poll() is None for one in crowd):
        for screen in screens:
            screen.read()
    assert [one.returncode for one in crowd] == [0, 0, 0, 0]
    desk = acting_desk(str(store), 9)
    day = get_day(desk, NOW.date())
    result = day.counts()
    expected = [str(n) for n in (result.booked, result.arrived, result.in_progress, result.done)]
    expected.append(str(result.persons))
    for screen in screens:
        screen.until(lambda seen: counts(seen) == expected, f"the counts {expected}")
    names = [
        f"G{place.counter} {SIGNS[visit.status]} {visit.name}" for place, visit in day.visits()
    ]
    for screen in screens:
        seen = listed(screen.screen)
        assert seen, screen.screen
        left = iter(names)  # in their order; what is over may be folded away
        for line in seen:
            assert any(line.startswith(name) for name in left), screen.screen
    assert integrity.check(desk.store) == []
    desk.store.close()

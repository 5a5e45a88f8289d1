"""The certificate of a failed search at the counter: offered where it is due, and nowhere else."""

from datetime import timedelta
from pathlib import Path

import pytest

from rdv_tui.domain.failed_search import FailedSearch
from rdv_tui.locales.booking import certificate as certificate_fr
from rdv_tui.screens.booking.certificate import CertificateForm
from rdv_tui.screens.booking.guide import GuideScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.screens.delivery.paper_screen import PaperScreen
from rdv_tui.screens.office.help_desk import HelpDeskScreen
from rdv_tui.services.booking import failed_searches
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours.schedule import next_free
from rdv_tui.store.engine import Store
from tests.factories import StillClock, desk_on, small_office
from tests.screens.counter import LARGE, NUMBER, SMALL, Counter, other_desk, sitting_at, take_all

FIRST = "attestation-2026-000001.pdf"


@pytest.fixture
def desk(store: Store, clock: StillClock) -> Desk:
    """A desk whose only day is today: four places."""
    return desk_on(store, office=small_office(counters=1, horizon_weeks=0), clock=clock)


def fill(desk: Desk) -> None:
    """Give every place to other persons."""
    for rank, slot in enumerate(next_free(desk, desk.clock.local(), 4)):
        take_all(other_desk(desk), slot.start, first_rank=500 + rank)


def certified(counter: Counter) -> list[FailedSearch]:
    today = counter.clock.today()
    return failed_searches.list_searches(counter.desk, today, today)


def papers(folder: Path) -> list[str]:
    letters = folder / "letters"
    return sorted(path.name for path in letters.iterdir()) if letters.exists() else []


async def name_person(counter: Counter, family: str = "Benali", number: str = NUMBER) -> None:
    """Fill in whom the certificate names."""
    await counter.until_on(CertificateForm)
    await counter.fill(family, "Samira", number)
    await print_what_is_read(counter)


async def print_what_is_read(counter: Counter) -> None:
    """Read the certificate, and have it printed."""
    await counter.until(lambda: isinstance(counter.app.screen, PaperScreen), "nothing to read")
    await counter.until_shown("Attestation 2026-00000", "page 1 sur 1", "République française")
    await counter.press("enter")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
async def test_one_key_where_no_slot_is_free(
    desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    fill(desk)
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await counter.to_slots()
        await counter.until_shown("Il n'existe plus de plage horaire libre", certificate_fr.OFFER)
        await counter.until(lambda: "a Attestation" in counter.footer, "no key in the footer")
        await counter.press("f1")
        await counter.until_shown("a Attestation Attester qu'aucune plage")
        await counter.press("escape", "a")
        await counter.until_on(CertificateForm)
        assert certified(counter) == []
        await name_person(counter)
        await counter.until_message("Attestation 2026-000001 : enregistrée dans", FIRST)
        (found,) = certified(counter)
        assert (found.situation, found.holder) == ("SALARIE", "BENALI Samira")
        assert found.foreign_resident_number == NUMBER
        assert counter.draft.typed["family_name"] == "Benali"
        assert papers(tmp_path) == [FIRST]
        assert isinstance(counter.app.screen, SlotScreen)


async def test_pressed_again_it_is_the_same_paper_until_the_next_person(
    desk: Desk, tmp_path: Path
) -> None:
    fill(desk)
    async with sitting_at(desk, tmp_path) as counter:
        await counter.to_slots()
        await counter.press("a")
        await name_person(counter)
        await counter.until_message("Attestation 2026-000001 : enregistrée dans")
        await counter.press("p", "a")  # named by now: nothing is asked again
        await print_what_is_read(counter)
        await counter.until_message("Attestation 2026-000001 : enregistrée dans")
        await counter.press("f8", "o")
        await counter.to_slots()
        await counter.press("a")
        await name_person(counter, "Diallo", "8499999999")
        await counter.until_message("Attestation 2026-000002 : enregistrée dans")
        assert [one.number for one in certified(counter)] == [1, 2]


async def test_while_a_slot_is_free_no_key_offers_it_and_the_palette_names_the_slot(
    counter: Counter, tmp_path: Path
) -> None:
    await counter.to_slots()
    assert "Attestation" not in counter.footer
    assert certificate_fr.OFFER not in counter.prose
    await counter.press("a", "ctrl+p")
    await counter.until_shown("Que faire ?")
    await counter.write("attest")
    await counter.press("enter")
    await counter.until_message("Une plage est libre : lundi 30 novembre 2026 à 9 h.", "Proposez")
    assert (certified(counter), papers(tmp_path)) == ([], [])


async def test_from_the_help_over_a_step_it_names_who_was_typed(desk: Desk, tmp_path: Path) -> None:
    async with sitting_at(desk, tmp_path) as counter:
        await counter.to_details()
        await counter.fill("Łukaszewska", "Bożena")
        fill(desk)
        await counter.press("f12")
        await counter.until_on(HelpDeskScreen)
        await counter.until_message("Aucune plage n'est libre")
        assert "a Attestation" in counter.footer
        await counter.press("a")
        await print_what_is_read(counter)
        await counter.until_message("Attestation 2026-000001 : enregistrée dans")
        (found,) = certified(counter)
        assert found.holder == "ŁUKASZEWSKA Bożena"
        assert found.foreign_resident_number == "8412345678"
        await counter.press("escape")
        assert counter.draft.typed["given_names"] == "Bożena"


async def test_the_help_does_not_offer_it_while_a_slot_is_free(counter: Counter) -> None:
    await counter.until(lambda: counter.app.is_open)
    await counter.press("f12")
    await counter.until_on(HelpDeskScreen)
    await counter.until_shown("Centre de contact")
    assert "Attestation" not in counter.footer
    await counter.press("a")
    assert certified(counter) == []


async def test_without_a_situation_it_says_what_is_missing(desk: Desk, tmp_path: Path) -> None:
    fill(desk)
    async with sitting_at(desk, tmp_path) as counter:
        await counter.until(lambda: counter.app.is_open)
        await counter.press("ctrl+t")
        await counter.until_message(certificate_fr.SITUATION_FIRST)
        await counter.fill("etudiant")
        await counter.press("ctrl+t")
        await counter.until_message("en ligne (ANEF)", "fiche d'orientation")
        assert (certified(counter), papers(tmp_path)) == ([], [])


async def test_a_private_situation_leaves_no_trace(desk: Desk, tmp_path: Path) -> None:
    fill(desk)
    async with sitting_at(desk, tmp_path) as counter:
        await counter.until(lambda: counter.app.is_open)
        await counter.fill("soins")
        await counter.press("ctrl+t")
        await counter.until_message("fiche d'orientation")
        assert (certified(counter), papers(tmp_path)) == ([], [])


async def test_a_slot_that_comes_back_takes_the_key_away(desk: Desk, tmp_path: Path) -> None:
    fill(desk)
    async with sitting_at(desk, tmp_path) as counter:
        await counter.to_slots()
        await counter.until(lambda: "a Attestation" in counter.footer)
        counter.clock.forward(timedelta(days=1))  # a new day opens
        screen = counter.app.screen
        assert isinstance(screen, SlotScreen)
        screen.reload()
        await counter.until(lambda: "Attestation" not in counter.footer, "still offered")


async def test_it_is_found_from_the_guide_too(desk: Desk, tmp_path: Path) -> None:
    fill(desk)
    async with sitting_at(desk, tmp_path) as counter:
        await counter.until_on(NoticeScreen)
        await counter.until(lambda: counter.app.is_open)
        await counter.fill("indet")
        await counter.press("f6")
        await counter.until_on(GuideScreen)
        await counter.press("ctrl+t")
        await name_person(counter)
        await counter.until_message("Attestation 2026-000001 : enregistrée dans")
        assert [one.holder for one in certified(counter)] == ["BENALI Samira"]

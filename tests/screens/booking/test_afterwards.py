"""After the booking: the reference, the letter, the next person."""

from pathlib import Path

from pypdf import PdfReader

from rdv_tui.domain.draft import BookingDraft
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.services.desk import Desk
from rdv_tui.widgets.big_text import BigText, big_lines
from tests.screens.counter import Counter, sitting_at


async def test_the_reference_is_shown_large_and_plain(counter: Counter) -> None:
    made = await counter.to_booked()
    await counter.until_shown("✓ Rendez-vous enregistré", made.reference, "lundi 30 novembre 2026")
    assert str(counter.app.screen.query_one(BigText).render()) == "\n".join(
        big_lines(made.reference)
    )
    assert all(line.rstrip() in counter.picture for line in big_lines(made.reference))


async def test_without_printer_the_letter_is_saved_and_said_where(
    counter: Counter, tmp_path: Path
) -> None:
    made = await counter.to_booked()
    file = tmp_path / "letters" / f"convocation-{made.reference}.pdf"
    await counter.until_shown("Convocation ✓ Enregistrée dans")
    assert "▲" not in counter.picture
    assert file.name in counter.picture.replace("\n", "").replace(" ", "")
    assert made.reference in PdfReader(file).pages[0].extract_text()


async def test_a_folder_that_cannot_be_written_is_said_and_tried_again(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "letters").write_text("a file stands in the way")
    async with sitting_at(desk, tmp_path) as counter:
        await counter.to_booked()
        await counter.until_shown("✗ Non enregistrée")
        (tmp_path / "letters").unlink()
        await counter.press("e")
        await counter.until_shown("Dans quel fichier")
        await counter.press("enter")
        await counter.until_shown("✓ Enregistrée dans")


async def test_enter_starts_the_next_one_empty(counter: Counter) -> None:
    await counter.to_booked()
    await counter.press("enter")
    await counter.until_on(NoticeScreen)
    assert not any(counter.draft.typed.values())
    assert not counter.draft.accepted
    assert counter.app.draft == BookingDraft()

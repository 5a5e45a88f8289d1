"""The automatic checks: what the store knows of a person, and how it is shown."""

from textual.content import Content

from rdv_tui.domain.contacts import parse_email, parse_phone
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.numbers import parse_number
from rdv_tui.domain.problems import WrongValue
from rdv_tui.locales import screens as screen_fr
from rdv_tui.locales.dates import short_moment
from rdv_tui.locales.office import offices as office_fr
from rdv_tui.screens.frame import run_blocking
from rdv_tui.services.booking import booking
from rdv_tui.services.desk import Desk
from rdv_tui.services.results import Screening
from rdv_tui.text import plain
from rdv_tui.widgets.frame import SIGNS, Level

MANY = 3
"""From this many other persons on, a shared e-mail or phone is worth a warning."""


def _email(draft: BookingDraft) -> str | None:
    try:
        return parse_email(draft.typed.get("email", ""))
    except WrongValue:
        return None


def _phone(draft: BookingDraft) -> str | None:
    try:
        return parse_phone(draft.typed.get("phone", ""))
    except WrongValue:
        return None


async def run_screening(desk: Desk, draft: BookingDraft) -> Screening | None:
    """Ask the store about the person in `draft`; None while their number is not known."""
    reading = parse_number(draft.typed.get("foreign_resident_number", ""))
    number = reading.value if not reading.needs_zero else None
    if number is None:
        return None
    email, phone = _email(draft), _phone(draft)
    return await run_blocking(booking.screen, desk, number=number, email=email, phone=phone)


def _shared(count: int, known: str | None) -> tuple[Level, str]:
    if not known:
        return "info", screen_fr.CHECK_LATER
    if count == 0:
        return "done", screen_fr.CHECK_UNIQUE
    if count == 1:
        return "waiting", screen_fr.CHECK_SHARED_ONE
    return "waiting", screen_fr.CHECK_SHARED.format(count=count)


def warnings(screening: Screening) -> list[str]:
    """Return the sentences of the checks that want a second look."""
    shared = (
        (screen_fr.CHECK_EMAIL, screening.same_email),
        (screen_fr.CHECK_PHONE, screening.same_phone),
    )
    many = [
        f"{label} {screen_fr.CHECK_SHARED.format(count=count)}"
        for label, count in shared
        if count >= MANY
    ]
    other = [office_fr.expected_elsewhere(one.place, one.day) for one in screening.elsewhere]
    return [*other, *many]


def _future(screening: Screening | None, *, running: bool) -> tuple[Level, str]:
    if running:
        return "info", screen_fr.CHECK_RUNNING
    if screening is None:
        return "info", screen_fr.CHECK_NEEDS_NUMBER
    if screening.future is None:
        return "done", screen_fr.CHECK_NONE
    return "refused", screen_fr.CHECK_ALREADY.format(
        slot=short_moment(screening.future.start), reference=screening.future.reference
    )


def checks_content(
    draft: BookingDraft, screening: Screening | None, *, running: bool, is_held: bool
) -> Content:
    """Return the checks, one a line: sign, what is checked, result.

    `is_held` says whether the place of the draft's hold is still kept.
    """
    rows: list[tuple[str, tuple[Level, str]]] = [
        (screen_fr.CHECK_APPOINTMENT, _future(screening, running=running)),
        (screen_fr.CHECK_EMAIL, _shared(screening.same_email if screening else 0, _email(draft))),
        (screen_fr.CHECK_PHONE, _shared(screening.same_phone if screening else 0, _phone(draft))),
    ]
    rows[1:1] = [
        (office_fr.OTHER_OFFICE, ("waiting", office_fr.where_and_when(one.place, one.day)))
        for one in (screening.elsewhere if screening else ())
    ]
    if draft.hold:
        slot = short_moment(draft.hold.start)
        over = screen_fr.CHECK_PLACE_OVER.format(slot=slot)
        rows.append((screen_fr.CHECK_PLACE, ("done", slot) if is_held else ("refused", over)))
    lines = []
    for label, (level, words) in rows:
        sign, colour = SIGNS[level]
        lines.append(
            Content.assemble(
                (f"  {sign} ", f"bold {colour}"),
                plain(label),
                " " * max(1, 22 - len(label)),
                plain(words, colour),
            )
        )
    return Content("\n").join(lines)

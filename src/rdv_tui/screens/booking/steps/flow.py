"""The way of a booking through its five steps. Nothing else in the program knows their order."""

import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from rdv_tui.clock import Clock
from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.errors import RdvError
from rdv_tui.locales import screens as screen_fr
from rdv_tui.locales.dates import plain_date, short_moment
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.step import Direction, Step, StepResult, StepScreen
from rdv_tui.screens.frame import run_blocking, run_serial
from rdv_tui.screens.shell import Shell

if TYPE_CHECKING:
    from rdv_tui.screens.delivery.letter_job import LetterJob
    from rdv_tui.services.desk import Desk

_EMPTY = BookingDraft()
Show = Callable[[StepScreen], Awaitable[StepResult]]


async def run(shell: Shell) -> None:
    """Book for one person after the other, for as long as the desk is open."""
    text, draft = "", BookingDraft()
    while True:
        text, draft = await book_one(shell, text, draft)


async def book_one(
    shell: Shell, done: str = "", draft: BookingDraft = _EMPTY
) -> tuple[str, BookingDraft]:
    """Lead one booking from the notice to the printed letter.

    notice → slot (holds a place) → security → details → confirmation (books) → letter

    `done` is what became of the one before, to be said at the start, and `draft` what is known of
    this person; the answer is both for the next one, as far as no screen has said it. Who comes
    from a window (a place of the waiting list, a known person's card) begins where the draft ends.
    """
    step = Step.NOTICE
    if shell.desk is not None:
        shell.desk.approvals.clear()  # what a supervisor allowed was for the person before
    if shell.next_draft is not None:
        draft, shell.next_draft = shell.next_draft, None
        step = _first_missing(draft, Step.SECURITY)
        done = _taken_over(draft)
    corrected_from: Step | None = None
    text = ""
    while True:
        shell.draft = draft
        screen = await _screen(shell, step, draft)
        screen.say(text or done, "waiting" if text else "done")
        text = done = ""
        result = await shell.push_screen_wait(screen)
        draft = shell.draft = result.draft
        if result.appointment is not None:
            shell.draft = BookingDraft()
            return "", await _show_booked(shell, result.appointment, result.letter)
        if result.to is Direction.ABANDON:
            await release_hold(shell, draft)
            return result.message, _EMPTY
        await _save_draft(shell, draft)
        if isinstance(result.to, Step):
            corrected_from, step = step, result.to
        elif result.to is Direction.RESUME:
            draft, step, text = await _resumed(shell, draft)
        elif result.to is Direction.BACK:
            corrected_from, step = None, Step(max(step - 1, 0))
        else:
            step, corrected_from = corrected_from or _after(step, draft, shell.clock), None
            if step is Step.SLOT and draft.hold is None:
                draft, done = await _beside(shell, draft)
                step = Step.SECURITY if draft.hold else step
        step = _first_missing(draft, step)


async def _beside(shell: Shell, draft: BookingDraft) -> tuple[BookingDraft, str]:
    """Return the draft on a place beside the other of the household, if one serves, and say so."""
    from rdv_tui.services.booking import holds  # noqa: PLC0415

    hold = None
    if draft.household is not None:
        with contextlib.suppress(RdvError):  # the calendar shows what there is instead
            hold = await run_blocking(holds.hold_beside, await shell.opened(), draft)
    if hold is None or draft.household is None:
        return draft, ""
    said = screen_fr.HELD_BESIDE.format(name=draft.household.name, slot=short_moment(hold.start))
    return replace(draft, hold=hold), said


def _after(step: Step, draft: BookingDraft, clock: Clock) -> Step:
    """Return the next step; details that are known and need no check are not asked again."""
    known = step is Step.SECURITY and draft.known is not None
    is_settled = known and not draft.to_check(clock.today())
    return Step.CONFIRMATION if is_settled else Step(step + 1)


def _taken_over(draft: BookingDraft) -> str:
    """Return what was taken over from a window, an empty text when nothing was."""
    if draft.wanted_start is not None:
        return screen_fr.WANTED_SLOT.format(slot=short_moment(draft.wanted_start))
    if draft.known is None:
        return ""
    words = screen_fr.TAKEN_OVER if draft.accepted else screen_fr.TAKEN_OVER_PERMIT
    return words.format(day=plain_date(draft.known.booked_on))


def _first_missing(draft: BookingDraft, wanted: Step) -> Step:
    """Return `wanted`, or the earlier step without which it cannot stand."""
    if not draft.accepted:
        return Step.NOTICE
    if draft.hold is None and wanted > Step.SLOT:
        return Step.SLOT
    if draft.identification is None and wanted > Step.SECURITY:
        return Step.SECURITY
    return wanted


async def _screen(shell: Shell, step: Step, draft: BookingDraft) -> StepScreen:
    if step is Step.NOTICE:
        return NoticeScreen(shell.office, shell.clock, shell.agent, draft)
    # The later steps stand on the store; by now it has long been opened beside the notice.
    from rdv_tui.domain.problems import InvalidFields  # noqa: PLC0415
    from rdv_tui.screens.booking.steps.confirmation import ConfirmationScreen  # noqa: PLC0415
    from rdv_tui.screens.booking.steps.details import DetailsScreen  # noqa: PLC0415
    from rdv_tui.screens.booking.steps.security import SecurityScreen  # noqa: PLC0415
    from rdv_tui.screens.booking.steps.slot import SlotScreen  # noqa: PLC0415

    desk = await shell.opened()
    if step is Step.CONFIRMATION:
        # A correction made elsewhere may have made the form incomplete: it is asked again.
        with contextlib.suppress(InvalidFields):
            return ConfirmationScreen(desk, draft)
        return DetailsScreen(desk, draft)
    screens: dict[Step, Callable[[Desk, BookingDraft], StepScreen]] = {
        Step.SLOT: SlotScreen,
        Step.SECURITY: SecurityScreen,
        Step.DETAILS: DetailsScreen,
    }
    return screens[step](desk, draft)


async def _show_booked(
    shell: Shell, appointment: Appointment, letter: "LetterJob | None"
) -> BookingDraft:
    """Show the booking, and what becomes of its letter; return with what the next one begins."""
    from rdv_tui.screens.booking.steps.booked import BookedScreen  # noqa: PLC0415  (stands on the store)

    household = await shell.push_screen_wait(
        BookedScreen(await shell.opened(), appointment, letter)
    )
    if letter is not None:
        letter.tell_elsewhere()
    return BookingDraft.of_household(appointment) if household else _EMPTY


async def _save_draft(shell: Shell, draft: BookingDraft) -> None:
    """Write the draft down, so that the end of the program does not lose it."""
    from rdv_tui.services.booking import holds  # noqa: PLC0415

    with contextlib.suppress(RdvError):
        # The next step says what is wrong with the store, or with the hold, where it matters.
        await run_serial(holds.save_draft, await shell.opened(), draft.hold, draft)


async def _resumed(shell: Shell, draft: BookingDraft) -> tuple[BookingDraft, Step, str]:
    """Return the draft on a place of this desk and the step to go on with, or why there is none."""
    from rdv_tui.services.booking import holds  # noqa: PLC0415

    if draft.hold is None:
        with contextlib.suppress(RdvError):
            await run_blocking(holds.take_up, await shell.opened(), draft)
        return draft, Step.SLOT, ""
    try:
        hold = await run_blocking(holds.take_over, await shell.opened(), draft.hold)
    except RdvError as error:
        return replace(draft, hold=None), Step.SLOT, error.message
    draft = replace(draft, hold=hold)
    return draft, Step.DETAILS if draft.identification else Step.SECURITY, ""


async def release_hold(shell: Shell, draft: BookingDraft) -> None:
    """Give the place of an abandoned booking back at once, and forget what was typed."""
    if not draft.typed and draft.hold is None:
        return
    from rdv_tui.services.booking import holds  # noqa: PLC0415

    with contextlib.suppress(RdvError):
        # A place that cannot be released now is free by itself when its time is up.
        await run_serial(holds.give_up, await shell.opened(), draft.hold)

"""What is decided for each person concerned, as the list shows it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from textual.content import Content

from rdv_tui.discretion import DISCRETION
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.domain.reseating import DisplacedPerson
from rdv_tui.locales.dates import plain_date, short_moment
from rdv_tui.locales.hours import opening_hours as hours_fr
from rdv_tui.screens.booking.steps.numbers import phone_words
from rdv_tui.services.hours.opening_hours import ChangeEffect
from rdv_tui.text import plain
from rdv_tui.widgets.person_rows import Column, Part, PersonRows

_COLOURS = {
    "proposed": "$text-muted",
    "accepted": "$text-success",
    "skipped": "$text-muted",
    "moved": "$text-success",
    "refused": "$text-warning",
}
ROWS = PersonRows(
    Column(Part.WHEN, 20, hours_fr.PLACE_NOW),
    Column(Part.SIGN, 2),
    Column(Part.WHO, 14, hours_fr.WHO, most=44),
    Column(Part.REACH, 16, hours_fr.REACH, most=40, since=100),
    Column(Part.NEW_PLACE, 22, hours_fr.PLACE_NEW),
    Column(Part.TOLD_BY, 10, hours_fr.TOLD_BY),
)


class DecisionState(StrEnum):
    """How far a person is."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    SKIPPED = "skipped"
    MOVED = "moved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Decision:
    """One person with the start proposed (wall clock), None when no place is left.

    `counter` can receive them at their own hour, beyond its places if need be; `is_taken_over`
    says that this is proposed, instead of another start. With `is_return` it is the
    place of before, and their appointment of now holds whatever is decided.
    """

    person: DisplacedPerson
    start: datetime | None
    state: DecisionState = DecisionState.PROPOSED
    counter: int | None = None
    is_taken_over: bool = False
    is_return: bool = False

    @property
    def is_open(self) -> bool:
        """Whether something is still to be decided or done."""
        return self.state is not DecisionState.MOVED

    @property
    def stays(self) -> bool:
        """Whether the person is here or on the way, and no counter is open at their hour."""
        return not self.has_proposal and self.person.presence is not None

    @property
    def has_proposal(self) -> bool:
        """Whether there is anything to accept."""
        return self.start is not None or self.is_taken_over

    @property
    def keeps_hour(self) -> bool:
        """Whether nothing changes for the person but the counter."""
        return self.is_taken_over or self.start == self.person.start

    @property
    def is_late(self) -> bool:
        """Whether the new place comes after the end of the permit."""
        return (
            self.start is not None and not self.keeps_hour and not self.person.in_time(self.start)
        )

    @property
    def notified_by(self) -> str:
        """How the person will learn of it."""
        if self.stays or self.keeps_hour:
            return hours_fr.NO_NEED
        if self.person.phone and self.person.to_call:
            return hours_fr.BY_CALL
        if self.person.email:
            return hours_fr.BY_MAIL
        return hours_fr.BY_CALL if self.person.phone else hours_fr.BY_LETTER

    @property
    def is_written_to(self) -> bool:
        """Whether an e-mail is queued, beside a call or not."""
        return bool(self.person.email) and not self.keeps_hour

    def accepted(self) -> "Decision":
        """Return it accepted, where there is anything to accept."""
        if not self.has_proposal or not self.is_open:
            return self
        return replace(self, state=DecisionState.ACCEPTED)

    def taken_over(self) -> "Decision":
        """Return it accepted by the counter that can take it over, where one can."""
        if self.counter is None or not self.is_open:
            return self
        return replace(self, state=DecisionState.ACCEPTED, is_taken_over=True)

    def moved_to(self, start: datetime) -> "Decision":
        """Return it accepted at another start."""
        return replace(self, start=start, state=DecisionState.ACCEPTED, is_taken_over=False)


def decisions(
    persons: Iterable[DisplacedPerson],
    proposed: Mapping[str, datetime | None],
    taken_over: Mapping[str, int],
    returning: Iterable[DisplacedPerson] = (),
) -> list[Decision]:
    """Return one decision for each person, nothing decided yet.

    Whoever is here or on the way, and finds no place at their hour, is proposed a counter.
    """
    found = []
    for person in persons:
        start, counter = proposed.get(person.reference), taken_over.get(person.reference)
        stays = person.presence is not None and start is None and counter is not None
        found.append(Decision(person, start, counter=counter, is_taken_over=stays))
    back = (Decision(one, proposed.get(one.reference), is_return=True) for one in returning)
    return [*found, *back]


def room_for(
    listed: Iterable[Decision], free: Mapping[datetime, int], *, excluding: Decision | None = None
) -> dict[datetime, int]:
    """Count the places of each start that the accepted ones leave, all `excluding` one of them."""
    left = Counter(free)
    left.subtract(
        one.start
        for one in listed
        if one.state is DecisionState.ACCEPTED
        and one is not excluding
        and one.start is not None
        and not one.is_taken_over
    )
    return {start: count for start, count in left.items() if count > 0}


def band_content(
    change: HoursChange | None, effect: ChangeEffect | None, left: int | None
) -> Content:
    """Return two lines: what the change is, and what it does.

    `left` counts those still displaced; None before the change is written.
    """
    if change is None or effect is None:
        return plain(hours_fr.displaced_line(left or 0), "bold")
    if left is not None:
        done = hours_fr.DONE.format(change=hours_fr.change_words(change))
        return Content("\n").join([plain(done), plain(hours_fr.displaced_line(left), "bold")])
    text = hours_fr.effect_words(
        effect.appear, effect.go, len(effect.displaced), effect.holds, effect.counters
    )
    if effect.returning:
        text += f" ; {hours_fr.returning_words(len(effect.returning))}"
    return Content("\n").join([plain(hours_fr.change_words(change)), plain(text, "bold")])


def line_content(one: Decision, width: int) -> Content:
    """Return a person's line: place of now, name, how to reach them, new place, by what told."""
    sign, _ = hours_fr.STATES[one.state.value]
    cells = {
        Part.WHEN: Content.styled(short_moment(one.person.start), "$text-muted"),
        Part.SIGN: Content.styled(sign, f"bold {_COLOURS[one.state.value]}"),
        Part.WHO: plain(DISCRETION.name(one.person.name)),
        Part.REACH: plain(next(iter(_reach(one.person)), ""), "$text-muted"),
        Part.NEW_PLACE: _new_place(one),
        Part.TOLD_BY: Content.styled(one.notified_by, "$text-muted"),
    }
    return ROWS.line(cells, width)


def _new_place(one: Decision) -> Content:
    mark = hours_fr.PRESENCE[one.person.presence] if one.person.presence else ""
    if one.is_taken_over:
        return Content.styled(f"{mark}{hours_fr.TAKES_OVER.format(counter=one.counter)}", "bold")
    if one.is_return and one.start is None:
        return Content.styled(hours_fr.KEEPS_DATE, "$text-muted")
    if one.start is None and one.person.presence:
        return Content.styled(hours_fr.STAYS[one.person.presence], "bold")
    if one.start is None:
        return Content.styled(hours_fr.NO_PLACE, "$text-error")
    if one.keeps_hour:
        text = f"{mark}{hours_fr.SAME_HOUR_SHORT}"
    else:
        text = short_moment(one.start) + (" ▲" if one.is_late else "")
    style = "$text-warning" if one.is_late else "bold"
    return Content.styled(text, style)


def _reach(person: DisplacedPerson) -> list[str]:
    """Return phone and e-mail, as far as they are known."""
    phone = DISCRETION.number(phone_words(person.phone)) if person.phone else ""
    return [part for part in (phone, DISCRETION.other(person.email or "")) if part]


def facts(one: Decision) -> Content:
    """Return three lines on the person under the cursor: who, what to mind and reach, how far."""
    person = one.person
    who = [person.reference, *([hours_fr.counter_words(person.counter)] if person.counter else [])]
    first = Content.assemble(
        plain(DISCRETION.name(person.name), "bold"), "  ", plain(" · ".join(who))
    )
    muted = "$text-muted"
    reach = [
        hours_fr.EXPIRES.format(day=plain_date(person.expires)),
        *([f"▲ {hours_fr.AFTER_EXPIRY}"] if one.is_late else []),
        *(_reach(person) or [hours_fr.NO_REACH]),
    ]
    content = plain(_how_far(one), muted)
    return Content("\n").join([first, plain(" · ".join(reach), muted), content])


def _how_far(one: Decision) -> str:
    """Say what is decided, or that there is nothing to decide on yet."""
    if not one.has_proposal and one.is_return:
        return hours_fr.KEEPS_DATE_HINT
    if not one.has_proposal:
        presence = one.person.presence
        return hours_fr.STAYS_HINT[presence] if presence else hours_fr.NO_PLACE_HINT
    sign, state = hours_fr.STATES[one.state.value]
    lines = [hours_fr.PLACE_STATE.format(sign=sign, state=state)]
    if one.is_taken_over:
        lines.append(hours_fr.TAKES_OVER_HINT.format(counter=one.counter))
    elif one.keeps_hour:
        lines.append(hours_fr.SAME_HOUR)
    elif one.is_return:
        lines.append(hours_fr.OLD_PLACE)
    return " · ".join(lines)

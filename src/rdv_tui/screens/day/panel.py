"""The person under the cursor, in a few lines: who, since when, what can be done now."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from textual.content import Content

from rdv_tui.discretion import DISCRETION
from rdv_tui.domain.appointment import Status
from rdv_tui.domain.day import DayPlace, Visit
from rdv_tui.domain.numbers import group_digits, group_phone
from rdv_tui.locales.command import Command
from rdv_tui.locales.dates import birth_date, plain_date
from rdv_tui.locales.day import day as day_fr
from rdv_tui.screens.booking.steps.recap import situation_label
from rdv_tui.services.day import arrivals
from rdv_tui.text import plain


def panel_content(
    place: DayPlace | None,
    zone: ZoneInfo,
    possible: Sequence[Command],
    *,
    airy: bool,
) -> Content:
    """Return the person's lines; `airy` gives each fact its own line, for a side panel."""
    if place is None or place.visit is None:
        return plain(day_fr.PANEL_EMPTY, "$text-muted")
    visit = place.visit
    facts = [
        plain(situation_label(visit.situation)),
        _joined(_person(visit), airy),
        _joined(_course(place, visit, zone), airy),
    ]
    if visit.missing:
        listed = arrivals.checklist(visit.situation)
        told = (_short(one) if one in listed else one for one in visit.missing)
        text = day_fr.MISSING.format(documents=" ; ".join(told))
        facts.append(plain(text, "$text-warning"))
    if place.is_displaced:
        facts.append(plain(day_fr.DISPLACED_WHY, "$text-warning"))
    if place.extra and visit.overbooked_because:
        facts.append(plain(f"{day_fr.EXTRA} : {visit.overbooked_because}", "$text-warning"))
    # The acts come second: what may be cut at the end of a low panel is on the card too.
    lines = [_title(place, visit), _acts(possible), *(fact for fact in facts if fact.plain)]
    return Content("\n\n" if airy else "\n").join(lines)


def _short(document: str) -> str:
    """Return a document's name without what it must look like."""
    return re.split(r" \(| : |, ", document, maxsplit=1)[0]


def _joined(facts: Iterable[str], airy: bool) -> Content:
    return Content("\n" if airy else " · ").join(plain(fact) for fact in facts if fact)


def _title(place: DayPlace, visit: Visit) -> Content:
    return Content.assemble(
        plain(DISCRETION.name(visit.name), "bold"),
        "  ",
        plain(visit.reference, "bold"),
        "  ",
        plain(day_fr.where(place), "$text-muted"),
        "  ",
        plain(day_fr.STATES.get(visit.status.value, visit.status.value), "bold"),
    )


def _person(visit: Visit) -> list[str]:
    return [
        day_fr.PERMIT.format(day=plain_date(visit.permit_expires)),
        day_fr.NUMBER.format(number=_number(visit.foreign_resident_number)),
        day_fr.BORN.format(day=DISCRETION.other(birth_date(visit.birth_date))),
        DISCRETION.number(group_phone(visit.phone)) if visit.phone else "",
    ]


def _number(number: str) -> str:
    return DISCRETION.number(number) if DISCRETION.on else group_digits(number)


def _course(place: DayPlace, visit: Visit, zone: ZoneInfo) -> list[str]:
    """Return what happened so far today, in order."""
    lines = []
    for instant, message in (
        (visit.arrived_at, day_fr.ARRIVED),
        (visit.called_at, day_fr.CALLED),
        (visit.ended_at, day_fr.ENDED),
    ):
        if instant is not None:
            lines.append(message.format(hour=_hour(instant, zone)))
    if visit.served_at is not None:
        waits = visit.status is Status.ARRIVED
        if waits or visit.served_at != place.counter:
            message = day_fr.SENT_TO if waits else day_fr.SERVED
            lines.append(message.format(counter=visit.served_at))
    return lines


def _hour(instant: datetime, zone: ZoneInfo) -> str:
    return f"{instant.astimezone(zone):%H:%M}"


def _acts(possible: Sequence[Command]) -> Content:
    if not possible:
        return plain(day_fr.NO_ACTS, "$text-muted")
    parts = [
        Content.assemble((f"{command.shown_key} ", "bold"), command.label) for command in possible
    ]
    return Content.assemble((f"{day_fr.ACTS} ", "$text-muted"), Content("  ").join(parts))

"""Residence permits and their dates: when one may book, file, and stay covered.

Every rule counts from the permit's expiry date, its last valid day. Lengths come from the office's
`Rules`. All windows include both ends. Nothing here knows what day it is.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from rdv_tui.domain.office import Rules
from rdv_tui.domain.permit_kinds import Cover, PermitKind
from rdv_tui.domain.situations import Filing, Route, Situation


class VerdictCode(StrEnum):
    """What the rules say of a person who wants an appointment. A public contract."""

    BOOKABLE = "bookable"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    ONLINE = "online"
    BY_POST = "by_post"
    ELSEWHERE = "elsewhere"


class Caution(StrEnum):
    """What to tell a person about the day of their slot; it never forbids. A public contract."""

    FILING_NOT_OPEN = "filing_not_open"
    LATE_FEE = "late_fee"
    LATENESS_UNCLEAR = "lateness_unclear"
    COVERED_UNTIL = "covered_until"
    NOT_COVERED = "not_covered"
    COVER_UNCLEAR = "cover_unclear"
    COVER_ENDED = "cover_ended"
    RENEWAL_AT_RISK = "renewal_at_risk"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, with the booking window for those whom the desk serves.

    `opens` and `closes` are None for whoever is sent elsewhere. `covered_until` is the last day
    of L.433-3's cover, None when the law does not surely cover the permit. `file_from` and
    `file_until` are the law's own delay for the file, None where it has none, or expiry is unknown.
    """

    code: VerdictCode
    opens: date | None = None
    closes: date | None = None
    covered_until: date | None = None
    file_from: date | None = None
    file_until: date | None = None
    cautions: tuple[Caution, ...] = ()


def add_months(day: date, months: int) -> date:
    """Return the same day number `months` later (or earlier), or that month's last day.

    A missing day becomes the last of the month: Regulation (EEC) 1182/71, article 3. What would
    leave the calendar stops at its first or last day.
    """
    rank = day.year * 12 + day.month - 1 + months
    year, month = rank // 12, rank % 12 + 1
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def booking_window(
    expires: date, rules: Rules, situation: Situation | None = None
) -> tuple[date, date]:
    """Return the first and the last day on which one may book, both included.

    The booking module's own rule, tested on the day of booking, never on the slot's day. A file
    that belongs online but is taken at the desk may be booked as soon as it may be filed.
    """
    opens = add_months(expires, -rules.opens_months_before)
    if situation is not None and situation.filing is Filing.ONLINE:
        opens = min(opens, days_before(expires, ONLINE_FROM_DAYS))
    return opens, add_months(expires, rules.closes_months_after)


ONLINE_FROM_DAYS, ONLINE_UNTIL_DAYS = 120, 60
"""Days before expiry between which a file goes in online (R.431-5, 1°)."""


def days_before(day: date, count: int) -> date:
    """Return the day `count` days earlier, or the calendar's first."""
    return date.fromordinal(max(day.toordinal() - count, date.min.toordinal()))


def filing_window(
    situation: Situation, kind: PermitKind | None, expires: date, rules: Rules
) -> tuple[date | None, date | None]:
    """Return the first and the last day of the law's delay for the file, None for no bound.

    R.431-5, 1° looks at the permit, not at the channel: a file that belongs online keeps the
    online delay when the desk takes it. R.431-6: a multi-year card asks for a resident card early.
    """
    online = situation.route is Route.ONLINE
    match situation.filing:
        case Filing.ONLINE | Filing.ONLINE_RESIDENT:
            first = days_before(expires, ONLINE_FROM_DAYS)
            return first, days_before(expires, ONLINE_UNTIL_DAYS)
        case Filing.RESIDENT if kind is not None and kind.multi_year:
            return None, expires
        case Filing.ON_PAPER | Filing.RESIDENT if not online:
            return add_months(expires, -rules.filing_months_before), expires
        case _:
            return None, None


def cover_ends(expires: date, rules: Rules) -> date:
    """Return the last day of L.433-3's cover, for the permits that it covers."""
    return add_months(expires, rules.cover_months_after)


def cautions_on(
    slot: date, situation: Situation, kind: PermitKind | None, expires: date, rules: Rules
) -> tuple[Caution, ...]:
    """Return what a person must know who comes on the day `slot`, most urgent last.

    R.431-5 (too early to file), L.436-5 (late fee), L.433-3 (cover), R.431-8 (no longer a renewal).
    A slot's start is taken for its day: to a type checker a datetime is a date.
    """
    slot = slot.date() if isinstance(slot, datetime) else slot
    first, _ = filing_window(situation, kind, expires, rules)
    if first is not None and slot < first:
        return (Caution.FILING_NOT_OPEN,)
    if slot <= expires:
        return ()
    found = [_cover_on(slot, kind, expires, rules)]
    if situation.late_fee:
        found.insert(0, Caution.LATE_FEE)
    elif situation.filing is Filing.NONE:
        found.insert(0, Caution.LATENESS_UNCLEAR)
    if slot > booking_window(expires, rules)[1]:
        found.append(Caution.RENEWAL_AT_RISK)
    return tuple(found)


def _cover_on(slot: date, kind: PermitKind | None, expires: date, rules: Rules) -> Caution:
    """Say how L.433-3 stands on a day after expiry; an unknown kind is as unclear as can be.

    Its second paragraph wants the file in before expiry: no day after it can be covered so.
    """
    cover = kind.cover if kind else Cover.UNCLEAR
    if cover in {Cover.NO, Cover.BY_DEPARTMENT, Cover.NOT_NAMED}:
        return Caution.NOT_COVERED
    if slot > cover_ends(expires, rules):
        return Caution.COVER_ENDED
    return Caution.COVERED_UNTIL if cover is Cover.YES else Caution.COVER_UNCLEAR


_AWAY = {
    Route.ONLINE: VerdictCode.ONLINE,
    Route.BY_POST: VerdictCode.BY_POST,
    Route.ELSEWHERE: VerdictCode.ELSEWHERE,
}


def assess(
    *,
    situation: Situation | None,
    kind: PermitKind | None,
    expires: date | None,
    postal_code: str | None,
    today: date,
    rules: Rules,
    slot: date | None = None,
) -> Verdict | None:
    """Say whether this person may book today, or None while something that decides is missing.

    The situation's route decides first (R.431-2, R.431-3), then the place of residence, then the
    window of dates; any of the three may refuse before the others are known. A `postal_code` of
    None leaves residence out of the question; one that is not five digits yet leaves it open.
    The kind never changes the code, only cover and cautions.
    """
    if situation is not None and situation.route in _AWAY:
        return _filed(Verdict(_AWAY[situation.route]), situation, kind, expires, rules)
    placed = lives_here(postal_code, rules)
    if placed is False:
        return Verdict(VerdictCode.ELSEWHERE)
    if expires is None:
        return None
    opens, closes = booking_window(expires, rules, situation)
    code = _on_the_day(opens, closes, today)
    if code is VerdictCode.BOOKABLE and (situation is None or placed is None):
        return None
    covered = kind is not None and kind.cover is Cover.YES
    cautions: tuple[Caution, ...] = ()
    if slot is not None and situation is not None and code is VerdictCode.BOOKABLE:
        cautions = cautions_on(slot, situation, kind, expires, rules)
    covered_until = cover_ends(expires, rules) if covered else None
    verdict = Verdict(code, opens, closes, covered_until, cautions=cautions)
    return _filed(verdict, situation, kind, expires, rules)


def _filed(
    verdict: Verdict,
    situation: Situation | None,
    kind: PermitKind | None,
    expires: date | None,
    rules: Rules,
) -> Verdict:
    """Return the verdict with the law's delay for the file, where it is known."""
    if situation is None or expires is None:
        return verdict
    first, last = filing_window(situation, kind, expires, rules)
    return replace(verdict, file_from=first, file_until=last)


def lives_here(postal_code: str | None, rules: Rules) -> bool | None:
    """Say whether the office serves that postal code; None while it is not five digits.

    R.431-3: the prefecture of one's residence is competent. None as a postal code is not asked,
    hence not held against anybody.
    """
    if postal_code is None:
        return True
    if len(postal_code) != 5 or not (postal_code.isascii() and postal_code.isdigit()):
        return None
    return postal_code[:2] in rules.departments


def _on_the_day(opens: date, closes: date, today: date) -> VerdictCode:
    if today < opens:
        return VerdictCode.TOO_EARLY
    return VerdictCode.TOO_LATE if today > closes else VerdictCode.BOOKABLE

"""Searches that found no free slot: certified to people, listed, counted by week.

A judge orders an appointment for whoever shows several attempts in different weeks (Conseil
d'État, 10 June 2020, n° 435594): the certificate is that proof, so the store alone may decide it.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from rdv_tui import catalogue
from rdv_tui.domain.appointment import Slot
from rdv_tui.domain.date_parsing import Era, parse_date
from rdv_tui.domain.failed_search import (
    FailedSearch,
    SearchFact,
    WeekCount,
    parse_holder,
    parse_search_reference,
)
from rdv_tui.domain.problems import Problem
from rdv_tui.domain.rights import Right
from rdv_tui.domain.situations import Situation
from rdv_tui.errors import Refusal, UsageError
from rdv_tui.locales.booking import certificate as certificate_fr
from rdv_tui.locales.delivery import printing as printing_fr
from rdv_tui.locales.fields import sentence
from rdv_tui.services.booking import eligibility
from rdv_tui.services.delivery.specimens import layout_of
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.hours.slot_finder import monday_of
from rdv_tui.store import accounts, failed_searches, offices, places
from rdv_tui.store.transactions import Snapshot, snapshot, transaction


def certify(desk: Desk, typed: Mapping[str, str]) -> FailedSearch:
    """Give a number to the search that just failed for the person of `typed`, a draft's fields.

    The store is asked in the transaction that numbers: the days of the horizon are opened first,
    then nothing may be free from now to the last of them, or to the permit's end where `typed`
    tells it. The same person asking again on the same day gets the same search, unless the
    situation, the last day or the fact changed; a person is the same by their number, else by
    their name.

    Raises InvalidFields for a person who is not named, UsageError `invalid_fields` for an unknown
    situation, Refusal `not_eligible` for one that is not filed in person (its routing sheet is the
    paper to give), `slots_exist`. A refusal changes nothing.
    """
    situation = _in_person(desk, typed.get("situation", ""))
    with transaction(desk, Right.BOOK) as unit:
        schedule.open_days_to_horizon(unit)
        fact, last = _failed(unit, _expires(desk, typed))
        holder, number = parse_holder(typed)
        wanted: failed_searches.Columns = {
            "situation": situation.code,
            "holder": holder,
            "foreign_resident_number": number,
            "first": unit.today,
            "last": last,
            "fact": fact,
        }
        today = failed_searches.between(unit, *_instants(desk, unit.today, unit.today))
        known = next((one for one in today if _same(one, wanted)), None)
        return known or failed_searches.add(unit, wanted)


def require_failed(desk: Desk, typed: Mapping[str, str]) -> None:
    """Raise what `certify` would, before the person is asked for: nobody fills a form in vain."""
    _in_person(desk, typed.get("situation", ""))
    with snapshot(desk) as unit:
        if offices.opened_until(unit) is not None:
            _failed(unit, _expires(desk, typed))


def _failed(unit: Snapshot, expires: date | None) -> tuple[SearchFact, date]:
    """Return what is so, and the last day searched. Raises Refusal `slots_exist`."""
    last = offices.opened_until(unit)
    if last is None:
        raise ValueError("the days to the horizon are opened before they are searched")
    free = places.free_after(unit, unit.local, 1)
    if free:
        in_time = expires is None or expires < unit.today or free[0].start.date() <= expires
        if expires is None or in_time:
            raise certificate_fr.slots_exist(free[0].start)
        return SearchFact.NONE_IN_TIME, expires
    to_come = sum(coming for _, coming, _ in places.days(unit, unit.today, last).values())
    return SearchFact.ALL_TAKEN if to_come else SearchFact.NOTHING_OPEN, last


def _expires(desk: Desk, typed: Mapping[str, str]) -> date | None:
    return parse_date(typed.get("permit_expires", ""), desk.clock.today(), Era.FUTURE)


def first_free_slot(desk: Desk) -> Slot | None:
    """Return the first free slot; None when the store agrees that a search fails now."""
    found = schedule.next_free(desk, desk.clock.local(), 1)
    return found[0] if found else None


def get(desk: Desk, reference_text: str) -> FailedSearch:
    """Return a certified search by its number, « 2026-000123 ». Raises Refusal `unknown_search`."""
    read = parse_search_reference(reference_text)
    if read is not None:
        with snapshot(desk) as unit:
            found = failed_searches.find(unit, *read)
        if found is not None:
            return found
    raise certificate_fr.unknown_search(reference_text)


def certificate_pdf(desk: Desk, reference_text: str) -> bytes:
    """Return the certificate of a search as a PDF file, the same bytes each time.

    Raises Refusal `unknown_search`, OutputError `not_in_catalogue`.
    """
    from rdv_tui.documents.certificate import (  # noqa: PLC0415  (fpdf2 starts slowly)
        Certificate,
        render_certificate,
    )

    search = get(desk, reference_text)
    try:
        situation = catalogue.situations().situation(search.situation)
    except KeyError as error:
        raise printing_fr.not_in_catalogue(search.situation) from error
    searched_at = desk.clock.wall(search.searched_at)
    label = certificate_fr.A_RENEWAL if situation.unnamed else situation.label
    with snapshot(desk) as unit:
        agent = accounts.name_on_paper(unit, search.agent)
    certificate = Certificate(search, desk.office, label, searched_at, agent)
    return render_certificate(certificate, layout_of(desk))


def list_searches(desk: Desk, first: date, last: date) -> list[FailedSearch]:
    """Return the searches certified from the office's day `first` to `last`, both in, in order."""
    since, until = _instants(desk, first, last)
    with snapshot(desk) as unit:
        return failed_searches.between(unit, since, until)


def of_person(desk: Desk, text: str) -> list[FailedSearch]:
    """Return every search of the person that `text` means, by name or number, in order."""
    with snapshot(desk) as unit:
        return [one for one in failed_searches.all_named(unit) if one.is_of(text)]


def count_by_week(desk: Desk, first: date, last: date) -> list[WeekCount]:
    """Count the searches of each week that has days from `first` to `last`, zeros too.

    Only days from `first` to `last` count, also in the weeks that reach beyond them.
    """
    days = (desk.clock.wall(one.searched_at).date() for one in list_searches(desk, first, last))
    counted, monday = Counter(map(monday_of, days)), monday_of(first)
    weeks = range((last - monday).days // 7 + 1)
    mondays = (monday + timedelta(weeks=week) for week in weeks)
    return [WeekCount(one, counted[one]) for one in mondays]


def _in_person(desk: Desk, code: str) -> Situation:
    try:
        entry = catalogue.situations().situation(code.strip().upper())
    except KeyError:
        text = sentence("situation", Problem("unknown_situation" if code.strip() else "required"))
        raise UsageError("invalid_fields", text, fields={"situation": text}) from None
    finding = eligibility.evaluate(desk.office, desk.clock.today(), situation=entry.code)
    if finding is not None:  # a situation alone is refused only when it is filed elsewhere
        message, verdict = finding.message, finding.verdict.code.value
        raise Refusal(
            "not_eligible", message, certificate_fr.ROUTING_SHEET_INSTEAD, verdict=verdict
        )
    return entry


def _same(one: FailedSearch, wanted: failed_searches.Columns) -> bool:
    what = (wanted["situation"], wanted["first"], wanted["last"], wanted["fact"])
    if (one.situation, one.first, one.last, one.fact) != what:
        return False
    number, holder = wanted["foreign_resident_number"], wanted["holder"]
    if number:
        return one.foreign_resident_number == number
    return one.foreign_resident_number is None and one.holder == holder


def _instants(desk: Desk, first: date, last: date) -> tuple[datetime, datetime]:
    """Return the instants at which the office's day `first` begins and `last` ends."""
    return desk.midnight(first), desk.midnight(last + timedelta(days=1))

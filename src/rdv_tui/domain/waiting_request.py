"""What a person asks of the waiting list, read from typed fields: every wrong one named at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from rdv_tui.domain import fields
from rdv_tui.domain.contacts import parse_email, parse_phone
from rdv_tui.domain.date_parsing import parse_day
from rdv_tui.domain.hour_parsing import parse_hour, parse_weekdays
from rdv_tui.domain.names import clean_name
from rdv_tui.domain.problems import Problem, TypedFields, WrongValue
from rdv_tui.domain.waiting import Wish

FIELDS = (
    "family_name",
    "given_names",
    "foreign_resident_number",
    "phone",
    "email",
    "first",
    "last",
    "weekdays",
    "from_time",
    "until_time",
)
"""The fields, in the order in which they are asked."""

WORKDAYS = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """A person and what suits them. One of `phone` (E.164) and `email` is there at least."""

    family_name: str
    given_names: str
    foreign_resident_number: str
    wish: Wish
    phone: str | None
    email: str | None


def parse_request(typed: Mapping[str, str], today: date) -> WaitingRequest:
    """Return what the typed fields (`FIELDS`) ask for.

    Without days of the week all from Monday to Friday suit; without hours, every hour. Raises
    InvalidFields naming every wrong field at once.
    """
    form = TypedFields(typed)
    read = form.read
    request = WaitingRequest(
        family_name=read("family_name", fields.family_name, ""),
        given_names=read("given_names", clean_name, ""),
        foreign_resident_number=read("foreign_resident_number", fields.resident_number, ""),
        wish=Wish(
            read("first", lambda text: _day(text, today), today),
            read("last", lambda text: _day(text, today), date.max),
            read("weekdays", _weekdays, WORKDAYS),
            read("from_time", lambda text: _hour(text, time.min), time.min),
            read("until_time", lambda text: _hour(text, time.max), time.max),
        ),
        phone=read("phone", parse_phone, None),
        email=read("email", parse_email, None),
    )
    if not (request.phone or request.email or {"phone", "email"} & set(form.problems)):
        form.problems["phone"] = Problem("no_contact")
    for name, problem in _disagreements(request.wish):
        form.problems.setdefault(name, problem)
    form.refuse_wrong(FIELDS)
    return request


def _disagreements(wish: Wish) -> list[tuple[str, Problem]]:
    """Return what two fields, each right by itself, say against one another."""
    found = []
    if wish.first > wish.last:
        found.append(("last", Problem("before_first")))
    if wish.from_time >= wish.until_time:
        found.append(("until_time", Problem("before_from")))
    return found


def _day(text: str, today: date) -> date:
    if not text:
        raise WrongValue("required")
    day = parse_day(text, today)
    if day is None:
        raise WrongValue("not_a_day")
    if day < today:
        raise WrongValue("day_is_past")
    return day


def _weekdays(text: str) -> frozenset[int]:
    if not text:
        return WORKDAYS
    days = parse_weekdays(text)
    if days is None:
        raise WrongValue("not_weekdays")
    return frozenset(days)


def _hour(text: str, otherwise: time) -> time:
    if not text:
        return otherwise
    hour = parse_hour(text)
    if hour is None:
        raise WrongValue("not_an_hour")
    return hour

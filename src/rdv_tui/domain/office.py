"""An office: who it is, when its counters open, and the lengths and amounts it applies.

All of it is data that the office edits (catalogue/office.toml is the default); nothing here is a
constant of the code. `as_of` says on which day the figures were last confirmed.
"""

from dataclasses import dataclass, fields
from datetime import date, time, timedelta
from enum import StrEnum

COUNTER_NUMBERS = range(1, 100)
"""Numbers that a counter may have."""

HOURS_FIELDS = frozenset({"counters", "openings", "closures", "slot_minutes"})
"""What of an office changes with its hours only: seen first, with those concerned."""

IMMUTABLE_FIELDS = frozenset({"code", "time_zone"})
"""What of an office never changes: every appointment stands on it."""


class SignedBy(StrEnum):
    """Who « follows the file » on papers and e-mails (CRPA L.111-2): a name, a service, nobody.

    `AGENT` is the one who booked, by the name of their account. The other two are for offices that
    decided so for security.
    """

    AGENT = "agent"
    SERVICE = "service"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Opening:
    """One counter's weekly opening, from `start` to `end`; `weekday` 0 is Monday.

    `valid_from` and `valid_until` (both in) bound the weeks in which it applies. `slot_minutes` is
    the length of its slots, None for the office's.
    """

    counter: int
    weekday: int
    start: time
    end: time
    valid_from: date | None = None
    valid_until: date | None = None
    slot_minutes: int | None = None


def overlaps(one: Opening, other: Opening) -> bool:
    """Say whether two openings of a counter are open at one same time of one same day."""
    return (
        (one.counter, one.weekday) == (other.counter, other.weekday)
        and one.start < other.end
        and other.start < one.end
        and (one.valid_from or date.min) <= (other.valid_until or date.max)
        and (other.valid_from or date.min) <= (one.valid_until or date.max)
    )


@dataclass(frozen=True, slots=True)
class Closure:
    """Days (both ends in) on which one counter, or the whole office when None, is closed.

    `start` and `end` narrow it to part of each day.
    """

    first: date
    last: date
    reason: str
    counter: int | None = None
    start: time | None = None
    end: time | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """Lengths in months from the permit's expiry date, amounts in euros, with their articles."""

    opens_months_before: int  # the web module's notice
    closes_months_after: int  # R.431-8
    filing_months_before: int  # R.431-5, 1°
    cover_months_after: int  # L.433-3
    late_fee_eur: int  # L.436-5
    fee_normal_eur: int  # L.436-1 and L.436-7
    fee_reduced_eur: int
    amounts_since: date  # the day from which the three amounts apply
    departments: tuple[str, ...]  # first two digits of the postal codes served
    retention_months: int
    fee_stamp_eur: int = 50  # L.436-7; a store made before it lacks it, and means this


@dataclass(frozen=True, slots=True)
class Office:
    """The office as its letterhead, its schedule and its rules need it."""

    code: str
    prefecture: str
    bureau: str
    department: str
    time_zone: str
    city: str
    address: tuple[str, ...]
    postal_address: tuple[str, ...]
    phone: str
    help_phone: str
    privacy_contact: str
    cancel_how: str
    access: str
    counters: int
    letter_names_counter: bool
    slot_minutes: int
    horizon_weeks: int
    hold_minutes: int
    as_of: date
    rules: Rules
    openings: tuple[Opening, ...]
    closures: tuple[Closure, ...] = ()
    # What follows came later: a store made before it lacks them, and means these.
    email: str = ""  # where answers to the office's e-mails go
    cancel_notice_days: int = 1  # whole days before the appointment, the last one to cancel in
    release_time: time = time(12)  # when new days appear and cancelled places come back
    kept_for_desk: int = 0  # places of each slot that only this channel may take
    kept_for_phone: int = 0
    kept_for_kiosk: int = 0
    late_after_minutes: int = 15  # beyond it, one is called by the hour of one's arrival
    on_the_way_minutes: int = 60  # due within them, a person is not sent to another day
    hours_mail_minutes: int = 15  # how long e-mails about changed hours wait, to be taken back
    reminder_days: int = 2
    proposal_hours: int = 24  # how long a place is kept for a person on the waiting list
    proposals_at_most: int = 3
    advice: str = "point d'accès au droit, à confirmer par le bureau"  # who advises free of charge
    followed_by: str = ""  # how the service is called on papers; empty: by the bureau's name
    # L.433-3's second paragraph: whether the order that names departments names this one
    short_cards_cover: str = "Dans ce département : à confirmer par le bureau."
    signed_by: SignedBy = SignedBy.AGENT
    # Where the forms of a situation come from, for who has none in hand; an https address or none
    dossier_how: str = "au guichet (à confirmer par le bureau)."
    dossier_site: str = ""

    def last_day_to_cancel(self, day: date) -> date:
        """Return the last day on which an appointment of `day` can be cancelled in good time."""
        return day - timedelta(days=self.cancel_notice_days)


def changed_fields(one: Office, other: Office) -> dict[str, tuple[object, object]]:
    """Return by its name, `rules.…` for those of the rules, what differs: of `one`, of `other`."""
    pairs = {field.name: (one, other) for field in fields(Office) if field.name != "rules"}
    found = {name: (getattr(a, name), getattr(b, name)) for name, (a, b) in pairs.items()}
    for field in fields(Rules):
        values = getattr(one.rules, field.name), getattr(other.rules, field.name)
        found[f"rules.{field.name}"] = values
    return {name: (before, after) for name, (before, after) in found.items() if before != after}

"""The columns of an appointment by name, so that a misspelt one is found before it is run."""

from dataclasses import asdict
from datetime import date, datetime
from typing import TypedDict, cast

from rdv_tui.domain.applicant import Applicant
from rdv_tui.store.tables import PlaceRow


class Columns(TypedDict, total=False):
    """The columns of an appointment that change; `start` is wall clock, instants are UTC."""

    start: datetime
    number: int
    counter: int | None
    hold_expires_at: datetime | None
    held_by: str | None
    station: str | None
    draft: str | None
    channel: str | None
    identification: str | None
    family_name: str
    given_names: str
    birth_date: date
    birth_precision: str | None
    common_name: str | None
    civility: str | None
    nationality: str
    foreign_resident_number: str
    situation: str
    permit_kind: str
    permit_expires: date
    postal_code: str
    commune: str
    email: str | None
    phone: str | None
    address: str | None
    language: str | None
    booked_at: datetime | None
    arrived_at: datetime | None
    called_at: datetime | None
    ended_at: datetime | None
    served_at_counter: int | None
    missing: str | None
    cancel_reason: str | None
    overbooked_because: str | None
    revision: int


PROGRESS_RESET: Columns = {
    "arrived_at": None,
    "called_at": None,
    "served_at_counter": None,
    "ended_at": None,
    "missing": None,
}
"""The columns of the day itself, as they stand for a person who is still awaited."""


BIRTH = ("birth_date", "birth_precision")
"""The columns that are a birth date together: the audit tells neither without the other."""


def on_place(place: PlaceRow) -> Columns:
    """Return the columns of whoever occupies `place`."""
    return {"start": place.start, "number": place.number, "counter": place.counter}


def applicant_columns(applicant: Applicant) -> Columns:
    """Return the applicant's columns of an appointment."""
    born = applicant.birth_date
    kept = {"birth_date": born.first_day, "birth_precision": born.precision}
    return cast("Columns", asdict(applicant) | kept)

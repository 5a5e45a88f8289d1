"""From when a kiosk offers places, for the permit that somebody told it."""

from datetime import date, datetime, timedelta

from rdv_tui import catalogue
from rdv_tui.domain.office import Office
from rdv_tui.domain.permits import filing_window


def offered_from(
    office: Office, now: datetime, situation: str, kind: str, expires: date | None
) -> datetime:
    """Return when offers begin (wall clock): `now`, or the first day on which the file is taken.

    At a desk the agent weighs a day that is too early for the law (R.431-5); here nobody does.
    """
    if expires is None:
        return now
    guide = catalogue.situations()
    held = guide.permit_kind(kind) if kind else None
    first, _ = filing_window(guide.situation(situation), held, expires, office.rules)
    if first is None or first <= now.date():
        return now
    return datetime.combine(first, datetime.min.time()) - timedelta(microseconds=1)

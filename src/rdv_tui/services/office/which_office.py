"""Which office a program works for, that of its file or another in the store; and its clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

from rdv_tui import catalogue
from rdv_tui.clock import Clock
from rdv_tui.domain.office import Office
from rdv_tui.errors import StoreError
from rdv_tui.locales import refusals
from rdv_tui.settings import Settings


def chosen_office(
    settings: Settings, target: str, *, by_file: bool = False, upgrade: bool = False
) -> Office:
    """Return the office as the settings choose it; with `by_file` no store is asked.

    One that the settings name by its code alone is read from the store at `target`, which an older
    version's is brought to this one for with `upgrade`. Raises UsageError `bad_office_file`,
    StoreError.
    """
    office = (
        catalogue.load_office(settings.office) if settings.office else catalogue.default_office()
    )
    if by_file or settings.office_code in {None, office.code}:
        return office
    from rdv_tui.store import offices  # noqa: PLC0415  (0.3 s, and seldom)
    from rdv_tui.store.engine import open_store  # noqa: PLC0415  (the same)

    code = str(settings.office_code)
    try:
        with open_store(target, make=False, upgrade=upgrade) as store, store.read() as session:
            if offices.list_offices(session):
                return offices.get_record(session, code)
    except StoreError as error:
        if error.code != "store_missing":
            raise
        raise refusals.record_needed(error, code) from error
    raise refusals.record_needed(refusals.office_unknown(code, ()), code)


def office_and_clock(
    settings: Settings,
    target: str,
    now: datetime | None,
    *,
    demo: bool,
    by_file: bool = False,
    upgrade: bool = False,
) -> tuple[Office, Clock]:
    """Return the office that is served, and its clock: from `now` on, or of a demonstration.

    A demonstration's office is that of its file, as `by_file`. Raises what `chosen_office` raises.
    """
    office = chosen_office(settings, target, by_file=demo or by_file, upgrade=upgrade)
    zone = ZoneInfo(office.time_zone)
    clock = Clock.starting_at(zone, now) if now else Clock(zone)
    if demo:
        from rdv_tui.services.office.demo_day import demo_clock  # noqa: PLC0415  (only a demonstration)

        clock = demo_clock(office, clock)
    return office, clock

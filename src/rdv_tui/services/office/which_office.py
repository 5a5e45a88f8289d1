"""Which office a program works for: that of its file, or another in the store by its code."""

from rdv_tui import catalogue
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

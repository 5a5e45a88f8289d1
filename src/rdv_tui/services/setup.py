"""Making a store ready for an office: at first run, and by `store init`."""

from rdv_tui.clock import Clock
from rdv_tui.domain.office import Office
from rdv_tui.services.desk import Desk
from rdv_tui.services.schedule import open_ahead
from rdv_tui.store import offices
from rdv_tui.store.audit import Actor, record
from rdv_tui.store.engine import Store

_AGENT = "système"


def prepare(store: Store, office: Office, clock: Clock) -> Office:
    """Write the office with its counters, openings and closures if absent; open places ahead.

    Returns the office as the store knows it: what is there already is the truth and stays.
    Idempotent, safe when two programs start at once.
    """
    with store.read() as session:
        known = office.code in offices.list_offices(session)
    if not known:
        with store.write() as session:
            if offices.add_office(session, office):
                actor = Actor(office.code, _AGENT, "", clock.now())
                record(session, actor, "add_office", after={"prefecture": office.prefecture})
    with store.read() as session:
        kept = offices.get_office(session, office.code)
    open_ahead(Desk(store, kept, clock, agent=_AGENT, station=""))
    return kept

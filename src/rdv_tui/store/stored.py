"""What the store gives out: rows that its callers read and never write.

Only this room knows them as tables (tests/store/test_layers.py keeps it so).
"""

from rdv_tui.store.account_tables import AccountRow as StoredAccount
from rdv_tui.store.audit import Act as StoredAct
from rdv_tui.store.delivery_tables import LeaseRow as StoredLease, MessageRow as StoredMessage
from rdv_tui.store.hall_tables import TicketRow as StoredTicket, WalkInRow as StoredWalkIn
from rdv_tui.store.tables import (
    AppointmentRow as StoredAppointment,
    PlaceRow as StoredPlace,
)
from rdv_tui.store.waiting_tables import (
    CallRow as StoredCall,
    ProposalRow as StoredProposal,
    WaitingRow as StoredWaiting,
)

__all__ = [
    "StoredAccount",
    "StoredAct",
    "StoredAppointment",
    "StoredCall",
    "StoredLease",
    "StoredMessage",
    "StoredPlace",
    "StoredProposal",
    "StoredTicket",
    "StoredWaiting",
    "StoredWalkIn",
]

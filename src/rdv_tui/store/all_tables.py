"""Every table of a store: the modules that declare them add theirs to the metadata when loaded."""

from sqlalchemy import Table
from sqlmodel import SQLModel

from rdv_tui.store import (
    account_tables,
    delivery_tables,
    hall_tables,
    hours_tables,
    kiosk_tables,
    privacy_tables,
    search_tables,
    tables,
    waiting_tables,
)

METADATA = SQLModel.metadata
_MODULES = (
    tables,
    search_tables,
    waiting_tables,
    delivery_tables,
    account_tables,
    hours_tables,
    kiosk_tables,
    privacy_tables,
    hall_tables,
)


def all_tables() -> list[Table]:
    """Return the tables of a store, those that others refer to first."""
    return list(METADATA.sorted_tables)

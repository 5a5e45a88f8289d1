"""Alembic's entry: runs the revisions on the connection that it was given."""

from alembic import context
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

ROOMS = (
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
for room in ROOMS:
    assert room.SQLModel is SQLModel  # each of them adds its tables to the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

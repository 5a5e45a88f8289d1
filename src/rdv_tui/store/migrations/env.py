"""Alembic's entry: runs the revisions on the connection that it was given."""

from alembic import context
from sqlmodel import SQLModel

from rdv_tui.store import tables

assert tables.AppointmentRow.metadata is SQLModel.metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

"""Alembic's entry: runs the revisions on the connection that it was given."""

from alembic import context

from rdv_tui.store.all_tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

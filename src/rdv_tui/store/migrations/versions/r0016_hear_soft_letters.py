"""Hear a soft c as an s, and the vowels of short names: the words again."""

import sqlalchemy as sa
from alembic import op

from rdv_tui.store.search_index import add_words
from rdv_tui.store.search_tables import WordRow
from rdv_tui.store.tables import AppointmentRow

revision = "r0016"
down_revision = "r0015"
branch_labels = None
depends_on = None

_AT_A_TIME = 1000

_COLUMNS = (
    "start",
    "family_name",
    "given_names",
    "birth_date",
    "birth_precision",
    "common_name",
    "foreign_resident_number",
    "email",
    "phone",
)
"""What words were made of at this revision; what came later is not in the store yet."""


def upgrade() -> None:
    """Apply. The words of every person are made anew, as they are made since."""
    connection = op.get_bind()
    connection.execute(sa.delete(WordRow))
    columns = AppointmentRow.__table__.c  # type: ignore[attr-defined]
    wanted = [columns[name] for name in ("office", "reference", *_COLUMNS)]
    persons = sa.select(*wanted).where(columns.family_name.is_not(None))
    for rows in connection.execute(persons).mappings().partitions(_AT_A_TIME):
        add_words(connection, [dict(row) for row in rows])

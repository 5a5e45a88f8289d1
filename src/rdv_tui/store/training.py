"""Which stores are for training: the store says so itself, and its clock may be chosen.

A file says it in its application id, a database in the comment on a table of ours.
"""

from sqlalchemy import Connection, text

SAMPLE_MARK = 0x52445658
"""The mark of a sample, which `store sample` may replace."""

TRAINING_MARK = 0x52445654
"""The mark of a store that was made for training, or of a copy to be thrown away."""

MARKS = frozenset({SAMPLE_MARK, TRAINING_MARK})

_COMMENT = text("SELECT obj_description(to_regclass('alembic_version'), 'pg_class')")


def read_mark(connection: Connection) -> int:
    """Return the mark of a store, some other number when it has none of ours."""
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())
    comment = str(connection.execute(_COMMENT).scalar() or "")
    return int(comment) if comment.isdecimal() else 0


def write_mark(connection: Connection, mark: int) -> None:
    """Mark a store as one for training, or as a sample; the caller commits."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {mark}")
    else:
        connection.exec_driver_sql(f"COMMENT ON TABLE alembic_version IS '{mark}'")

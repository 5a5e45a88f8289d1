"""Know a third kind of device: the server that brings desks into browsers."""

import sqlalchemy as sa
from alembic import op

revision = "r0015"
down_revision = "r0014"
branch_labels = None
depends_on = None

_BEFORE = "'kiosk', 'display'"
_AFTER = f"{_BEFORE}, 'web'"


def upgrade() -> None:
    """Apply. A check that only grows wider: on SQLite its text alone is changed, as in r0014."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.drop_constraint("ck_device_kind", "device", type_="check")
        op.create_check_constraint("ck_device_kind", "device", f"kind IN ({_AFTER})")
        return
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.execute(
        sa.text(
            "UPDATE sqlite_master SET sql = replace(sql, :before, :after) "
            "WHERE type = 'table' AND name = 'device'"
        ),
        {"before": _BEFORE, "after": _AFTER},
    )
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")

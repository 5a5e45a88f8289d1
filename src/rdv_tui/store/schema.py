"""Which revisions of the schema this version knows. Reading it needs no Alembic (0.3 s)."""

KNOWN = (
    *("r0005", "r0006", "r0007", "r0008", "r0009", "r0010", "r0011", "r0012", "r0013", "r0014"),
    *("r0015", "r0016"),
)
"""Every Alembic revision, oldest first. A test compares it with the migrations folder."""

HEAD = KNOWN[-1]

"""Which revisions of the schema this version knows. Reading it needs no Alembic (0.3 s)."""

KNOWN = ("r0001", "r0002", "r0003", "r0004", "r0005")
"""Every Alembic revision, oldest first. A test compares it with the migrations folder."""

HEAD = KNOWN[-1]

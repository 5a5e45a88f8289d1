"""Questions put to a store that may be damaged, or written to by other hands."""

from datetime import datetime

from sqlalchemy import DateTime, text
from sqlmodel import Session

from rdv_tui.store.tables import BINDS, STANDS


def damage(session: Session) -> list[str]:
    """Return what SQLite says of the file's own damage; other engines look after themselves."""
    if session.get_bind().dialect.name != "sqlite":
        return []
    lines = session.connection().execute(text("PRAGMA integrity_check")).scalars()
    return [str(line) for line in lines if line != "ok"]


def orphans(session: Session) -> list[str]:
    """Return the tables with rows whose office, counter or place does not exist."""
    if session.get_bind().dialect.name != "sqlite":
        return []  # PostgreSQL cannot be talked out of its foreign keys row by row
    rows = session.connection().execute(text("PRAGMA foreign_key_check"))
    return sorted({str(row[0]) for row in rows})


def shared_places(session: Session) -> list[tuple[datetime, int]]:
    """Return the places on which more than one appointment stands."""
    query = text(
        "SELECT start, number FROM appointment "  # noqa: S608 - constants only
        f"WHERE {STANDS} GROUP BY office, start, number HAVING count(*) > 1 ORDER BY 1, 2"
    ).columns(start=DateTime())
    return [(row[0], row[1]) for row in session.connection().execute(query)]


def persons_with_two(session: Session) -> list[str]:
    """Return the foreign resident numbers with more than one appointment still to be served."""
    query = text(
        "SELECT foreign_resident_number FROM appointment "  # noqa: S608 - constants only
        f"WHERE {BINDS} GROUP BY office, foreign_resident_number HAVING count(*) > 1 ORDER BY 1"
    )
    return [str(number) for number in session.connection().execute(query).scalars()]


def without_trail(session: Session) -> list[str]:
    """Return the references of appointments that no line of the audit trail tells of."""
    query = text(
        "SELECT reference FROM appointment WHERE NOT EXISTS (SELECT 1 FROM audit "
        "WHERE audit.office = appointment.office AND audit.reference = appointment.reference) "
        "ORDER BY reference"
    )
    return [str(reference) for reference in session.connection().execute(query).scalars()]


def references(session: Session) -> list[str]:
    """Return every reference, in order."""
    query = text("SELECT reference FROM appointment ORDER BY reference")
    return [str(reference) for reference in session.connection().execute(query).scalars()]

"""Looking for what must never be: a broken file, and rows against the rules.

Written apart from the constraints on purpose: it also finds what a store without its constraints
let in. Answers are French sentences.
"""

# ruff: noqa: S608 - every part of these statements is a constant of this package

from msgspec import DecodeError
from sqlalchemy import text
from sqlmodel import Session, col, select

from rdv_tui.domain.appointment import Status
from rdv_tui.errors import StoreError
from rdv_tui.locales.office import store_problems
from rdv_tui.locales.waiting.waiting import WAITING_LIST_HOLDER
from rdv_tui.store import offices, tampering
from rdv_tui.store.audit import decode_changes
from rdv_tui.store.engine import Store
from rdv_tui.store.tables import ANONYMOUS, BINDS_PERSON_SQL, OCCUPIES_PLACE, AuditRow, sql_literals
from rdv_tui.store.waiting_tables import OPEN_ENTRY

_CONSTRAINT_LINES = ("CHECK constraint failed", "NULL value in")

_LIST_HOLDER = "'" + WAITING_LIST_HOLDER.replace("'", "''") + "'"
_TAKINGS = "'hold', 'move_hold', 'renew_hold', 'book', 'move', 'move_place', 'undo'"
"""Actions by which an appointment comes to occupy a place."""

_RULES = (
    (
        store_problems.PLACE_TWICE,
        f"""SELECT start, number FROM appointment WHERE {OCCUPIES_PLACE}
        GROUP BY office, start, number HAVING count(*) > 1 ORDER BY start, number""",
    ),
    (
        store_problems.PERSON_TWICE,
        f"""SELECT min(reference) FROM appointment WHERE {BINDS_PERSON_SQL}
        GROUP BY office, foreign_resident_number HAVING count(*) > 1 ORDER BY 1""",
    ),
    (
        store_problems.UNKNOWN_STATUS,
        f"""SELECT reference, status FROM appointment
        WHERE status NOT IN ({sql_literals(frozenset(Status))}) ORDER BY 1""",
    ),
    (
        store_problems.NO_PERSON,
        f"""SELECT reference FROM appointment WHERE status NOT IN ({sql_literals(ANONYMOUS)})
        AND (foreign_resident_number IS NULL OR family_name IS NULL OR birth_date IS NULL
        OR booked_at IS NULL OR channel IS NULL) ORDER BY 1""",
    ),
    (
        store_problems.NO_HOLDER,
        """SELECT reference FROM appointment WHERE status = 'held'
        AND (hold_expires_at IS NULL OR held_by IS NULL OR station IS NULL) ORDER BY 1""",
    ),
    (
        store_problems.KEPT_PERSON,
        f"""SELECT reference FROM appointment WHERE (status IN ({sql_literals(ANONYMOUS)})
        AND (foreign_resident_number IS NOT NULL OR family_name IS NOT NULL OR email IS NOT NULL
        OR phone IS NOT NULL)) OR (status <> 'held' AND draft IS NOT NULL) ORDER BY 1""",
    ),
    (
        store_problems.NO_PLACE,
        """SELECT a.reference, a.start FROM appointment a LEFT JOIN place p
        ON p.office = a.office AND p.start = a.start AND p.number = a.number
        WHERE p.number IS NULL ORDER BY 1""",
    ),
    (
        store_problems.NO_TRACE,
        f"""SELECT a.reference FROM appointment a LEFT JOIN audit t
        ON t.office = a.office AND t.reference = a.reference AND t.action = 'book'
        WHERE a.status NOT IN ({sql_literals(ANONYMOUS)}) AND t.id IS NULL ORDER BY 1""",
    ),
    (
        # Nobody but who is on the waiting list comes to occupy a place before its release.
        store_problems.HELD_BACK_TAKEN,
        f"""SELECT a.reference, a.start FROM place p JOIN appointment a
        ON a.office = p.office AND a.start = p.start AND a.number = p.number
        LEFT JOIN proposal o ON o.office = a.office AND o.reference = a.reference
        AND o.answer = 'pending'
        WHERE p.free_from IS NOT NULL AND a.{OCCUPIES_PLACE} AND o.id IS NULL
        AND (SELECT max(t.at) FROM audit t WHERE t.office = a.office
        AND t.reference = a.reference AND t.action IN ({_TAKINGS})) < p.free_from ORDER BY 1""",
    ),
    (
        store_problems.EXTRA_UNEXPLAINED,
        f"""SELECT a.reference FROM place p JOIN appointment a
        ON a.office = p.office AND a.start = p.start AND a.number = p.number
        WHERE p.extra AND a.{OCCUPIES_PLACE} AND a.overbooked_because IS NULL ORDER BY 1""",
    ),
    (
        store_problems.UNPROPOSED,
        f"""SELECT a.reference FROM appointment a LEFT JOIN proposal o ON o.office = a.office
        AND o.reference = a.reference AND o.answer = 'pending'
        WHERE a.status = 'held' AND a.held_by = {_LIST_HOLDER} AND a.station = '' AND o.id IS NULL
        ORDER BY 1""",
    ),
    (
        store_problems.WAITING_AND_BOOKED,
        f"""SELECT w.id, a.reference FROM waiting w JOIN appointment a ON a.office = w.office
        AND a.foreign_resident_number = w.foreign_resident_number
        WHERE w.{OPEN_ENTRY} AND a.{BINDS_PERSON_SQL} ORDER BY 1""",
    ),
    (
        store_problems.CALL_TO_NOBODY,
        "SELECT id FROM call WHERE reference IS NULL AND proposal IS NULL ORDER BY 1",
    ),
    (
        store_problems.WAITING_TWICE,
        f"""SELECT min(id) FROM waiting WHERE {OPEN_ENTRY}
        GROUP BY office, foreign_resident_number HAVING count(*) > 1 ORDER BY 1""",
    ),
    (
        store_problems.PROPOSAL_UNKEPT,
        """SELECT p.id FROM proposal p LEFT JOIN appointment a
        ON a.office = p.office AND a.reference = p.reference
        AND a.status IN ('held', 'lapsed')
        WHERE p.answer = 'pending' AND a.reference IS NULL ORDER BY 1""",
    ),
    (
        store_problems.PROPOSED_TWICE,
        """SELECT reference FROM proposal WHERE answer = 'pending'
        GROUP BY office, reference HAVING count(*) > 1 ORDER BY 1""",
    ),
    (
        store_problems.PROPOSAL_ASTRAY,
        """SELECT w.id FROM waiting w LEFT JOIN proposal p
        ON p.office = w.office AND p.waiting = w.id AND p.answer = 'pending'
        GROUP BY w.office, w.id, w.status
        HAVING count(p.id) <> CASE WHEN w.status = 'proposed' THEN 1 ELSE 0 END ORDER BY 1""",
    ),
)


def check(store: Store) -> list[str]:
    """Return one French sentence for each problem, none when all is well. Changes nothing.

    Of a file with faults, those alone are told. Raises StoreError `store_damaged` when it is too
    broken to be read at all.
    """
    with store.read() as session:
        broken = _broken_pages(session)
        if broken:
            return broken
        return [
            *_broken_references(session),
            *tampering.check(session.connection()),
            *_broken_rules(session),
            *_proposed_too_often(session),
        ]


def _broken_pages(session: Session) -> list[str]:
    """Ask SQLite to read every page; rows against a constraint are not the file's fault."""
    if session.connection().dialect.name != "sqlite":
        return []
    lines = [row[0] for row in session.connection().execute(text("PRAGMA integrity_check"))]
    return [
        store_problems.BROKEN_FILE.format(line)
        for line in lines
        if line != "ok" and not line.startswith(_CONSTRAINT_LINES)
    ]


def _broken_references(session: Session) -> list[str]:
    if session.connection().dialect.name != "sqlite":
        return []  # PostgreSQL lets no broken reference in
    rows = session.connection().execute(text("PRAGMA foreign_key_check"))
    return [
        store_problems.MISSING_PARENT.format(*pair) for pair in sorted({(r[0], r[2]) for r in rows})
    ]


def _broken_rules(session: Session) -> list[str]:
    connection = session.connection()
    return [
        sentence.format(*row)
        for sentence, statement in _RULES
        for row in connection.execute(text(statement))
    ]


def _proposed_too_often(session: Session) -> list[str]:
    """Look for those to whom more places were proposed than their office ever allowed."""
    more = text("SELECT id, proposals FROM waiting WHERE office = :office AND proposals > :most")
    try:
        limits = {code: _most_proposals(session, code) for code in offices.list_offices(session)}
    except (StoreError, DecodeError):
        return []  # what tells the limit cannot be read, which is said already
    return [
        store_problems.TOO_MANY_PROPOSALS.format(*row, most)
        for code, most in limits.items()
        for row in session.connection().execute(more, {"office": code, "most": most})
    ]


def _most_proposals(session: Session, code: str) -> int:
    """Return how many proposals the office allows a person, or allowed before, at most."""
    former = select(AuditRow.before).where(
        col(AuditRow.office) == code, col(AuditRow.action) == "change_office"
    )
    now = offices.get_record(session, code).proposals_at_most
    before: list[int] = [
        decode_changes(one).get("proposals_at_most", 0) for one in session.exec(former)
    ]
    return max([now, *before])

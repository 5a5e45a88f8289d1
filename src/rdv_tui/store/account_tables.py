"""The tables of those who work here: their accounts, and sign-ins that failed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, true
from sqlmodel import Field

from rdv_tui.store.partial_index import partial_index
from rdv_tui.store.tables import OfOffice

ROLES = "'agent', 'accueil', 'supervisor'"
"""SQL: what somebody may be here (domain/rights.py)."""


class AccountRow(OfOffice, table=True):
    """An agent's account. `password` and `pin` are argon2 hashes, `unix_login` the system's name.

    It is disabled and never deleted: the audit names it. `revision` grows with every change, so
    that a session that was opened before one is known to be old.
    """

    __tablename__ = "account"
    __table_args__ = (
        ForeignKeyConstraint(["office"], ["office.code"], name="fk_account_office"),
        CheckConstraint(f"role IN ({ROLES})", name="ck_account_role"),
        partial_index(
            "uq_account_unix_login",
            "office",
            "unix_login",
            unique=True,
            where="unix_login IS NOT NULL",
        ),
    )

    login: str = Field(primary_key=True)
    name: str
    role: str
    active: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    password: str | None = None
    unix_login: str | None = None
    pin: str | None = None
    created_at: datetime
    revision: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class SignInFailureRow(OfOffice, table=True):
    """How often signing in failed for one `subject` (a digest of a login, or of a station).

    What was typed for a login may be a password, so that it is kept as a digest only. Nobody of
    that subject is let in before `next_try` (UTC).
    """

    __tablename__ = "sign_in_failure"
    __table_args__ = (
        ForeignKeyConstraint(["office"], ["office.code"], name="fk_sign_in_failure_office"),
        CheckConstraint("failures >= 1", name="ck_sign_in_failure_failures"),
    )

    subject: str = Field(primary_key=True)
    failures: int
    failed_at: datetime
    next_try: datetime | None = None

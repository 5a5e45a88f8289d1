"""Two small forms: the first supervisor's account, and a supervisor's leave for one act."""

from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from rdv_tui.domain.names import clean_text
from rdv_tui.domain.overrides import MAX_REASON_LENGTH
from rdv_tui.domain.rights import Right, Role
from rdv_tui.errors import UsageError
from rdv_tui.locales.office import accounts_screens as account_fr
from rdv_tui.screens.form import DialogForm
from rdv_tui.screens.frame import run_blocking
from rdv_tui.screens.office.secret_field import SecretField
from rdv_tui.services.desk import Desk
from rdv_tui.services.office import accounts, sign_in
from rdv_tui.text import plain
from rdv_tui.widgets.fields import Field

R = TypeVar("R")


class AccountForm(DialogForm[R], Generic[R]):
    """Fields under what they are about."""

    leave_question = account_fr.LEAVE

    def __init__(self, desk: Desk, title: str, why: str) -> None:
        super().__init__(account_fr.FORM_KEYS)
        self.desk, self.clock = desk, desk.clock
        self._title, self._why = title, why

    def compose(self) -> ComposeResult:
        """Show what it is about above the fields."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title, "bold"), classes="question")
            yield Static(plain(self._why), classes="question")
            yield from self.fields
            yield self.foot

    def require(self, *names: str) -> dict[str, str]:
        """Return what is typed. Raises UsageError naming the fields of `names` that are empty."""
        typed = self.typed()
        missing = {name: account_fr.NEEDED for name in names if not clean_text(typed[name])}
        if missing:
            raise UsageError("invalid_fields", account_fr.NEEDED, fields=missing)
        return typed


class FirstAccountScreen(AccountForm[Desk]):
    """Make the first supervisor; gives the desk with them at it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, account_fr.FIRST_TITLE, account_fr.FIRST_WHY)
        self.fields = (
            Field("login", account_fr.LOGIN),
            Field("name", account_fr.FULL_NAME),
            SecretField("password", account_fr.SECRET),
            SecretField("again", account_fr.AGAIN),
        )

    async def submit(self) -> None:
        """Make it, and sign in."""
        typed = self.require("login", "password")
        if typed["password"] != typed["again"]:
            self.show_wrong({"again": account_fr.NOT_THE_SAME})
            return
        login, password = typed["login"], typed["password"]
        role, name = Role.SUPERVISOR, typed["name"]
        await run_blocking(accounts.add, self.desk, login, role, password, name=name)
        self.dismiss(await run_blocking(sign_in.sign_in, self.desk, login, password))


class PinScreen(AccountForm[Desk]):
    """Choose the code that opens a locked desk again; gives the desk that it opens."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, account_fr.PIN_TITLE, account_fr.PIN_WHY)
        self.fields = (
            SecretField("password", account_fr.SECRET),
            SecretField("pin", account_fr.PIN),
            SecretField("again", account_fr.AGAIN),
        )
        self.needed = frozenset({"password", "pin", "again"})

    async def submit(self) -> None:
        """Keep it, as something that only the password opens."""
        typed = self.require("password", "pin", "again")
        if typed["pin"] != typed["again"]:
            self.show_wrong({"again": account_fr.NOT_THE_SAME_PIN})
            return
        password, pin = typed["password"], typed["pin"]
        self.dismiss(await run_blocking(accounts.set_pin, self.desk, password, pin))


class ApprovalScreen(AccountForm[bool]):
    """Let a supervisor allow one act at this desk, with their password and a reason."""

    def __init__(
        self, desk: Desk, right: Right, reason: str = "", reference: str | None = None
    ) -> None:
        super().__init__(desk, account_fr.APPROVE_TITLE, account_fr.approve_question(right))
        self._right, self._reference = right, reference
        self.fields = (
            Field("login", account_fr.SUPERVISOR),
            SecretField("password", account_fr.SECRET),
            Field("reason", account_fr.REASON, reason),
        )
        self.needed = frozenset({"login", "password", "reason"})

    async def submit(self) -> None:
        """Keep the approval at the desk, for the next act that needs it."""
        typed = self.require("login", "password", "reason")
        if len(reason := clean_text(typed["reason"])) > MAX_REASON_LENGTH:
            self.show_wrong({"reason": account_fr.TOO_LONG})
            return
        login, password = typed["login"], typed["password"]
        right, reference = self._right, self._reference
        await run_blocking(sign_in.approve, self.desk, right, login, password, reason, reference)
        self.dismiss(True)

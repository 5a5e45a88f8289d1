"""Signing in, and the lock: nothing of anybody's work is to be seen behind it."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from rdv_tui.domain.rights import SignedIn
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands
from rdv_tui.locales.office import accounts_screens as account_fr
from rdv_tui.screens.frame import run_blocking
from rdv_tui.screens.office.secret_field import SecretField
from rdv_tui.screens.patient import Cover
from rdv_tui.screens.shell import Shell
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.fields import Field
from rdv_tui.widgets.frame import HeaderLine, KeysLine, Level, StatusLine

if TYPE_CHECKING:
    from rdv_tui.services.desk import Desk


class SignInScreen(Cover):
    """Ask who is there. With `owner` the desk is locked: theirs, or whoever else signs in.

    It gives no answer: the app is told by `SignedInAs`, and changes what stands behind it first.
    """

    DEFAULT_CSS = """
    SignInScreen { layout: vertical; }
    SignInScreen #sign-in { height: 1fr; padding: 2 4; }
    SignInScreen #sign-in .title { text-style: bold; margin-bottom: 1; }
    SignInScreen #sign-in .why { color: $text-muted; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bind(
        commands.OTHER_AGENT, account_fr.CHOOSE_PIN, commands.QUIT
    )

    class SignedInAs(Message):
        """Somebody proved who they are."""

        def __init__(self, desk: "Desk", told: str = "") -> None:
            super().__init__()
            self.desk, self.told = desk, told

    def __init__(self, desk: "Desk", owner: SignedIn | None = None, since: str = "") -> None:
        super().__init__()
        self.desk, self.owner, self._since = desk, owner, since
        self._login = Field("login", account_fr.LOGIN, owner.login if owner else "", wide=True)
        self._by_code = desk.unlock_key is not None and owner is not None
        label = account_fr.CODE if self._by_code else account_fr.SECRET
        self._password = SecretField("password", label)
        self._status = StatusLine()
        self._trying = False

    def compose(self) -> ComposeResult:
        """Show two fields in the frame of every screen, and nothing else."""
        office, shell = self.desk.office, cast("Shell", self.app)
        title = account_fr.LOCKED if self.owner else account_fr.SIGN_IN
        yield HeaderLine(
            office.prefecture, title, "", self.desk.clock, "done", shell.troubles, shell.trial
        )
        with Vertical(id="sign-in"):
            told = account_fr.locked(self._since, self.owner.name) if self.owner else office.bureau
            yield Static(plain(told), classes="title")
            yield self._login
            yield self._password
            why = account_fr.PARKED if self.owner else account_fr.WHO
            if self._by_code:
                yield Static(plain(account_fr.CODE_WHY), classes="why")
            yield Static(plain(why), classes="why")
        yield self._status
        yield KeysLine()

    def on_mount(self) -> None:
        """Put the cursor where the next key goes."""
        (self._password if self.owner else self._login).focus_input()

    def say(self, message: str, level: Level = "info") -> None:
        """Write `message` on the status line."""
        self._status.show(message, level)

    def action_other_agent(self) -> None:
        """Let somebody else type their login."""
        self._login.input.value = self._password.input.value = ""
        self._login.focus_input()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer a code to whoever locked the desk."""
        return action != "choose_pin" or self.owner is not None

    @work
    async def action_choose_pin(self) -> None:
        """Let who locked the desk choose a code, with their password; which opens it."""
        from rdv_tui.screens.office.account_forms import PinScreen  # noqa: PLC0415  (seldom)

        made = await self.app.push_screen_wait(PinScreen(self.desk))
        if made is not None:
            self.post_message(self.SignedInAs(made, account_fr.PIN_SET))

    @on(Field.Ended)
    def _ended(self, event: Field.Ended) -> None:
        event.stop()
        if event.field is self._login:
            self._password.focus_input()
        elif not self._trying:
            self._try()

    @work
    async def _try(self) -> None:
        """Look at the password in a thread: it takes a while on purpose."""
        from rdv_tui.services.office import pins, sign_in  # noqa: PLC0415  (stands on the store)

        self._trying = True
        self.say(account_fr.LOOKING)
        try:
            login, password = self._login.text, self._password.text
            is_owner = self.owner is not None and sign_in.read_login(login) == self.owner.login
            if is_owner and pins.can_unlock(self.desk) and pins.read_pin(password):
                desk = await run_blocking(pins.unlock, self.desk, password)
            else:
                desk = await run_blocking(sign_in.sign_in, self.desk, login, password)
        except RdvError as error:
            self.say(account_fr.refused(error.code, error.message), "refused")
        else:
            self.post_message(self.SignedInAs(desk))
        finally:
            self._trying = False
            self._password.input.value = ""
            self._password.focus_input()

"""All that may be asked through the socket, by the kind of device: one table, and nothing beside.

A verb has the name of the service that it calls (services.kiosk.contract); its record declares
which arguments it takes, and how large each may be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta, Struct

from rdv_tui.domain.appointment import Hold, Slot
from rdv_tui.domain.kiosk import LANGUAGES
from rdv_tui.domain.office import Office
from rdv_tui.domain.rights import Role
from rdv_tui.locales.kiosk.help_calls import REASONS, STEPS
from rdv_tui.services.kiosk.contract import Booked, CallBoard

HELLO = "hello"
"""The first verb of every connection: it says which device asks. All others are in VERBS."""

Wall = Annotated[datetime, Meta(tz=False)]
_FieldName = Annotated[str, Meta(max_length=32)]
_Text = Annotated[str, Meta(max_length=256)]
_Typed = Annotated[dict[_FieldName, _Text], Meta(max_length=32)]
_Step = Annotated[str, Meta(pattern=f"^({'|'.join(STEPS)})\\Z")]
_Language = Annotated[str, Meta(pattern=f"^({'|'.join(LANGUAGES)})\\Z")]
_Reason = Annotated[str, Meta(pattern=f"^({'|'.join(REASONS)})\\Z")]
_Number = Annotated[int, Meta(ge=0, le=2**62)]


class Hello(Struct, frozen=True, forbid_unknown_fields=True):
    """Who asks: a device's secret, and what it says it is."""

    secret: Annotated[str, Meta(max_length=128)]
    kind: Annotated[str, Meta(pattern=f"^({Role.KIOSK}|{Role.DISPLAY})\\Z")]


class Welcome(Struct, frozen=True):
    """What a device is told of the office. `now` is the instant of the clock that counts."""

    office: Office
    now: datetime
    reads_arabic: bool
    asks_who_leaves: bool
    is_trial: bool


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """No argument."""


class Offers(Struct, frozen=True, forbid_unknown_fields=True):
    """From when (wall clock) free slots are looked for, and how many."""

    after: Wall
    count: Annotated[int, Meta(ge=1, le=20)]


class Start(Struct, frozen=True, forbid_unknown_fields=True):
    """A slot, by its start (wall clock)."""

    start: Wall


class Typed(Struct, frozen=True, forbid_unknown_fields=True):
    """What was typed, by the names of the applicant's fields."""

    typed: _Typed


class TurnedAway(Struct, frozen=True, forbid_unknown_fields=True):
    """What was typed by somebody who cannot book, and the language of their sheet."""

    typed: _Typed
    language: _Language


class HelpCall(Struct, frozen=True, forbid_unknown_fields=True):
    """Where somebody calls for an agent, in which language, and why."""

    step: _Step
    language: _Language
    reason: _Reason


class CallNumber(Struct, frozen=True, forbid_unknown_fields=True):
    """A call for help, by its number."""

    call: _Number


class Code(Struct, frozen=True, forbid_unknown_fields=True):
    """Digits that somebody copied."""

    code: Annotated[str, Meta(max_length=8)]


class Left(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a visit ended, and in which language."""

    step: _Step
    language: _Language


class Credentials(Struct, frozen=True, forbid_unknown_fields=True):
    """Who wants to close the device."""

    login: Annotated[str, Meta(max_length=128)]
    password: Annotated[str, Meta(max_length=128)]


@dataclass(frozen=True, slots=True)
class Verb:
    """What a verb takes, a record of its arguments, and the type of what it gives back."""

    takes: type[Struct]
    gives: Any


KIOSK: Mapping[str, Verb] = {
    "is_enabled": Verb(Nothing, bool),
    "offers": Verb(Offers, list[Slot]),
    "hold": Verb(Start, Hold),
    "renew": Verb(Nothing, Hold),
    "book": Verb(Typed, Booked),
    "print_letter": Verb(Nothing, None),
    "print_refusal": Verb(TurnedAway, None),
    "call_agent": Verb(HelpCall, int),
    "is_answered": Verb(CallNumber, bool),
    "accepts_code": Verb(Code, bool),
    "count_left": Verb(Left, None),
    "let_out": Verb(Credentials, None),
}
DISPLAY: Mapping[str, Verb] = {"get_board": Verb(Nothing, CallBoard)}
VERBS: Mapping[Role, Mapping[str, Verb]] = {Role.KIOSK: KIOSK, Role.DISPLAY: DISPLAY}

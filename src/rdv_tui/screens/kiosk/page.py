"""What a screen of the kiosk shows: one question, at most six answers, or one thing to type."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from rdv_tui.locales.kiosk.words import Words

MOST = 6
"""So many answers stand on one screen, each a digit."""


class Stage(StrEnum):
    """The five steps, and what lies around them, as calls for help name them."""

    START = "start"
    NOTICE = "notice"
    SLOT = "slot"
    SECURITY = "security"
    DETAILS = "details"
    CONFIRMATION = "confirmation"
    LETTER = "letter"

    @property
    def number(self) -> int | None:
        """Return which of the five it is, from 1; None for what lies around."""
        steps = [Stage.NOTICE, Stage.SLOT, Stage.SECURITY, Stage.DETAILS, Stage.CONFIRMATION]
        return steps.index(self) + 1 if self in steps else None


class Way(Enum):
    """Where a question leads to."""

    NEXT = auto()
    BACK = auto()
    SKIP = auto()
    """It is not asked: on in the direction in which one goes."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer: in the visitor's language, and as papers say it in French."""

    code: str
    text: str
    french: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to type: digits, letters, or anything when `free`.

    `find` offers answers to what is typed so far, more than `MOST` when a letter more is needed.
    `check` says what is wrong with what was typed, a sentence a line, and nothing when it is right.
    `echo` says how it is understood while it is typed. `keep` is given what stands there when
    somebody leaves without an answer.
    """

    text: str = ""
    is_chosen: bool = True
    """Whether the first sign takes the place of `text`, as of a field that one comes back to."""
    digits: bool = False
    zero: bool = True
    """Whether zero is a digit of the field; else it calls an agent there too."""
    free: bool = False
    hidden: bool = False
    longest: int = 40
    may_be_empty: bool = False
    find: Callable[[str], tuple[Choice, ...]] | None = None
    check: Callable[[str], str] = lambda _: ""
    echo: Callable[[str], str] = lambda _: ""
    keep: Callable[[str], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Page:
    """A screen. `lines` are sentences, `french` legal words; `big` is drawn three rows high.

    `question` may have several lines, and `calls` says in several how an agent is called: before a
    language is chosen, both stand there in each.
    """

    stage: Stage
    words: Words
    question: str
    french_question: str = ""
    lines: tuple[str, ...] = ()
    french: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    may_fit_none: bool = False
    """Whether a last answer says that none fits: it calls an agent."""
    calls: tuple[str, ...] = ()
    entry: Entry | None = None
    big: str = ""
    warning: str = ""
    can_go_back: bool = True
    can_erase: bool = True
    can_call: bool = True
    """Whether an agent can be called from here: not by a kiosk that nobody answers."""
    stands_on: int = 0
    """The answer that the cursor begins on, from 0: Enter pressed by mistake does no harm there."""
    ends_after_s: int | None = None
    """After how long it ends by itself, as if left; None for the usual patience."""

"""A kiosk in a real terminal: enrolled, with a printer of its own that keeps what it prints."""

import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rdv_tui.locales.kiosk.languages import WORDS
from rdv_tui.locales.kiosk.words import Words
from rdv_tui.screens.kiosk.lines import wrapped
from rdv_tui.widgets.big_text import big_lines
from tests.desk.terminal import Terminal
from tests.programs import NOW

NAME = "Wolkenbruchsen"
"""A visitor's name that stands nowhere else."""
LEFT, ESCAPE, ENTER = "\x1b[D", "\x1b", "\r"
DIGITS = "2345678"
AN_HOUR = re.compile(r" à \d+ h")  # each hour stands there in French too
LP = """#!{python}
import pathlib, sys
folder = pathlib.Path("{folder}")
number = len(list(folder.glob("*.pdf"))) + 1
(folder / f"{{number}}.pdf").write_bytes(sys.stdin.buffer.read())
print(f"request id is BORNE-{{number}} (1 file(s))")
"""


class Kiosk:
    """A terminal at which somebody answers one question after the other."""

    def __init__(
        self,
        environment: Mapping[str, str],
        store: Path | None,
        folder: Path,
        *,
        code: str = "",
        broker: Path | None = None,
    ) -> None:
        """Open it on a store, or on the socket of a broker."""
        self.words = WORDS["fr"]
        at_store = ("--store", str(store), "--now", NOW, "kiosk")
        words = at_store if broker is None else ("kiosk", "--broker", str(broker))
        start: Sequence[str] = ("-c", code) if code else ("-m", "rdv_tui")
        self.terminal = Terminal(words, environment, folder, start=start)

    @property
    def screen(self) -> str:
        """What a person sees."""
        return self.terminal.screen

    def until(self, text: str) -> None:
        """Wait until a text of the visitor's language stands there, as it is drawn."""
        drawn = " ".join(wrapped(text, 300)[0].split())
        self.terminal.until(lambda screen: drawn in screen, text)

    def until_said(self, say: Callable[[Words], str]) -> None:
        """Wait until a sentence stands there in the visitor's language."""
        self.until(say(self.words))

    def press(self, keys: str) -> None:
        """Press one key after the other."""
        self.terminal.write(keys)

    def start(self) -> None:
        """Wait for the first question."""
        self.terminal.until_shown("English", "Türkçe")

    def choose_language(self, code: str) -> None:
        """Begin, in a language."""
        self.start()
        self.press(str(list(WORDS).index(code) + 1))
        self.words = WORDS[code]
        self.until_said(lambda words: words.notice_title)

    def answer_guide(self) -> None:
        """Say that it is for somebody with a permanent job and a card of one year."""
        for key, question in (
            ("1", "ask_permit"),
            ("2", "ask_ground"),
            ("1", "ask_situation"),
            ("1", "ask_expiry"),
        ):
            self.press(key)
            self.until(getattr(self.words, question))

    def to_slots(self) -> None:
        """Answer step 1."""
        self.answer_guide()
        self.type("20/12/2026")
        self.until_said(lambda words: words.ask_postal_code)
        self.type("84000")
        self.until_said(lambda words: words.ask_slot)

    def hold(self) -> None:
        """Choose the first day and its first hour."""
        self.press("1")
        self.terminal.until(AN_HOUR.search, "hours")
        self.press("1")
        self.until_said(lambda words: words.ask_code)

    def copy_code(self) -> None:
        """Read the large digits, and type them."""
        self.type(self.code())
        self.until_said(lambda words: words.ask_family_name)

    def code(self) -> str:
        """Return the four large digits, once they stand on the screen."""
        self.terminal.until(lambda _: self._code(), "four large digits")
        return self._code()

    def _code(self) -> str:
        rows = self.terminal.lines
        read = (_digits(rows[top : top + 3]) for top in range(len(rows) - 2))
        return next((digits for digits in read if len(digits) == 4), "")

    def type(self, text: str) -> None:
        """Fill the field."""
        self.press(f"{text}{ENTER}")

    def tell_who(self, number: str, family_name: str, given_names: str) -> None:
        """Answer step 4."""
        self.type(family_name)
        self.until_said(lambda words: words.ask_given_names)
        self.type(given_names)
        self.until_said(lambda words: words.ask_birth_date)
        self.type("17/04/1988")
        self.until_said(lambda words: words.country_hint)
        self.press("turki" if self.words.code in {"en", "tr"} else "turqui")
        self.choose_turkey()
        self.until_said(lambda words: words.ask_number)
        self.type(number)
        self.until_said(lambda words: words.ask_phone)
        self.type("")
        self.until_said(lambda words: words.check)

    def choose_turkey(self) -> None:
        """Take the first answer once it is the only one: fewer letters find more."""

        def only_answer(_: str) -> bool:
            lines = self.terminal.lines
            at = next((i for i, line in enumerate(lines) if " 1   " in line), None)
            is_alone = not any(" 2   " in line for line in lines)
            return at is not None and is_alone and "Turquie" in "".join(lines[at : at + 2])

        self.terminal.until(only_answer, "Turkey, the only answer")
        self.press("1")

    def __enter__(self) -> "Kiosk":
        return self

    def __exit__(self, *_: object) -> None:
        self.terminal.__exit__(None, None, None)


def _digits(rows: Sequence[str]) -> str:
    """Read large digits in three rows of the screen."""
    glyphs = {tuple(line.rstrip() for line in big_lines(digit)): digit for digit in DIGITS}
    width = max(len(row.rstrip()) for row in rows)
    start = min((len(row) - len(row.lstrip()) for row in rows if row.strip()), default=0)
    read = ""
    for column in range(start, width, 4):
        cell = tuple(row.ljust(width + 4)[column : column + 3].rstrip() for row in rows)
        if cell not in glyphs:
            return ""
        read += glyphs[cell]
    return read


def enrol(environment: Mapping[str, str], store: Path, folder: Path, *more: str) -> None:
    """Enrol this home as a kiosk."""
    words = ["--store", str(store), "--now", NOW, "kiosk", "enrol", "Borne 1", *more]
    subprocess.run(
        [sys.executable, "-m", "rdv_tui", *words],
        env=environment,
        cwd=folder,
        check=True,
        capture_output=True,
    )


def add_printer(environment: Mapping[str, str], printed: Path) -> None:
    """Give the kiosk a printer that keeps every paper in the folder `printed`."""
    printed.mkdir()
    program = Path(environment["PATH"]) / "lp"
    program.write_text(LP.format(python=sys.executable, folder=printed), encoding="utf-8")
    program.chmod(0o755)

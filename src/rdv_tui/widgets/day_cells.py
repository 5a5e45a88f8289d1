"""What occupies a place, in one line: a sign, a name, a word. Pure: texts and colours' names."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from rdv_tui.discretion import DISCRETION
from rdv_tui.domain.appointment import Status
from rdv_tui.domain.day import Day, DayPlace, Visit
from rdv_tui.domain.names import written_family, written_given
from rdv_tui.domain.office import Office
from rdv_tui.domain.queue import is_presumed_absent
from rdv_tui.locales.dates import short_date
from rdv_tui.locales.day import day as day_fr
from rdv_tui.locales.states import MARKS
from rdv_tui.widgets.day_rows import ENDS

LONG_WAIT, TOO_LONG_WAIT = 20, 45
"""Minutes in the waiting room from which somebody waits long, and too long."""


@dataclass(frozen=True, slots=True)
class CellText:
    """One place for the eye. `family` and `given` are people's own text; the rest is ours.

    `style` colours sign and word, `quiet` says that the line is not what the eye looks for;
    `short` stands in for the word where it would cost the name its room; `hint` tells people of
    one name apart.
    """

    sign: str
    style: str
    family: str = ""
    given: str = ""
    detail: str = ""
    word: str = ""
    quiet: bool = False
    short: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class CellMaker:
    """What the office's rules make of a place; `zone` turns instants into hours."""

    slot_minutes: int
    late_after_minutes: int
    zone: ZoneInfo

    @classmethod
    def of(cls, office: Office) -> "CellMaker":
        """Return the rules of `office`."""
        return cls(office.slot_minutes, office.late_after_minutes, ZoneInfo(office.time_zone))

    def cell(self, place: DayPlace, day: Day, *, is_alike: bool = False) -> CellText:
        """Return what to show on `place`; with `is_alike` somebody else of the day has the name."""
        if place.visit is not None:
            text = self._visit(place, place.visit, day)
            last = day_fr.LAST_DIGITS.format(digits=place.visit.foreign_resident_number[-4:])
            return replace(text, hint=last) if is_alike else text
        if place.held:
            return CellText("…", "$text-warning", word=day_fr.HELD)
        if place.start <= day.now or place.extra:
            return CellText("–", "$text-disabled", word=day_fr.UNUSED, quiet=True)
        if place.free_from is not None and place.free_from > day.at:
            return CellText("–", "$text-muted", word=self._later(place.free_from, day))
        if place.kept_for is not None:
            channel = day_fr.CHANNELS[place.kept_for.value]
            return CellText("+", "$text-success", word=day_fr.KEPT.format(channel=channel))
        return CellText("+", "$text-success", word=day_fr.FREE)

    def _later(self, instant: datetime, day: Day) -> str:
        local = instant.astimezone(self.zone).replace(tzinfo=None)
        if local.date() == day.now.date():
            return day_fr.FREE_LATER.format(hour=f"{local:%H:%M}")
        return day_fr.FREE_ON.format(day=short_date(local.date()))

    def _visit(self, place: DayPlace, visit: Visit, day: Day) -> CellText:
        sign, style, word, quiet = self._state(place, visit, day)
        if place.is_displaced:
            sign, style = "▲", "$text-warning"
        replaced = day_fr.DISPLACED if place.is_displaced else ""
        lines = (replaced, day_fr.EXTRA if place.extra else "", word)
        short = (replaced, day_fr.EXTRA_SHORT if place.extra else "", self._short(word, place, day))
        return CellText(
            sign,
            style,
            DISCRETION.name(written_family(visit.family_name)),
            DISCRETION.name(written_given(visit.given_names)),
            detail=day_fr.SHORT_SITUATIONS.get(visit.situation, visit.situation.lower()),
            word=" · ".join(filter(None, lines)),
            quiet=quiet,
            short=" ".join(filter(None, short)),
        )

    def _short(self, word: str, place: DayPlace, day: Day) -> str:
        late = _minutes_late(place, day)
        is_late = word == day_fr.LATE.format(minutes=late)
        return day_fr.LATE_SHORT.format(minutes=late) if is_late else word

    def _state(self, place: DayPlace, visit: Visit, day: Day) -> tuple[str, str, str, bool]:
        """Return sign, colour, word, and whether the person is done with."""
        if visit.status is Status.BOOKED:
            return self._awaited(place, day)
        if visit.status is Status.ARRIVED:
            sign, _ = MARKS[Status.ARRIVED]
            return sign, wait_style(waited(visit, day)), self._waits(visit, day), False
        if visit.status is Status.IN_PROGRESS:
            elsewhere = visit.served_at not in {None, place.counter}
            counter = day_fr.COUNTER_SHORT.format(number=visit.served_at)
            text = day_fr.AT_COUNTER.format(counter=counter) if elsewhere else day_fr.IN_PROGRESS
            sign, colour = MARKS[Status.IN_PROGRESS]
            return sign, f"bold {colour}", text, False
        if visit.status in ENDS:
            return *MARKS[visit.status], ENDS[visit.status], True
        return *MARKS[Status.UNRECORDED], day_fr.UNRECORDED, False

    def _awaited(self, place: DayPlace, day: Day) -> tuple[str, str, str, bool]:
        sign, colour = MARKS[Status.BOOKED]
        if is_presumed_absent(place.start, self.slot_minutes, self.late_after_minutes, day.now):
            return sign, "$text-warning", day_fr.PERHAPS_ABSENT, False
        late = _minutes_late(place, day)
        if late > 0:
            return sign, "$text-warning", day_fr.LATE.format(minutes=late), False
        return sign, colour, "", False

    def _waits(self, visit: Visit, day: Day) -> str:
        lines = []
        if visit.served_at is not None:
            counter = day_fr.COUNTER_SHORT.format(number=visit.served_at)
            lines.append(day_fr.FOR_COUNTER.format(counter=counter))
        elif visit.called_at is not None:
            lines.append(day_fr.CALLED_BACK)
        if (minutes := waited(visit, day)) is not None:
            lines.append(day_fr.waits(minutes))
        return " ".join(lines)


def wait_style(minutes: int | None) -> str:
    """Return how a wait of that length is shown: quiet, as a warning, or as too long."""
    if minutes is None or minutes < LONG_WAIT:
        return "$text-muted"
    return "$text-warning" if minutes < TOO_LONG_WAIT else "bold $text-late"


def _minutes_late(place: DayPlace, day: Day) -> int:
    return int((day.now - place.start).total_seconds() // 60)


def waited(visit: Visit, day: Day) -> int | None:
    """Return for how many whole minutes the person has been there, None when it is not known."""
    if visit.arrived_at is None:
        return None
    return max(0, int((day.at - visit.arrived_at).total_seconds() // 60))

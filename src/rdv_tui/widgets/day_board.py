"""The day as lines to draw, and every way to move a cursor over it. Pure.

With a column a counter, or as one list where there is no room. The cursor is a place's anchor, so
that it stays where it is whoever comes and goes, and whatever is filtered out around it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, time

from rdv_tui.domain.day import Day, DayCounter, DayPlace
from rdv_tui.domain.names import fold
from rdv_tui.widgets.day_rows import BoardLine, folded, with_breaks

Anchor = tuple[datetime, int]
"""What a place is known by: its start and its number."""

Describe = Callable[[DayPlace], str]
"""What of a place can be looked for beside the person's own words (the situation, short)."""

StateWords = Callable[[Day, DayPlace], Sequence[str]]
"""By which words of the trade a place is found: « présent », « libre », « absent »."""

LEAST_STATE = 4
"""How many letters of a state find it: fewer are the beginning of too many names."""


def _is_state(query: str, words: Sequence[str]) -> bool:
    return len(query) >= LEAST_STATE and any(fold(word).startswith(query) for word in words)


def _alike(day: Day) -> frozenset[Anchor]:
    named: dict[tuple[str, str], list[Anchor]] = {}
    for place, visit in day.visits():
        name = (fold(visit.family_name), fold(visit.given_names))
        named.setdefault(name, []).append(place.anchor)
    return frozenset(one for anchors in named.values() if len(anchors) > 1 for one in anchors)


def fold_query(place: DayPlace, describe: Describe) -> str:
    """Return all words by which a place is found, folded; empty when nobody occupies it."""
    visit = place.visit
    if visit is None:
        return ""
    reference = visit.reference.replace("-", "")
    words = (
        f"{visit.family_name} {visit.given_names} {visit.family_name} {reference} "
        f"{visit.reference} {visit.foreign_resident_number} {describe(place)}"
    )
    return fold(words)


class DayBoard:
    """A day laid out. `columns` is what stands side by side: every counter, or one list (None).

    Where today has more than `room` lines, what is over is folded into one, but for the place to
    `keep`.
    """

    def __init__(
        self,
        day: Day,
        *,
        in_columns: bool,
        query: str,
        describe: Describe,
        state_words: StateWords,
        room: int | None = None,
        keep: Anchor | None = None,
    ) -> None:
        self.day = day
        self.query = fold(query)
        self.alike = _alike(day)
        """The places of people whose name somebody else of that day has as well."""
        self._found = (
            {
                p.anchor
                for p in day.places
                if self.query in fold_query(p, describe)
                or _is_state(self.query, state_words(day, p))
            }
            if self.query
            else None
        )
        self.columns: tuple[DayCounter | None, ...] = tuple(day.counters) if in_columns else (None,)
        rows = self._in_columns() if in_columns else self._in_one_list()
        if room is not None and not self.query and self._is_today and len(rows) > room:
            rows = folded(rows, day.now, keep)
        self.lines = self._with_now(with_breaks(rows) if not self.query else rows)
        self._where: dict[Anchor, tuple[int, int]] = {
            place.anchor: (line, column)
            for line, row in enumerate(self.lines)
            for column, place in enumerate(row.places)
            if place is not None
        }

    # -- laying out
    def matches(self, place: DayPlace) -> bool:
        """Say whether the filter lets `place` through."""
        return self._found is None or place.anchor in self._found

    @property
    def count(self) -> int:
        """How many places the filter lets through."""
        return len(self.day.places) if self._found is None else len(self._found)

    def _in_one_list(self) -> list[BoardLine]:
        lines: list[BoardLine] = []
        for place in self.day.places:
            if self.matches(place):
                repeats = bool(lines) and lines[-1].start == place.start
                lines.append(BoardLine(place.start, (place,), not repeats))
        return lines

    def _in_columns(self) -> list[BoardLine]:
        """Return a line a start, and more where a counter has several places at that start."""
        ranks = {counter.number: rank for rank, counter in enumerate(self.day.counters)}
        by_start: dict[datetime, list[list[DayPlace]]] = {}
        for place in self.day.places:
            columns = by_start.setdefault(place.start, [[] for _ in ranks])
            columns[ranks[place.counter]].append(place)
        lines = []
        for start, columns in by_start.items():
            for depth in range(max(len(column) for column in columns)):
                places = tuple(column[depth] if depth < len(column) else None for column in columns)
                if any(place is not None and self.matches(place) for place in places):
                    lines.append(BoardLine(start, places, depth == 0))
        return lines

    def _with_now(self, rows: Sequence[BoardLine]) -> tuple[BoardLine, ...]:
        """Put the line at now before the first place to come, on today's day only."""
        now = self.day.now
        if not self._is_today or not rows:
            return tuple(rows)
        past = next((at for at, row in enumerate(rows) if row.start and row.start > now), len(rows))
        return (*rows[:past], BoardLine(None), *rows[past:])

    @property
    def _is_today(self) -> bool:
        return self.day.now.date() == self.day.day

    # -- looking
    @property
    def now_line(self) -> int | None:
        """The number of the line at now, None on any other day."""
        return next((at for at, line in enumerate(self.lines) if line.is_now), None)

    def at(self, anchor: Anchor | None) -> DayPlace | None:
        """Return the place under the cursor, None when it is not on the board."""
        where = self._where.get(anchor) if anchor else None
        return self.lines[where[0]].places[where[1]] if where else None

    def line_of(self, anchor: Anchor | None) -> int:
        """Return the number of the cursor's line, 0 without one."""
        return self._where.get(anchor, (0, 0))[0] if anchor else 0

    def column_of(self, anchor: Anchor | None) -> int:
        """Return the number of the cursor's column, 0 without one."""
        return self._where.get(anchor, (0, 0))[1] if anchor else 0

    # -- moving
    def entrance(self) -> Anchor | None:
        """Return where to stand first: today the slot under way, else the day's first place."""
        now = self.day.now
        if now.date() != self.day.day:
            return self.near((datetime.combine(self.day.day, time()), 0))
        begun = [line.start for line in self.lines if line.start and line.start <= now]
        return self.near((begun[-1] if begun else now, 0))

    def near(self, anchor: Anchor | None, column: int = 0) -> Anchor | None:
        """Return `anchor` if it is on the board, else the nearest later place, else the last one.

        In columns, the place is looked for in `column` first.
        """
        if anchor is None:
            return self.entrance()
        if anchor in self._where:
            return anchor
        later = [a for a in self._where if a[0] >= anchor[0]]
        pool = later or list(self._where)
        if not pool:
            return None
        hour = min(a[0] for a in later) if later else max(a[0] for a in pool)
        at_hour = [a for a in pool if a[0] == hour]
        return min(at_hour, key=lambda a: (abs(self._where[a][1] - column), self._where[a][0]))

    def by_lines(self, anchor: Anchor | None, lines: int) -> Anchor | None:
        """Move down (or up) by `lines`, in the same column as far as it has places."""
        if anchor not in self._where or anchor is None:
            return self.near(anchor)
        line, column = self._where[anchor]
        step = 1 if lines > 0 else -1
        found, left = anchor, abs(lines)
        for at in range(line + step, len(self.lines) if step > 0 else -1, step):
            row = self.lines[at]
            place = row.places[column] if row.start is not None else None
            if place is not None and left:
                found, left = place.anchor, left - 1
        return found

    def by_columns(self, anchor: Anchor | None, step: int) -> Anchor | None:
        """Move to the next counter with a place at this hour, in the direction of `step`."""
        if anchor not in self._where or anchor is None:
            return self.near(anchor)
        line, column = self._where[anchor]
        places = self.lines[line].places
        beside = range(column + step, len(places) if step > 0 else -1, step)
        return next((p.anchor for c in beside if (p := places[c]) is not None), anchor)

    def first_match(self) -> Anchor | None:
        """Return the first place that the filter lets through."""
        return next((p.anchor for p in self.day.places if self.matches(p)), None)

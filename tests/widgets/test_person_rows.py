"""Every list of people tells what it tells in one order, in columns that fit."""

import itertools

import pytest
from textual.content import Content

from rdv_tui.screens.booking import find_content
from rdv_tui.screens.day import evening, hall_content
from rdv_tui.screens.delivery import follow_up_content
from rdv_tui.screens.hours import decisions
from rdv_tui.screens.waiting import waiting_list_content
from rdv_tui.widgets.person_rows import MARGINS, Column, Part, PersonRows

LISTS = {
    module.__name__.rpartition(".")[2]: module.ROWS
    for module in (
        decisions,
        evening,
        find_content,
        follow_up_content,
        hall_content,
        waiting_list_content,
    )
}
WIDTHS = range(72, 202)
CELLS = {part: Content(chr(ord("A") + part) * (1 if part is Part.SIGN else 200)) for part in Part}


def told(line: Content) -> set[str]:
    """Return the letters of the parts that a line tells."""
    return set(line.plain) - {" ", "…"}


@pytest.mark.parametrize("rows", LISTS.values(), ids=LISTS)
class TestEveryList:
    def test_no_line_is_wider_than_its_list(self, rows: PersonRows) -> None:
        for width in WIDTHS:
            assert rows.line(CELLS, width).cell_length <= width - MARGINS
            assert rows.heads(width).cell_length <= width - MARGINS + 1

    def test_the_sign_stands_before_the_name(self, rows: PersonRows) -> None:
        parts = [column.part for column in rows.columns]
        assert parts.index(Part.WHO) == parts.index(Part.SIGN) + 1

    def test_every_head_stands_over_its_column(self, rows: PersonRows) -> None:
        for width in WIDTHS:
            heads, line = rows.heads(width).plain, f" {rows.line(CELLS, width).plain}"
            for column in rows.columns:
                at = line.find(CELLS[column.part].plain[0])
                assert at == -1 or heads[at:].startswith(column.title[:6])

    def test_a_wider_list_tells_no_less(self, rows: PersonRows) -> None:
        for less, more in itertools.pairwise(WIDTHS):
            assert told(rows.line(CELLS, less)) <= told(rows.line(CELLS, more))

    def test_on_the_least_screen_it_tells_who_and_where_they_stand(self, rows: PersonRows) -> None:
        letters = {CELLS[part].plain[0] for part in (Part.SIGN, Part.WHO)}
        assert letters <= told(rows.line(CELLS, 78))


def test_another_order_is_refused() -> None:
    with pytest.raises(ValueError, match="WHO"):
        PersonRows(Column(Part.WHO, 20), Column(Part.SIGN, 2))


def test_where_there_is_no_room_the_name_yields() -> None:
    rows = PersonRows(Column(Part.WHEN, 12), Column(Part.WHO, 20), Column(Part.WORD, 11))
    cells = {
        Part.WHEN: Content("09:00"),
        Part.WHO: Content("BENALI Anne"),
        Part.WORD: Content("réservé"),
    }
    line = rows.line(cells, 36)
    assert (line.cell_length, line.plain.rstrip()[-7:]) == (33, "réservé")

"""Somebody whom another office of the store expects: told by place and day, and booked."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from rdv_tui.domain.appointment import Channel, Status
from rdv_tui.screens.booking.steps.booked import BookedScreen
from rdv_tui.screens.booking.steps.confirmation import ConfirmationScreen
from rdv_tui.screens.booking.steps.details import DetailsScreen
from rdv_tui.services.booking import booking
from rdv_tui.services.desk import Desk
from rdv_tui.services.office.offices import add_office
from tests.factories import person, small_office
from tests.screens.counter import LARGE, NUMBER, SMALL, sitting_at

TUESDAY = datetime.fromisoformat("2026-12-01T09:15")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
async def test_who_is_expected_elsewhere_is_told_and_booked(
    desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    gard = replace(small_office(code="gard"), prefecture="Préfecture du Gard", city="Nîmes")
    known = person(1, foreign_resident_number=NUMBER, family_name="Inconnue")
    other = booking.book_at(add_office(desk, gard), TUESDAY, known, channel=Channel.DESK)
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await counter.to_security()
        await counter.fill(NUMBER)
        await counter.until_shown(
            "✓ Rendez-vous à venir aucun",
            "▲ Autre bureau 1er décembre 2026, Préfecture du Gard, Nîmes",
        )
        assert other.reference not in counter.prose
        assert "INCONNUE" not in counter.prose.upper()
        await counter.press("d")
        await counter.until_on(DetailsScreen)
        await counter.fill("Dupont", "Anne", "3/7/85", "TR")
        await counter.press("f10")
        await counter.until_on(ConfirmationScreen)
        await counter.until_shown(
            "Un autre bureau (Préfecture du Gard, Nîmes) attend",
            "le 1er décembre 2026",
            "lequel des deux rendez-vous elle garde",
        )
        assert other.reference not in counter.prose
        await counter.press("enter")
        await counter.until_on(BookedScreen)
    screened = booking.screen(desk, number=NUMBER, email=None, phone=None)
    assert screened.future is not None
    assert screened.future.status is Status.BOOKED

"""A code opens a locked desk, for whoever opened it with their password, and nothing else."""

from dataclasses import replace

import pytest

from rdv_tui.domain.rights import Right, Role
from rdv_tui.errors import NotAllowed, UsageError
from rdv_tui.services.desk import Desk
from rdv_tui.services.office import accounts, passwords, pins, sign_in
from rdv_tui.store import accounts as stored_accounts
from rdv_tui.store.transactions import signing_in, snapshot
from tests.factories import everything
from tests.services.office.staffed import LOGINS, PASSWORD, staff

AGENT, BOSS = LOGINS[Role.AGENT], LOGINS[Role.SUPERVISOR]
PIN = "480913"
pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture
def desks(desk: Desk) -> dict[Role, Desk]:
    return staff(desk)


@pytest.fixture
def mine(desks: dict[Role, Desk]) -> Desk:
    accounts.set_pin(desks[Role.AGENT], PASSWORD, PIN)
    return sign_in.sign_in(desks[Role.AGENT], AGENT, PASSWORD)


def stored_pin(desk: Desk) -> str:
    with snapshot(desk) as unit:
        row = stored_accounts.find(unit, AGENT)
    assert row is not None
    return row.pin or ""


def refused(desk: Desk, typed: str) -> str:
    with pytest.raises(NotAllowed) as error:
        pins.unlock(desk, typed)
    assert typed.strip() == "" or typed not in error.value.message
    return error.value.code


@pytest.mark.parametrize("typed", [PIN, "480 913", "٤٨٠٩١٣"])
def test_it_opens_the_desk_that_its_password_opened(typed: str, mine: Desk) -> None:
    mine.approvals.append(sign_in.approve(mine, Right.OVERRIDE, BOSS, PASSWORD, "x"))
    again = pins.unlock(mine, typed)
    assert again.signed_in == mine.signed_in
    assert again.approvals == []


def test_three_wrong_ones_take_the_password(mine: Desk) -> None:
    assert refused(mine, "111222") == "wrong_pin"
    pins.unlock(mine, PIN)  # which forgives
    assert [refused(mine, f"48091{last}") for last in "012"] == ["wrong_pin"] * 3
    assert refused(mine, PIN) == "wrong_password"
    assert not pins.can_unlock(mine)
    assert pins.can_unlock(sign_in.sign_in(mine, AGENT, PASSWORD))


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "abcdef", "111111", "123456", "098765", "121212", "480480"]
)
def test_what_everybody_tries_first_is_refused(typed: str, desks: dict[Role, Desk]) -> None:
    before = everything(desks[Role.AGENT].store)
    with pytest.raises(UsageError):
        accounts.set_pin(desks[Role.AGENT], PASSWORD, typed)
    assert everything(desks[Role.AGENT].store) == before


def test_choosing_one_takes_the_password(desks: dict[Role, Desk], desk: Desk) -> None:
    with pytest.raises(NotAllowed) as error:
        accounts.set_pin(desks[Role.AGENT], "un autre mot de passe", PIN)
    assert error.value.code == "wrong_password"
    with pytest.raises(NotAllowed):
        accounts.set_pin(desk, PASSWORD, PIN)  # nobody is signed in
    assert stored_pin(desk) == ""


def test_it_signs_nobody_in_and_allows_nothing(mine: Desk, desk: Desk) -> None:
    for try_it in (
        lambda: sign_in.sign_in(desk, AGENT, PIN),
        lambda: sign_in.approve(mine, Right.OVERRIDE, BOSS, PIN, "x"),
        lambda: pins.unlock(replace(mine, unlock_key=None), PIN),
        lambda: pins.unlock(desk, PIN),
    ):
        with pytest.raises(NotAllowed):
            try_it()


def test_none_can_be_tried_from_a_stolen_store(mine: Desk) -> None:
    """Whoever has the file has salt and hash, and not the key that the password gives."""
    salt, _, hashed = stored_pin(mine).partition(":")
    for number in range(480_000, 481_000):
        for guess in (f"{number}", f"{number}{salt}", f"{salt}{number}"):
            assert not passwords.verify(hashed, guess)
    assert PIN not in repr(everything(mine.store))
    assert mine.unlock_key is not None
    assert passwords.verify(hashed, PIN + mine.unlock_key.key.hex())
    assert mine.unlock_key.key.hex() not in repr(everything(mine.store)) + repr(mine)


def test_whoever_is_disabled_or_has_another_password_opens_nothing(
    mine: Desk, desks: dict[Role, Desk]
) -> None:
    accounts.reset(desks[Role.SUPERVISOR], AGENT, "un autre mot de passe")
    assert refused(mine, PIN) == "signed_out"
    assert stored_pin(mine) == ""
    accounts.disable(desks[Role.SUPERVISOR], AGENT)
    assert refused(mine, PIN) == "signed_out"


@pytest.mark.parametrize("spoilt", ["", "zz:hash", "00:hash", "no hash at all"])
def test_a_code_that_was_spoilt_in_the_store_keeps_nobody_out(spoilt: str, mine: Desk) -> None:
    with signing_in(mine) as unit:
        row = stored_accounts.find(unit, AGENT)
        assert row is not None
        stored_accounts.set_pin(unit, row, spoilt)
    assert sign_in.sign_in(mine, AGENT, PASSWORD).unlock_key is None

"""A person's rights: to see what is held, to have it erased, to object (RGPD art. 15, 17, 21)."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

import msgspec

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.names import clean_text, fold
from rdv_tui.domain.numbers import parse_number
from rdv_tui.domain.rights import Right
from rdv_tui.errors import Refusal, UsageError
from rdv_tui.locales.office import privacy as privacy_fr
from rdv_tui.services.booking import changes
from rdv_tui.services.delivery.specimens import layout_of
from rdv_tui.services.desk import Desk
from rdv_tui.services.office import kept_files
from rdv_tui.services.waiting import waiting_list
from rdv_tui.store import erasure, people, personal_data, waiting
from rdv_tui.store.audit import record
from rdv_tui.store.erasure import Overdue
from rdv_tui.store.personal_data import Held
from rdv_tui.store.transactions import UnitOfWork, snapshot, transaction

_SHORTEST_NAME = 3
"""A shorter word may be any word: it says nothing of whom a reason names."""


def export(desk: Desk, number_text: str) -> dict[str, object]:
    """Return all that is held on a person, as JSON has it; the audit notes that it was given.

    Raises UsageError `invalid_fields`, StoreError.
    """
    number = _number(number_text)
    with transaction(desk, Right.EXPORT_NAMES) as unit:
        held = personal_data.held_on(unit, number)
        record(unit, "export_person", after={"appointments": len(held.appointments)})
    return {
        "foreign_resident_number": number,
        "made_at": desk.clock.now(),
        **{one.name: list(map(_plain, getattr(held, one.name))) for one in fields(Held)},
    }


def export_pdf(desk: Desk, number_text: str) -> bytes:
    """Return the same as a paper that the person can read. Raises what `export` raises."""
    from rdv_tui.documents.personal_data import (  # noqa: PLC0415  (fpdf2 starts slowly)
        render_personal_data,
    )

    found = export(desk, number_text)
    sections = {name: found[name] for name in privacy_fr.SECTIONS}
    number = str(found["foreign_resident_number"])
    return render_personal_data(desk.office, number, desk.clock.now(), sections, layout_of(desk))


def erase(desk: Desk, number_text: str, reason: str, *, cancel: bool = False) -> dict[str, int]:
    """Erase a person; return how much of each kind went. They stay in the figures.

    With `cancel`, the appointment to come and the wait for a place are cancelled first. The audit
    keeps the reason and nothing of the person. Raises UsageError `invalid_fields`, Refusal
    `unknown_person`, `not_allowed_now`, StoreError.
    """
    number = _number(number_text)
    _require_reason(desk, number, reason)
    if cancel:
        _cancel(desk, number)
    with transaction(desk, Right.PURGE) as unit:
        _require_nothing_to_come(unit, number)
        what = _all_of(unit, number)
        erasure.erase(unit, what)
        erasure.erase_drafts(unit, number)
        gone = {kind: count for kind, count in what.counts.items() if count}
        record(unit, "erase_person", after={**gone, "why": clean_text(reason)})
    kept_files.remove(kept_files.of_references(desk, what.appointments))
    desk.store.scrub(compact=True)
    return gone


def oppose(desk: Desk, number_text: str, reason: str) -> None:
    """Write an objection down: where the person can be reached is erased, and nothing more is sent.

    The appointments stay until the office has decided: without them nobody would be received. The
    wait for a place ends. Raises UsageError `invalid_fields`, Refusal `unknown_person`, StoreError.
    """
    number = _number(number_text)
    _require_reason(desk, number, reason)
    _stop_waiting(desk, number)
    with transaction(desk, Right.PURGE) as unit:
        what = _all_of(unit, number)
        for reference in what.appointments:
            erasure.erase_contacts(unit, reference)
        erasure.erase_waiting(unit, what.waiting)
        record(unit, "oppose", after={"why": clean_text(reason)})
    desk.store.scrub(compact=True)


def _number(text: str) -> str:
    number = parse_number(text).value
    if number is None:
        wrong = {"foreign_resident_number": privacy_fr.NUMBER_WRONG}
        raise UsageError("invalid_fields", privacy_fr.NUMBER_WRONG, fields=wrong)
    return number


def _all_of(unit: UnitOfWork, number: str) -> Overdue:
    """Return all that is held on the person. Raises Refusal `unknown_person` for nothing at all."""
    what = Overdue(
        tuple(personal_data.references_of(unit, number)),
        tuple(personal_data.waiting_of(unit, number)),
        tuple((one.year, one.number) for one in personal_data.searches_of(unit, number)),
        tuple(personal_data.walk_ins_of(unit, number)),
    )
    if not what:
        raise Refusal("unknown_person", privacy_fr.NOBODY, privacy_fr.NOBODY_HINT)
    return what


def _require_reason(desk: Desk, number: str, reason: str) -> None:
    """Refuse a reason that is none, or that says who the person is: it is kept for good.

    Whoever may erase nobody is refused here, before anything is cancelled for it.
    """
    cleaned = clean_text(reason)
    if not cleaned:
        raise UsageError("invalid_fields", privacy_fr.REASON_EMPTY, privacy_fr.REASON_HINT)
    with snapshot(desk, Right.PURGE) as unit:
        held = personal_data.held_on(unit, number)
    names = {
        word
        for row in (*held.appointments, *held.waiting)
        for column in ("family_name", "given_names", "common_name", "email", "phone")
        for word in fold(str(row.get(column, ""))).split()
        if len(word) >= _SHORTEST_NAME
    }
    words = set(fold(cleaned).replace("-", " ").replace(",", " ").split())
    digits = "".join(sign for sign in cleaned if sign.isdigit())
    if names & words or number in digits:
        raise UsageError("invalid_fields", privacy_fr.REASON_NAMES, privacy_fr.REASON_HINT)


def _require_nothing_to_come(unit: UnitOfWork, number: str) -> None:
    row = people.active_of(unit, number)
    is_to_come = row is not None and row.start.date() >= unit.today
    if is_to_come or waiting.open_of(unit, number) is not None:
        raise Refusal("not_allowed_now", privacy_fr.TO_COME, privacy_fr.TO_COME_HINT)


def _cancel(desk: Desk, number: str) -> None:
    with snapshot(desk) as unit:
        row = people.active_of(unit, number)
        to_come = row.reference if row is not None and row.start.date() >= unit.today else None
    if to_come is not None:
        changes.cancel(desk, to_come, CancelReason.APPLICANT)
    _stop_waiting(desk, number)


def _stop_waiting(desk: Desk, number: str) -> None:
    with snapshot(desk) as unit:
        row = waiting.open_of(unit, number)
    if row is not None:
        waiting_list.withdraw(desk, row.id)


def _plain(row: Any) -> Mapping[str, object]:  # noqa: ANN401 - a row of any kind
    columns = row if isinstance(row, dict) else asdict(row)
    plain: dict[str, object] = msgspec.to_builtins(
        {name: value for name, value in columns.items() if value not in {None, ""}}
    )
    return plain

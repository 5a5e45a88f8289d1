"""How appointments, slots and documents are written, for programs and for people."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from rdv_tui import catalogue
from rdv_tui.cli.results import STANDARD_OUTPUT, CliResult
from rdv_tui.domain.appointment import Appointment, Slot
from rdv_tui.domain.names import written_family, written_given
from rdv_tui.domain.numbers import group_digits, group_phone
from rdv_tui.locales import cli as cli_fr
from rdv_tui.locales.dates import birth_date, long_date, moment, plain_date
from rdv_tui.locales.fields import CIVILITIES
from rdv_tui.locales.screens import LANGUAGES
from rdv_tui.services.delivery import delivery


def appointment_object(appointment: Appointment) -> dict[str, object]:
    """Return an appointment for programs: its own fields, then the applicant's, in one object."""
    return {
        "reference": appointment.reference,
        "status": appointment.status.value,
        "start": appointment.start,
        "counter": appointment.counter,
        "channel": appointment.channel.value,
        **asdict(appointment.applicant),
        "birth_date": appointment.applicant.birth_date.isoformat(),
    }


def appointment_result(appointment: Appointment, done: str) -> CliResult:
    """Return an appointment as the answer of a command that did something to it."""
    return CliResult(
        appointment_object(appointment), lambda: [done, *appointment_lines(appointment)]
    )


def appointment_lines(appointment: Appointment) -> list[str]:
    """Return an appointment as plain lines, one fact a line, for eyes and for screen readers."""
    person = appointment.applicant
    known = catalogue.situations()
    countries = catalogue.country_names()
    counter = cli_fr.RECEPTION if appointment.counter is None else str(appointment.counter)
    facts = {
        "reference": appointment.reference,
        "status": cli_fr.STATUSES[appointment.status.value],
        "start": moment(appointment.start),
        "counter": counter,
        "channel": cli_fr.CHANNELS[appointment.channel.value],
        "family_name": written_family(person.family_name),
        "given_names": written_given(person.given_names),
        "birth_date": birth_date(person.birth_date),
        "nationality": countries.get(person.nationality, person.nationality),
        "foreign_resident_number": group_digits(person.foreign_resident_number),
        "situation": known.situation(person.situation).label,
        "permit_kind": known.permit_kind(person.permit_kind).label,
        "permit_expires": plain_date(person.permit_expires),
        "home": " ".join(filter(None, (person.address, person.postal_code, person.commune))),
        "email": person.email or "",
        "phone": group_phone(person.phone or ""),
        "language": LANGUAGES.get(person.language, person.language),
        "common_name": written_family(person.common_name or ""),
        "civility": CIVILITIES.get(person.civility or "", ""),
    }
    return [f"{cli_fr.APPOINTMENT[name]} : {fact}" for name, fact in facts.items() if fact]


def written(document: bytes, output: str, words: str) -> CliResult:
    """Write a document to the file `output`, or to standard output; `words` tell the file."""
    if output == STANDARD_OUTPUT:
        return CliResult({}, list, raw=document)
    file = str(delivery.write_document(document, Path(output)))
    return CliResult({"file": file}, lambda: [words.format(file=file)])


def slot_lines(slots: Sequence[Slot]) -> list[str]:
    """Return slots as plain lines: each day in words, then its hours."""
    if not slots:
        return [cli_fr.NO_SLOT]
    lines: list[str] = []
    day: date | None = None
    for slot in slots:
        if slot.start.date() != day:
            day = slot.start.date()
            lines.append(long_date(day))
        lines.append(f"  {slot.start:%H:%M} : {cli_fr.free(slot.free, slot.capacity)}")
    return lines

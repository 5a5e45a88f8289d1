"""The commands on searches that found no slot: certify one, list them."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rdv_tui.cli.arguments import OptionReader
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import STANDARD_OUTPUT, CliResult, listing, refuse_two_documents
from rdv_tui.cli.session import open_desk
from rdv_tui.domain.names import clean_text
from rdv_tui.domain.problems import InvalidFields
from rdv_tui.errors import UsageError
from rdv_tui.locales import cli as cli_fr
from rdv_tui.locales.booking import certificate as certificate_fr
from rdv_tui.locales.dates import short_moment
from rdv_tui.locales.fields import sentence
from rdv_tui.services import reading
from rdv_tui.services.booking import failed_searches as failed_searches_service
from rdv_tui.services.delivery import delivery

if TYPE_CHECKING:
    from rdv_tui.domain.failed_search import FailedSearch, WeekCount
    from rdv_tui.services.desk import Desk

_DAYS = 28
_MAX_DAYS = 3660


def certificate(  # noqa: PLR0913 - each is an option
    context: typer.Context,
    number: Annotated[str, typer.Argument(help=certificate_fr.NUMBER_HELP, metavar="NUMÉRO")] = "",
    *,
    situation: Annotated[
        str | None, typer.Option(help=certificate_fr.SITUATION_HELP, metavar="CODE")
    ] = None,
    family_name: Annotated[
        str, typer.Option(help=certificate_fr.FAMILY_NAME_HELP, metavar="NOM")
    ] = "",
    given_names: Annotated[
        str, typer.Option(help=certificate_fr.GIVEN_NAMES_HELP, metavar="PRÉNOMS")
    ] = "",
    resident_number: Annotated[
        str, typer.Option(help=certificate_fr.RESIDENT_NUMBER_HELP, metavar="CHIFFRES")
    ] = "",
    expires: Annotated[
        str | None, typer.Option(help=certificate_fr.EXPIRES_HELP, metavar="DATE")
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", help=certificate_fr.OUTPUT_HELP, metavar="FICHIER"),
    ] = None,
) -> CliResult:
    """Certify for a person that no slot is free, or write the certificate of that number again."""
    options = context.ensure_object(Options)
    if bool(number) == (situation is not None):
        raise UsageError("wrong_usage", certificate_fr.NUMBER_OR_SITUATION, cli_fr.SEE_HELP)
    refuse_two_documents(output, as_json=options.as_json)
    reader = OptionReader()
    until = reader.day("--expires", expires)
    reader.refuse_wrong()
    typed = {
        "situation": situation or "",
        "family_name": family_name,
        "given_names": given_names,
        "foreign_resident_number": resident_number,
        "permit_expires": str(until or ""),
    }
    with open_desk(options) as desk:
        if situation is None:
            search = failed_searches_service.get(desk, number)
        else:
            search = _certified(desk, typed)
        document = failed_searches_service.certificate_pdf(desk, search.reference)
    if output == STANDARD_OUTPUT:
        return CliResult(None, list, raw=document)
    path = Path(output or certificate_fr.FILE_NAME.format(reference=search.reference))
    file = str(delivery.write_document(document, path))
    text = certificate_fr.WRITTEN.format(reference=search.reference, file=file)
    return CliResult({"number": search.reference, "file": file}, lambda: [text])


def _certified(desk: "Desk", typed: dict[str, str]) -> "FailedSearch":
    try:
        return failed_searches_service.certify(desk, typed)
    except InvalidFields as error:
        wrong = {field: sentence(field, what) for field, what in error.problems.items()}
        raise UsageError("invalid_fields", " ".join(wrong.values()), fields=wrong) from None


def searches(
    context: typer.Context,
    person: Annotated[
        list[str] | None, typer.Argument(help=certificate_fr.PERSON_HELP, metavar="PERSONNE")
    ] = None,
    *,
    first: Annotated[
        str | None, typer.Option("--from", help=certificate_fr.FROM_HELP, metavar="DATE")
    ] = None,
    days: Annotated[str, typer.Option("--days", help=cli_fr.SLOTS_DAYS, metavar="N")] = str(_DAYS),
) -> CliResult:
    """Answer the searches certified on some days, with their count by week, or to a person."""
    reader = OptionReader()
    start = reader.day("--from", first)
    count = reader.count("--days", days, _MAX_DAYS)
    reader.refuse_wrong()
    with open_desk(context.ensure_object(Options)) as desk:
        if person:
            text = " ".join(person)
            named = failed_searches_service.of_person(desk, text)
            reading.note(desk, "list_searches", people=len(named))
            nobody = certificate_fr.NOBODY.format(person=clean_text(text))
            return listing(named, _object, partial(_line, desk), nobody)
        begin = start or desk.clock.today() - timedelta(days=count - 1)
        end = begin + timedelta(days=count - 1)
        found = failed_searches_service.list_searches(desk, begin, end)
        weeks = failed_searches_service.count_by_week(desk, begin, end)
        reading.note_many(desk, sum(one.holder is not None for one in found))
    return CliResult([_object(one) for one in found], lambda: _lines(desk, found, weeks))


def _object(search: "FailedSearch") -> dict[str, object]:
    return {
        "number": search.reference,
        "searched_at": search.searched_at,
        "situation": search.situation,
        "first": search.first,
        "last": search.last,
        "holder": search.holder,
        "foreign_resident_number": search.foreign_resident_number,
        "fact": search.fact.value,
    }


def _lines(desk: "Desk", found: "list[FailedSearch]", weeks: "list[WeekCount]") -> list[str]:
    lines = [_line(desk, one) for one in found]
    counts = [
        certificate_fr.WEEK.format(monday=f"{one.monday:%d/%m/%Y}", count=one.count)
        for one in weeks
    ]
    return [*(lines or [certificate_fr.NONE]), certificate_fr.WEEKS, *counts]


def _line(desk: "Desk", search: "FailedSearch") -> str:
    return certificate_fr.LINE.format(
        reference=search.reference,
        at=short_moment(desk.clock.wall(search.searched_at)),
        situation=search.situation,
        holder=search.holder or certificate_fr.UNNAMED,
    )

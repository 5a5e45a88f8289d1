"""`check`: may this person book, and until when."""

from typing import Annotated

import typer

from rdv_tui.cli.arguments import OptionReader
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult
from rdv_tui.cli.session import read_context
from rdv_tui.locales import cli as cli_fr
from rdv_tui.services.booking import eligibility


def check(
    context: typer.Context,
    *,
    situation: Annotated[
        str | None, typer.Option(help=cli_fr.SITUATION_NEEDED, metavar="CODE")
    ] = None,
    expires: Annotated[str | None, typer.Option(help=cli_fr.EXPIRES, metavar="DATE")] = None,
    kind: Annotated[str | None, typer.Option(help=cli_fr.KIND, metavar="CODE")] = None,
    postal_code: Annotated[
        str | None, typer.Option(help=cli_fr.POSTAL_CODE, metavar="84000")
    ] = None,
    slot: Annotated[str | None, typer.Option(help=cli_fr.CHECK_SLOT, metavar="DATE")] = None,
) -> CliResult:
    """Answer whether this person may book today; whatever the verdict, the command succeeds."""
    reader = OptionReader()
    code = reader.given("--situation", situation)
    expiry = reader.day("--expires", reader.given("--expires", expires))
    start = reader.moment("--slot", slot)
    reader.postal_code("--postal-code", postal_code)
    reader.refuse_wrong()
    read = read_context(context.ensure_object(Options))
    if kind and code:
        eligibility.refuse_kind(code, kind)
    finding = eligibility.evaluate(
        read.office,
        read.clock.today(),
        situation=code,
        permit_kind=kind,
        expires=expiry,
        postal_code=postal_code,
        slot=start.date() if start else None,
    )
    assert finding is not None  # the situation and the date decide
    verdict = finding.verdict
    data = {
        "verdict": verdict.code.value,
        "opens": verdict.opens,
        "closes": verdict.closes,
        "covered_until": verdict.covered_until,
        "file_from": verdict.file_from,
        "file_until": verdict.file_until,
        "warnings": [{"code": code, "message": message} for code, message in finding.warnings],
        "message": finding.message,
    }
    return CliResult(data, lambda: [finding.message, *(message for _, message in finding.warnings)])

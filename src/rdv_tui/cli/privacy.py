"""What is kept of people: erasing it in time, giving it out, erasing one person, an objection."""

from typing import Annotated

import typer

from rdv_tui.cli.forms import written
from rdv_tui.cli.french import FrenchCommand, group_of
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult, refuse_two_documents
from rdv_tui.cli.session import open_desk
from rdv_tui.locales.office import privacy as privacy_fr
from rdv_tui.services.office import personal_data, purge as purge_service

app = group_of("privacy")

Number = Annotated[str, typer.Argument(help=privacy_fr.NUMBER, metavar="NUMÉRO")]
Reason = Annotated[str, typer.Option(help=privacy_fr.REASON, metavar="TEXTE")]


@app.command(cls=FrenchCommand, help=privacy_fr.PURGE)
def purge(
    context: typer.Context,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=privacy_fr.DRY_RUN)] = False,
) -> CliResult:
    """Erase everybody whose time is over, or say what would go."""
    with open_desk(context.ensure_object(Options)) as desk:
        done = purge_service.preview(desk) if dry_run else purge_service.purge(desk)
    counts, files = done.overdue.counts, [str(path) for path in done.files]
    template = privacy_fr.WOULD_GO if dry_run else privacy_fr.GONE

    def lines() -> list[str]:
        if not done:
            return [privacy_fr.NOTHING_OVERDUE]
        words = privacy_fr.purge_words(counts, len(files))
        left = [] if done.is_clean else [privacy_fr.NOT_CLEAN]
        names = map(privacy_fr.file_line, done.files)
        return [privacy_fr.before_words(template, done.before), *words, *names, *left]

    answer = {"before": done.before, "erased": counts, "files": files, "clean": done.is_clean}
    if dry_run:
        answer = {"before": done.before, "would_erase": counts, "files": files}
    return CliResult(answer, lines)


@app.command(cls=FrenchCommand, help=privacy_fr.EXPORT)
def export(
    context: typer.Context,
    number: Number,
    *,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", help=privacy_fr.EXPORT_OUTPUT, metavar="FICHIER"),
    ] = None,
) -> CliResult:
    """Give out all that is held on a person."""
    options = context.ensure_object(Options)
    refuse_two_documents(output, as_json=options.as_json)
    with open_desk(options) as desk:
        if options.as_json:
            found = personal_data.export(desk, number)
            return CliResult(found, list)
        document = personal_data.export_pdf(desk, number)
    file = output or privacy_fr.EXPORT_FILE.format(number=number.replace(" ", "")[-4:])
    return written(document, file, privacy_fr.EXPORTED)


@app.command(cls=FrenchCommand, help=privacy_fr.ERASE)
def erase(
    context: typer.Context,
    number: Number,
    *,
    reason: Reason,
    cancel: Annotated[bool, typer.Option("--cancel", help=privacy_fr.CANCEL)] = False,
) -> CliResult:
    """Erase a person before the time."""
    with open_desk(context.ensure_object(Options)) as desk:
        gone = personal_data.erase(desk, number, reason, cancel=cancel)
    words = ", ".join(privacy_fr.purge_words(gone, 0))
    return CliResult({"erased": gone}, lambda: [privacy_fr.ERASED.format(what=words)])


@app.command(cls=FrenchCommand, help=privacy_fr.OPPOSE)
def oppose(
    context: typer.Context,
    number: Number,
    *,
    reason: Reason,
) -> CliResult:
    """Write a person's objection down."""
    with open_desk(context.ensure_object(Options)) as desk:
        personal_data.oppose(desk, number, reason)
    return CliResult({"ok": True}, lambda: [privacy_fr.OPPOSED])

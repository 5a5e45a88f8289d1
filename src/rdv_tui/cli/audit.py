"""The audit: who did what, whether it is still what was written, and its end to keep outside."""

import json
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from rdv_tui.cli.arguments import OptionReader
from rdv_tui.cli.french import FrenchCommand, group_of
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult, listing
from rdv_tui.cli.session import open_desk
from rdv_tui.locales.booking import history as history_fr
from rdv_tui.locales.office import audit as audit_fr
from rdv_tui.services.office import audit_trail

if TYPE_CHECKING:
    from rdv_tui.services.desk import Desk
    from rdv_tui.store.stored import StoredAct

_DAMAGED = 4

app = group_of("audit")


@app.command(cls=FrenchCommand, help=audit_fr.SHOW)
def show(
    context: typer.Context,
    person: Annotated[
        str | None,
        typer.Argument(help=audit_fr.PERSON, metavar="PERSONNE", show_default=False),
    ] = None,
    *,
    agent: Annotated[str | None, typer.Option(help=audit_fr.AGENT, metavar="AGENT")] = None,
    day: Annotated[str | None, typer.Option(help=audit_fr.DAY, metavar="DATE")] = None,
) -> CliResult:
    """List what was done to a person, by an agent, on a day."""
    reader = OptionReader()
    wanted = reader.day("--day", day)
    reader.refuse_wrong()
    with open_desk(context.ensure_object(Options)) as desk:
        found = audit_trail.show(desk, person, agent, wanted)
    return listing(found, _object, partial(_line, desk), audit_fr.NONE)


@app.command(cls=FrenchCommand, help=audit_fr.VERIFY)
def verify(
    context: typer.Context,
    anchor: Annotated[str | None, typer.Option(help=audit_fr.ANCHOR, metavar="EMPREINTE")] = None,
) -> CliResult:
    """Follow the chain of the audit; exit 4 when a line is not what was written."""
    with open_desk(context.ensure_object(Options), asks=False) as desk:
        found = audit_trail.verify(desk, anchor)
    head, problems = found.head, list(found.problems)
    answer = {"ok": not problems, "lines": head.lines, "head": head.digest, "problems": problems}
    note = audit_fr.WITHOUT_ANCHOR if anchor is None else audit_fr.ANCHOR_FOUND
    good = [audit_fr.SOUND.format(lines=head.lines, digest=head.digest), note]
    return CliResult(
        answer,
        lambda: [audit_fr.BROKEN, *problems] if problems else good,
        exit_code=_DAMAGED if problems else 0,
    )


@app.command(cls=FrenchCommand, help=audit_fr.HEAD)
def head(context: typer.Context) -> CliResult:
    """Write the end of the chain on one line."""
    with open_desk(context.ensure_object(Options), asks=False) as desk:
        end, now, store = audit_trail.get_head(desk), desk.clock.local(), desk.store.place
    line = audit_fr.head_line(now, store, end.lines, end.digest)
    return CliResult({"lines": end.lines, "head": end.digest}, lambda: [line])


def _object(act: "StoredAct") -> dict[str, object]:
    return {
        "id": act.id,
        "at": act.at,
        "agent": act.agent,
        "station": act.station,
        "action": act.action,
        "reference": act.reference,
        "authorised_by": act.authorised_by,
        "before": json.loads(act.before) if act.before else None,
        "after": json.loads(act.after) if act.after else None,
    }


def _line(desk: "Desk", act: "StoredAct") -> str:
    before, after = (json.loads(side) if side else {} for side in (act.before, act.after))
    by = audit_fr.ALLOWED_BY.format(act.authorised_by) if act.authorised_by else ""
    return audit_fr.LINE.format(
        id=act.id,
        at=audit_fr.moment_words(desk.clock.wall(act.at)),
        agent=act.agent,
        action=history_fr.sentence(act.action, before, after),
        reference=audit_fr.REFERENCE.format(act.reference) if act.reference else "",
        by=by,
    )

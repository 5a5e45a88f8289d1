"""`guide`: which situation a request in plain words leads to."""

from typing import Annotated

import typer

from rdv_tui import catalogue
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult
from rdv_tui.cli.session import read_context
from rdv_tui.domain.guide_search import GuideResult
from rdv_tui.locales.booking import guide as guide_fr


def guide(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(help=guide_fr.WORDS_HELP, metavar="MOTS")],
) -> CliResult:
    """Answer the situations that the words lead to, the likeliest first."""
    read_context(context.ensure_object(Options))
    result = catalogue.guide_index().search(" ".join(words))
    data = {
        "situations": [
            {"code": one.code, "channel": one.route.value, "label": one.label}
            for one in result.situations
        ],
        "unknown_words": list(result.unknown),
        "meant": dict(result.meant),
        "sure": result.is_sure,
        "message": guide_fr.remark(result),
    }
    return CliResult(data, lambda: _lines(result))


def _lines(result: GuideResult) -> list[str]:
    lines = [
        f"{guide_fr.CHANNELS_SHORT[one.route]:<9} {one.code:<26} {one.label}"
        for one in result.situations
    ]
    return list(filter(None, [guide_fr.remark(result), *lines]))

"""Reads the line, runs one command, and answers; the only place that catches all.

Must start without Textual and without SQLAlchemy: `--version` and `--help` answer at once.
"""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer
from typer.main import get_command

from rdv_tui.cli.french import in_french
from rdv_tui.cli.line import app
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import (
    CliResult,
    drop_output,
    output_errors,
    use_utf8,
    write_error,
    write_result,
    write_warning,
)
from rdv_tui.cli.words import normalise_print, take_json
from rdv_tui.errors import RdvError
from rdv_tui.terminal import crash

if TYPE_CHECKING:
    from rdv_tui.settings import Voucher

INTERRUPTED = 130
READER_GONE = 141


def run_line(line: Sequence[str], voucher: "Voucher | None" = None) -> int:
    """Run the words of a command line (without the program's name) and return its exit code.

    `voucher` is who sits at a browser, for the desk.
    """
    use_utf8()
    words, as_json = take_json(line)
    options = Options(as_json=as_json, voucher=voucher)
    try:
        with output_errors():
            return _run(normalise_print(words), options)
    except RdvError as error:
        write_error(error, as_json=as_json, warning=options.warning)
        return error.exit_code
    except typer.TyperException as error:
        usage = in_french(error)
        write_error(usage, as_json=as_json)
        return usage.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        # The reader left (`rdv-tui slots | head -1`): say nothing, and nothing at exit either.
        drop_output()
        return READER_GONE
    except Exception as fault:  # noqa: BLE001  (nobody is shown a traceback)
        broken = crash.as_error(fault)
        write_error(broken, as_json=as_json, warning=options.warning)
        return broken.exit_code


def _run(words: list[str], options: Options) -> int:
    command = get_command(app)
    result = command.main(args=words, prog_name="rdv-tui", standalone_mode=False, obj=options)
    if isinstance(result, CliResult):
        write_result(result, as_json=options.as_json)
        if options.warning:
            write_warning(options.warning, as_json=options.as_json)
        return result.exit_code
    sys.stdout.flush()
    return result if isinstance(result, int) else 0

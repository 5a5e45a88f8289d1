"""The command line: thin commands beside the screens, for cron, scripts and plain terminals."""

from rdv_tui.cli.fast_path import main

__all__ = ["main"]

"""`python -m rdv_tui` is `rdv-tui`."""

from rdv_tui.cli import main

if __name__ == "__main__":
    raise SystemExit(main())

"""Run a command on the wheel as it is installed, instead of the tree.

    python tools/on_wheel.py COMMAND ARGUMENT …

The wheel is built, unpacked into a folder of its own and found before the tree by every program
that the command starts. RDV_TEST_INSTALLED tells the tests where it must come from.
"""

import compileall
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from build_package import build


def main() -> int:
    """Return the command's exit code."""
    with TemporaryDirectory(prefix="rdv-tui-wheel-") as name:
        site = Path(name) / "site"
        _, wheel = build(Path(name))
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(site)
        compileall.compile_dir(site, quiet=1)
        environ = {**os.environ, "PYTHONPATH": str(site), "RDV_TEST_INSTALLED": str(site)}
        return subprocess.run(sys.argv[1:], env=environ, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

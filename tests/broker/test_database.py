"""The broker on a PostgreSQL server: the hall's programs need no login there."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy import NullPool, create_engine, text

from rdv_tui.store.engine import open_store
from tests.broker.service import Service, booked
from tests.engines import empty_schema, postgresql_only
from tests.programs import NOW

pytestmark = postgresql_only


def test_a_kiosk_books_and_a_display_looks_through_it(tmp_path: Path) -> None:
    with empty_schema() as address:
        service = Service(address, tmp_path / "broker")
        service.prepare()
        words = ["-m", "rdv_tui", "--now", NOW, "store", "sample", address]
        subprocess.run([sys.executable, *words], env=service.environment, check=True)
        service.enrol("Borne 1")
        service.enrol("Écran", "--display")
        service.start()
        with service.leaving:
            kiosk = service.kiosk()
            reference = booked(kiosk)
            kiosk.print_letter()
            assert service.display().get_board().waiting >= 0
            assert service.command("show", reference)["channel"] == "kiosk"
            service.command("kiosk", "disable", "Borne 1")
            assert not kiosk.is_enabled()
        assert len(list(service.printed.glob("*.pdf"))) == 1
        assert service.end() == 0


def test_a_login_to_which_nobody_gave_anything_reads_nothing_of_the_store() -> None:
    """What an account of the hall could do there if somebody let it in by mistake."""
    with empty_schema() as address:
        open_store(address).close()
        engine = create_engine(address, poolclass=NullPool)
        with engine.connect() as connection:
            connection.execute(text("CREATE ROLE rdvborne LOGIN"))  # gone with the transaction
            tables = connection.execute(RIGHTS).all()
            assert {name for name, _ in tables} >= {"appointment", "audit", "device"}
            assert [name for name, may in tables if may] == []
            schema = "SELECT has_schema_privilege('rdvborne', current_schema(), 'USAGE')"
            assert not connection.execute(text(schema)).scalar_one()


RIGHTS = text(
    "SELECT relname, has_table_privilege('rdvborne', oid, 'SELECT, INSERT, UPDATE, DELETE')"
    " FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
    " AND relkind IN ('r', 'v', 'p')"
)

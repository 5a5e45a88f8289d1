"""The broker on a PostgreSQL server: the hall's programs need no login there."""

import subprocess
import sys
from pathlib import Path

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

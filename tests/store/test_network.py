"""Which folders are on a network, by Linux's own mount table."""

from pathlib import Path

import pytest

from rdv_tui.errors import StoreError
from rdv_tui.store import network
from rdv_tui.store.engine import open_store
from rdv_tui.store.network import mount_table, network_kind

TABLE = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:40 / /srv/partage rw - nfs4 serveur:/export rw,vers=4.2
31 22 0:41 / /mnt/Mes\\040documents rw - cifs //serveur/docs rw
32 22 0:42 / /home/agent/distant rw - fuse.sshfs agent@serveur: rw
33 30 254:1 / /srv/partage/local rw - xfs /dev/vdb rw
34 22 0:43 / /mnt/c rw - 9p C:\\134 rw,dirsync,aname=drvfs;path=C:\\;uid=0
35 22 0:44 / /conteneur rw - 9p none rw,trans=fd
36 22 0:45 / /pile rw - ext4 /dev/vdc rw
37 36 0:46 / /pile rw - smb3 //serveur/pile rw
une ligne que personne ne comprend
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/rdv/rdv.db", None),
        ("/srv/partage/rdv.db", "nfs4"),
        ("/srv/partagé/rdv.db", None),
        ("/srv/partage/local/rdv.db", None),
        ("/mnt/Mes documents/a/rdv.db", "cifs"),
        ("/home/agent/distant/rdv.db", "fuse.sshfs"),
        ("/mnt/c/rdv.db", "9p"),
        ("/conteneur/rdv.db", None),
        ("/pile/rdv.db", "smb3"),
    ],
)
def test_deepest_and_last_mount_decides(path: str, kind: str | None) -> None:
    assert network_kind(Path(path), TABLE) == kind


def test_without_a_mount_table_only_a_server_name_tells() -> None:
    assert network_kind(Path("/srv/partage/rdv.db"), "") is None
    assert network_kind(Path("\\\\serveur\\partage\\rdv.db"), "") == "smb"


def test_this_machine_has_a_mount_table_that_is_read() -> None:
    assert network_kind(Path("/proc/self"), mount_table()) is None


def test_store_on_a_network_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = f"40 22 0:50 / {tmp_path.resolve()} rw - nfs serveur:/export rw\n"
    monkeypatch.setattr(network, "mount_table", lambda: TABLE + line)
    with pytest.raises(StoreError) as caught:
        open_store(str(tmp_path / "rdv.db"))
    assert caught.value.code == "store_on_network"
    assert "nfs" in caught.value.message
    assert not list(tmp_path.iterdir())

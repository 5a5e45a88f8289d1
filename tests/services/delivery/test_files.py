"""Where a document goes: beside and renamed, into what is no file, through links; never half."""

import os
import stat
import threading
from pathlib import Path

import pytest

from rdv_tui.errors import OutputError
from rdv_tui.services.delivery.delivery import write_document

LETTER = b"%PDF-1.7 " + bytes(200_000)


def test_a_file_is_replaced_whole_and_private(tmp_path: Path) -> None:
    path = tmp_path / "dossier" / "lettre.pdf"
    write_document(LETTER, path)
    write_document(LETTER[:10], path)
    assert path.read_bytes() == LETTER[:10]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["lettre.pdf"]


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    path, read = tmp_path / "tuyau", []
    os.mkfifo(path)
    reader = threading.Thread(target=lambda: read.append(path.read_bytes()), daemon=True)
    reader.start()
    write_document(LETTER, path)
    reader.join(10)
    assert read == [LETTER]
    assert path.is_fifo()


@pytest.mark.parametrize("steps", [1, 3])
def test_a_link_is_followed(steps: int, tmp_path: Path) -> None:
    kept = tmp_path / "archives"
    kept.mkdir()
    (kept / "lettre.pdf").write_bytes(b"")
    last = kept / "lettre.pdf"
    for step in range(steps):
        link = tmp_path / f"lien{step}.pdf"
        link.symlink_to(last)
        last = link
    write_document(LETTER, last)
    assert last.is_symlink()
    assert (kept / "lettre.pdf").read_bytes() == LETTER


def test_a_link_that_leads_nowhere_yet_makes_its_file(tmp_path: Path) -> None:
    link = tmp_path / "lien.pdf"
    link.symlink_to("archives/lettre.pdf")
    write_document(LETTER, link)
    assert link.is_symlink()
    assert (tmp_path / "archives" / "lettre.pdf").read_bytes() == LETTER


def test_a_full_device_is_told_and_stays_what_it_is(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no full device here")
    before = full.stat()
    link = tmp_path / "plein"
    link.symlink_to(full)
    for path in (full, link):
        with pytest.raises(OutputError) as caught:
            write_document(LETTER, path)
        assert caught.value.code == "file_failed"
    assert (full.stat().st_ino, full.stat().st_rdev) == (before.st_ino, before.st_rdev)


def test_a_folder_and_a_circle_of_links_are_told(tmp_path: Path) -> None:
    circle = tmp_path / "cercle"
    circle.symlink_to(circle)
    for path in (tmp_path, circle):
        with pytest.raises(OutputError):
            write_document(LETTER, path)

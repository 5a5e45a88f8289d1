"""Reading a PDF back with the programs that people have: poppler's and zbar's."""

import subprocess
import unicodedata
from pathlib import Path


def _run(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def text(path: Path, page: int | None = None) -> str:
    """Return the text of the file, or of one page, as pdftotext reads it."""
    pages = ["-f", str(page), "-l", str(page)] if page else []
    return _run(["pdftotext", *pages, "-enc", "UTF-8", str(path), "-"])


def prose(path: Path, page: int | None = None) -> str:
    """Return the same on one line, with plain spaces and apostrophes, to look for sentences in."""
    plain = unicodedata.normalize("NFC", text(path, page)).replace("’", "'")
    return " ".join(plain.replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ").split())


def letters(text: str) -> str:
    """Return the letters and digits of `text` alone: what parts them moves with the direction."""
    return "".join(filter(str.isalnum, text))


def fonts(path: Path) -> list[dict[str, str]]:
    """Return one row a font: name, emb, uni, as pdffonts tells."""
    rows = _run(["pdffonts", str(path)]).splitlines()[2:]
    found = []
    for row in rows:
        fields = row.split()
        found.append({"name": fields[0], "emb": fields[-5], "uni": fields[-3]})
    return found


def codes(path: Path, folder: Path, page: int = 1) -> list[str]:
    """Return what the bar codes of a page say, printed at 150 dpi and read by zbarimg."""
    picture, pages = folder / "page", ["-f", str(page), "-l", str(page)]
    command = ["pdftoppm", *pages, "-r", "150", "-gray", "-png", "-singlefile"]
    _run([*command, str(path), str(picture)])
    return _run(["zbarimg", "-q", "--raw", f"{picture}.png"]).split()

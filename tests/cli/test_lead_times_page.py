"""`lead-times --html`: a page for the public, whole, dated, without anything from outside.

An HTML parser and these rules stand for a browser here: the page has no script, so that whatever
reads HTML shows all of it.
"""

from html.parser import HTMLParser
from pathlib import Path

from tests.cli.conftest import Run

VOID = frozenset({"meta", "br", "hr", "img", "link", "input"})


class Page(HTMLParser):
    """Reads a page, and keeps what it is made of; an end tag without its start is a fault."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page_of(at_desk: Run, tmp_path: Path) -> tuple[str, Page]:
    file = tmp_path / "delais.html"
    outcome = at_desk("lead-times", "--html", str(file))
    assert outcome.code == 0, outcome.err
    text = file.read_text(encoding="utf-8")
    return text, Page(text)


def test_the_page_is_whole_and_says_its_date(at_desk: Run, tmp_path: Path) -> None:
    text, page = page_of(at_desk, tmp_path)
    assert text.startswith("<!DOCTYPE html>")
    assert (page.faults, page.open) == ([], [])
    assert page.all("html") == [{"lang": "fr"}]
    assert [len(page.all(tag)) for tag in ("title", "h1", "main")] == [1, 1, 1]
    assert page.all("time")[0]["datetime"] == "2026-11-23T10:15"
    assert "lundi 23 novembre 2026 à 10\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}15" in text


def test_tables_can_be_read_aloud(at_desk: Run, tmp_path: Path) -> None:
    _, page = page_of(at_desk, tmp_path)
    assert len(page.all("caption")) == len(page.all("table")) == 2
    assert {one.get("scope") for one in page.all("th")} == {"row", "col"}


def test_nothing_comes_from_outside_and_nothing_runs(at_desk: Run, tmp_path: Path) -> None:
    text, page = page_of(at_desk, tmp_path)
    used = {tag for tag, _ in page.tags}
    assert not used & {"script", "link", "img", "iframe", "object", "form", "a", "base"}
    assert not {name for _, attributes in page.tags for name in attributes} & {"src", "href"}
    assert "//" not in text
    assert "url(" not in text
    assert "@import" not in text


def test_it_tells_what_the_command_tells(at_desk: Run, tmp_path: Path) -> None:
    _, page = page_of(at_desk, tmp_path)
    rows = at_desk("lead-times", "--json").answer
    assert isinstance(rows, list)
    told = [one["datetime"] for one in page.all("time")][1:]
    slots = [row[name] for row in rows for name in ("first", "third")]
    assert told == [slot for slot in slots if slot is not None]
    words = " ".join(page.words)
    assert all(row["label"][1:] in words for row in rows)


def test_json_and_a_page_on_one_output_are_two_documents(at_desk: Run) -> None:
    assert at_desk("lead-times", "--html", "-", "--json").code == 2

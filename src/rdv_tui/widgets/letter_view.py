"""A document as it will leave the printer, in text: read before and after it is printed."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static

from rdv_tui.documents.transcript import Page, Pages
from rdv_tui.locales.delivery import papers as papers_fr
from rdv_tui.text import plain
from rdv_tui.widgets.letter_lines import page_lines


class PageView(Static):
    """One page; it wraps to the width that it has."""

    def __init__(self, page: Page, number: int) -> None:
        super().__init__(classes="page")
        self._page, self._number = page, number

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """Return the number of lines in `width` cells."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Draw the page, under a rule that says where the one before it ends."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        lines = page_lines(self._page, width)
        if self._number == 1:
            return lines
        mark = papers_fr.PAGE_ENDS.format(page=self._number)
        return [Content.styled(mark.center(width, "─"), "$text-muted"), *lines]


class LetterView(VerticalScroll):
    """The pages of one document, with its title and the page in sight on its frame."""

    DEFAULT_CSS = """
    LetterView { border: round $edge; border-title-color: $foreground; padding: 0 1; }
    LetterView .page { height: auto; margin-right: 1; }
    """

    def __init__(self, title: str = papers_fr.LETTER, *, before: str = papers_fr.READING) -> None:
        super().__init__(can_focus=False)
        self._before = before
        self._title = title
        self._pages: Pages = ()
        self.border_title = title

    def compose(self) -> ComposeResult:
        """Say why there are no pages yet."""
        yield Static(plain(self._before, "$text-muted"), id="reading")

    async def show(self, pages: Pages) -> None:
        """Show other pages, from the first on; the same ones stay where they stand."""
        if pages == self._pages:
            return
        self._pages = pages
        await self.remove_children()
        await self.mount_all(PageView(page, number) for number, page in enumerate(pages, 1))
        self.scroll_home(animate=False)
        self._tell_page()

    async def fail(self, why: str) -> None:
        """Say why there are no pages."""
        self._pages = ()
        await self.remove_children()
        await self.mount(Static(plain(why, "$text-muted")))

    def turn(self) -> bool:
        """Go on by a screenful; False when the end was in sight already."""
        if self.scroll_offset.y >= self.max_scroll_y:
            return False
        below = self.scroll_offset.y + self.scrollable_content_region.height - 1
        self.scroll_to(y=below, animate=False)
        return True

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say which page is in sight."""
        super().watch_scroll_y(old_value, new_value)
        self._tell_page()

    def _tell_page(self) -> None:
        seen = [page for page in self.query(PageView) if _begins(page.virtual_region, self)]
        if self._pages:
            self.border_title = papers_fr.ON_SCREEN.format(
                title=self._title, page=max(1, len(seen)), pages=len(self._pages)
            )


def _begins(page: Region, view: LetterView) -> bool:
    """Say whether a page begins above the middle of what is in sight."""
    middle = view.scroll_offset.y + view.scrollable_content_region.height // 2
    return page.height > 0 and page.y <= middle  # one not laid out yet is nowhere

"""Under the calendar: the first free slots, what the day means for this person, or that none is."""

from datetime import time

from textual.content import Content

from rdv_tui.locales import screens as screen_fr
from rdv_tui.locales.booking import certificate as certificate_fr
from rdv_tui.locales.dates import plain_date, short_moment, spoken_hour
from rdv_tui.text import plain, warning_line
from rdv_tui.widgets.slot_board import SlotBoard


def facts_content(board: SlotBoard, warnings: tuple[str, ...], release: time) -> Content:
    """Return the facts; `warnings` are the sentences about the day under the cursor.

    `release` is the hour at which new days and cancelled places appear.
    """
    hour = spoken_hour(release)
    free = [slot.start for _, slot in zip(range(3), board.free(), strict=False)]
    if not free:
        return Content.assemble(
            plain(screen_fr.NO_SLOT_AT_ALL, "bold $text-error"),
            "\n",
            plain(screen_fr.NO_SLOT_ADVICE.format(hour=hour)),
            "\n",
            plain(certificate_fr.OFFER, "bold"),
        )
    facts = [screen_fr.FIRST_SLOTS.format(first=short_moment(free[0]))]
    if len(free) == 3:
        facts.append(screen_fr.THIRD_SLOT.format(third=short_moment(free[2])))
    lines = [plain("  ·  ".join(facts))]
    if warnings:
        lines += [warning_line(words) for words in warnings]
    else:
        last = plain_date(board.last_with_slots)
        lines.append(plain(screen_fr.ONLY_THESE.format(last=last, hour=hour), "$text-muted"))
    return Content("\n").join(lines)

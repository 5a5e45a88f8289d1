"""The verdict as it is shown: sign, sentence, what to know for the first free slot."""

from datetime import date
from textwrap import shorten

from textual.content import Content

from rdv_tui.domain.appointment import Slot
from rdv_tui.domain.overrides import Override
from rdv_tui.domain.permits import Verdict, VerdictCode
from rdv_tui.domain.situations import Situation
from rdv_tui.locales import screens as screen_fr
from rdv_tui.locales.booking.override import override_line
from rdv_tui.locales.dates import short_moment
from rdv_tui.services.booking.eligibility import Finding
from rdv_tui.text import plain, warning_line
from rdv_tui.widgets.frame import SIGNS, Level
from rdv_tui.widgets.scale import Mark

ONE_LINE = 72

LEVEL: dict[VerdictCode, Level] = {
    VerdictCode.BOOKABLE: "done",
    VerdictCode.TOO_EARLY: "waiting",
}
"""Every other verdict is a refusal."""


def window_marks(verdict: Verdict, expires: date, today: date) -> tuple[Mark, ...]:
    """Return the days between which the desk serves this permit, with today and the expiry."""
    if verdict.opens is None or verdict.closes is None:
        return ()
    return (
        Mark(today, "│", screen_fr.SCALE_TODAY, "$foreground"),
        Mark(expires, "■", screen_fr.SCALE_EXPIRES, "$foreground"),
        Mark(verdict.closes, "┤", screen_fr.SCALE_CLOSES),
        Mark(verdict.opens, "├", screen_fr.SCALE_OPENS),
    )


def verdict_content(
    finding: Finding | None,
    situation: Situation | None,
    first: Slot | None,
    override: Override | None = None,
    *,
    brief: bool = False,
) -> Content:
    """Return the verdict's lines; `first` is the first free slot, when it is known.

    `override` is the decision that lifts the verdict, if any. With it, `brief` shows one line of
    the decision and the gravest warning alone: the later steps show them all.
    """
    lines: list[Content] = []
    if finding is None:
        lines.append(plain(screen_fr.VERDICT_WAITING, "$text-muted"))
    else:
        sign, colour = SIGNS[LEVEL.get(finding.verdict.code, "refused")]
        style = f"bold {colour}"
        message = finding.message
        if override and brief:
            message = shorten(message, 2 * ONE_LINE, placeholder="…")
        lines.append(Content.assemble((f"{sign} ", style), plain(message, style)))
        if override:
            text = (
                shorten(override_line(override), ONE_LINE, placeholder="…")
                if brief
                else override_line(override)
            )
            lines.append(plain(f"▲ {text}", "bold $text-warning"))
        if (override or finding.verdict.code is VerdictCode.BOOKABLE) and first:
            lines.append(plain(screen_fr.FIRST_SLOTS.format(first=short_moment(first.start))))
        lines += [
            warning_line(sentence)
            for _, sentence in finding.warnings[-1 if override and brief else 0 :]
        ]
    if situation and not situation.verified:
        lines.append(plain(f"{situation.label} : {screen_fr.TO_CONFIRM}", "$text-muted"))
    return Content("\n").join(lines)

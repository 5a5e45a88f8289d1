"""What forms offer to choose from: situations and permits, searched as the guide searches."""

from collections.abc import Iterable, Sequence

from rdv_tui import catalogue
from rdv_tui.domain.guide_words import distance, folded_words, is_filler
from rdv_tui.domain.situations import Catalogue
from rdv_tui.locales import screens as screen_fr
from rdv_tui.locales.booking import guide as guide_fr
from rdv_tui.widgets.pick import Choice, Found


def situation_choices(known: Catalogue) -> list[Choice]:
    """Return the situations to choose from."""
    return [Choice(one.code, one.label) for one in known.situations]


def find_situations(choices: Sequence[Choice], typed: str) -> Found:
    """Find situations by the words that people say, as the guide (F6) does."""
    result = catalogue.guide_index().search(typed)
    by_code = {choice.code: choice for choice in choices}
    found = tuple(by_code[one.code] for one in result.situations if one.code in by_code)
    remark = guide_fr.remark(result)
    if result.is_vague and not found:
        return Found(tuple(choices), remark, is_sure=False)
    if not found:
        return Found((), f"{remark or guide_fr.NO_SITUATION} {guide_fr.SEE_GUIDE}")
    return Found(found, remark, is_sure=result.is_sure)


def kind_choices(known: Catalogue, situation: str) -> list[Choice]:
    """Return the permits that a person in `situation` (a code) may hold, all when it is unknown."""
    codes = {one.code: one.permit_kinds for one in known.situations}.get(situation)
    kinds = known.permit_kinds
    return [Choice(k.code, k.label, k.code) for k in kinds if codes is None or k.code in codes]


def find_kinds(choices: Sequence[Choice], typed: str) -> Found:
    """Find permits by their words and lengths: « 1 an » is one year, never ten."""
    wanted = [word for word in folded_words(typed) if not is_filler(word)] or folded_words(typed)
    ranked = []
    for order, choice in enumerate(choices):
        words = folded_words(choice.label, choice.words)
        far = [_nearest(word, words) for word in wanted]
        if far and None not in far:
            ranked.append((sum(d for d in far if d is not None), order, choice))
    found = tuple(choice for _, _, choice in sorted(ranked, key=lambda one: one[:2]))
    return Found(found, "" if found else screen_fr.NO_PERMIT)


def _nearest(word: str, words: Iterable[str]) -> int | None:
    return min((d for one in words if (d := distance(word, one)) is not None), default=None)

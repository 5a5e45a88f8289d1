"""What forms offer to choose from: situations, permits and countries, by the words people say."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from rdv_tui import catalogue
from rdv_tui.domain.guide_words import EXACT, INFLECTED, distance, folded_words, is_filler
from rdv_tui.domain.names import fold
from rdv_tui.domain.situations import Catalogue
from rdv_tui.locales import screens as screen_fr
from rdv_tui.locales.booking import guide as guide_fr
from rdv_tui.widgets.pick import Choice, Found, matching

_SPELT, _ALIKE = 4, 0.8
"""Letters from which a misspelt word is guessed, and how alike it must be (ratio)."""


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


def country_choices() -> list[Choice]:
    """Return the countries, each with its code, other names, and what its people are called."""
    words = catalogue.nationality_words()
    return [
        Choice(one.code, one.name, " ".join((one.code, *words.get(one.code, ()))))
        for one in catalogue.countries()
    ]


def find_countries(choices: Sequence[Choice], typed: str) -> Found:
    """Find countries by name, code or people: « Maroc », « MA », « marocaine ».

    What is misspelt lists what it looks like, and asks.
    """
    wanted = folded_words(typed)
    called = [choice for choice in choices if _is_called(choice, fold(typed))]
    beginning = matching(choices, typed)
    inflected = [one for one in choices if wanted and _has_words(one, wanted)]
    found = tuple(dict.fromkeys((*called, *beginning, *inflected)))
    if found:
        return Found(found)
    alike = sorted(
        (-ratio, order)
        for order, choice in enumerate(choices)
        if (ratio := _likeness(fold(typed), choice)) >= _ALIKE
    )
    if not alike:
        return Found(())
    near = tuple(choices[order] for _, order in alike)
    meant = guide_fr.MEANT.format(typed=f"« {typed.strip()} »", meant=f"« {near[0].label} »")
    return Found(near, meant, is_sure=False)


def _is_called(choice: Choice, typed: str) -> bool:
    """Say whether this is the country's whole name, its code or its people, in any gender."""
    names = (choice.code, choice.label, *catalogue.nationality_words().get(choice.code, ()))
    return any(distance(typed, fold(name)) in {EXACT, INFLECTED} for name in names)


def _has_words(choice: Choice, wanted: Iterable[str]) -> bool:
    words = folded_words(choice.label, choice.words)
    return all(_nearest(word, words) is not None for word in wanted)


def _likeness(typed: str, choice: Choice) -> float:
    """Return how alike the likest word of a choice is; the first letter is hardly ever wrong."""
    words = {fold(choice.label), *fold(f"{choice.label} {choice.words}").split()}
    return max(
        (
            SequenceMatcher(None, typed, word).ratio()
            for word in words
            if min(len(word), len(typed)) >= _SPELT and word[0] == typed[0]
        ),
        default=0.0,
    )


def _nearest(word: str, words: Iterable[str]) -> int | None:
    return min((d for one in words if (d := distance(word, one)) is not None), default=None)

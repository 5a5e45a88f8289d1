"""The words of a command line, put in the order that the parser of options understands."""

from collections.abc import Sequence

_TAKES_VALUE = frozenset({"-o", "--output"})


def take_json(words: Sequence[str]) -> tuple[list[str], bool]:
    """Return the words without `--json`, and whether it was there: it may stand anywhere."""
    kept: list[str] = []
    for index, word in enumerate(words):
        if word == "--":
            return kept + list(words[index:]), len(kept) < index
        if word != "--json":
            kept.append(word)
    return kept, len(kept) < len(words)


def normalise_print(words: Sequence[str]) -> list[str]:
    """Write `--print [PRINTER]` of `letter` as `--print` and `--printer PRINTER`.

    The word after `--print` is the printer's name, unless it is an option or the only word that
    can be the reference: `letter --print 7K4H-M2XA` prints that letter on the usual printer.
    """
    if "letter" not in words:
        return list(words)
    after = words.index("letter") + 1
    given = list(words[after:])
    settled = list(words[:after])
    for index, word in enumerate(given):
        name, equals, printer = word.partition("=")
        if name == "--print" and equals:
            settled += ["--print", "--printer", printer]
        elif index and given[index - 1] == "--print" and _names_a_printer(given, index):
            settled += ["--printer", word]
        else:
            settled.append(word)
    return settled


def _names_a_printer(given: Sequence[str], index: int) -> bool:
    if given[index].startswith("-"):
        return False
    return any(
        position != index
        and not word.startswith("-")
        and (position == 0 or given[position - 1] not in _TAKES_VALUE)
        for position, word in enumerate(given)
    )

"""How cases that drive the program find their way where it changed; executed beside their own.

The screens write a person's name as papers do (BENALI Samira), answers to programs as it was typed.
A case that looks on a screen for somebody whom `day` answered looks for the name as it is written.
"""

from collections.abc import Callable

Way = Callable[..., object]

_answer_before: Way = globals()["answer"]


def answer(*arguments: object, **options: object) -> object:
    """Return what a command answers, of `day` with names as the screens write them."""
    found = _answer_before(*arguments, **options)
    if arguments[:1] == ("day",) and isinstance(found, list):
        for one in found:
            one["family_name"] = str(one["family_name"]).upper()
    return found

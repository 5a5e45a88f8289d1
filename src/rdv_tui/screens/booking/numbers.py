"""The foreign resident number as it is shown to people."""


def grouped(number: str) -> str:
    """Write ten digits in groups that are easy to read aloud: `84 1234 5678`."""
    return f"{number[:2]} {number[2:6]} {number[6:]}"


def looks_odd(number: str) -> bool:
    """Say whether the first two digits are neither a department's (01–95, 97, 98) nor 99.

    Worth a second look, never a refusal: no rule of the number is public.
    """
    return not (1 <= int(number[:2]) <= 95 or number[:2] in {"97", "98", "99"})

"""Numbers as they are shown to people."""


def is_unusual(number: str) -> bool:
    """Say whether the first two digits are neither a department's (01–95, 97, 98) nor 99.

    Worth a second look, never a refusal: no rule of the number is public.
    """
    return not (1 <= int(number[:2]) <= 95 or number[:2] in {"97", "98", "99"})


def phone_words(number: str) -> str:
    """Write an E.164 number as people say it: French ones by pairs, others with their country."""
    import phonenumbers  # noqa: PLC0415  (heavy, and only wanted once a number is known)

    parsed = phonenumbers.parse(number)
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(
        parsed, form.NATIONAL if parsed.country_code == 33 else form.INTERNATIONAL
    )

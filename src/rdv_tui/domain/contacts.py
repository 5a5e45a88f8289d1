"""E-mail and telephone: read when given, never asked for at any price."""

from rdv_tui.domain.names import ascii_digits, clean_text
from rdv_tui.domain.problems import WrongValue


def parse_email(text: str) -> str | None:
    """Return the address in its normal form, None when nothing was typed; no network is asked.

    Raises WrongValue `not_an_email`.
    """
    typed = clean_text(text)
    if not typed:
        return None
    # Imported here: it costs time that opening the desk does not have.
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    try:
        return validate_email(typed, check_deliverability=False).normalized
    except EmailNotValidError:
        raise WrongValue("not_an_email") from None


def parse_phone(text: str) -> str | None:
    """Return the number as E.164 (« +33612345678 »), None when nothing was typed.

    Numbers without a country code are French. Only impossible numbers are refused: whole ranges
    in use are unknown to the lists of assigned ones. Raises WrongValue `not_a_phone`.
    """
    typed = ascii_digits(clean_text(text))
    if not typed:
        return None
    # Imported here: it costs time that opening the desk does not have.
    import phonenumbers  # noqa: PLC0415

    try:
        number = phonenumbers.parse(typed, "FR")
    except phonenumbers.NumberParseException:
        raise WrongValue("not_a_phone") from None
    if not phonenumbers.is_possible_number(number):
        raise WrongValue("not_a_phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

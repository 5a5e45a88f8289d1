"""E-mail and telephone: read when given, never asked for at any price."""

from typing import TYPE_CHECKING

from rdv_tui.domain.names import ascii_digits, clean_text
from rdv_tui.domain.problems import WrongValue

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber


_FICTION = ("+3319900", "+3326191", "+3335301", "+3346571", "+3353649", "+3363998")


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


def ascii_address(address: str) -> str:
    """Return the address with its domain as the network knows it (IDNA 2008).

    The same library reads what is typed: two of them disagree about what « faß.de » is, and the
    letter goes to a stranger. Raises ValueError for an address that is none.
    """
    # Imported here: it costs time that opening the desk does not have.
    from email_validator import validate_email  # noqa: PLC0415

    read = validate_email(address, check_deliverability=False)
    return f"{read.local_part}@{read.ascii_domain}"


def parse_phone(text: str) -> str | None:
    """Return the number as E.164 (« +33612345678 »), None when nothing was typed.

    Numbers without a country code are French. Only impossible numbers are refused: whole ranges
    in use are unknown to the lists of assigned ones (`is_doubtful_phone` says so). Raises
    WrongValue `not_a_phone`.
    """
    typed = ascii_digits(clean_text(text))
    if not typed:
        return None
    if any(sign.isalpha() for sign in typed):  # the library would read letters as keys
        raise WrongValue("not_a_phone")
    # Imported here: it costs time that opening the desk does not have.
    import phonenumbers  # noqa: PLC0415

    try:
        number = phonenumbers.parse(typed, "FR")
    except phonenumbers.NumberParseException:
        raise WrongValue("not_a_phone") from None
    if not phonenumbers.is_possible_number(number) or _keeps_trunk_zero(number):
        raise WrongValue("not_a_phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_doubtful_phone(number: str) -> bool:
    """Tell whether an E.164 number is in no range known to be in use: to be read again aloud.

    Those that Arcep reserves for fiction are nobody's on purpose: samples and training use them.
    """
    import phonenumbers  # noqa: PLC0415

    known = phonenumbers.is_valid_number(phonenumbers.parse(number))
    return not known and not number.startswith(_FICTION)


def _keeps_trunk_zero(number: "PhoneNumber") -> bool:
    """Tell whether the zero dialled at home stayed in: then a digit is missing behind it."""
    import phonenumbers  # noqa: PLC0415

    region = phonenumbers.region_code_for_country_code(number.country_code or 0)
    known = phonenumbers.PhoneMetadata.metadata_for_region(region)
    trunk_zero = known is not None and known.national_prefix == "0"
    return trunk_zero and phonenumbers.national_significant_number(number).startswith("0")

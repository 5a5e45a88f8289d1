"""What the kiosk says in one language. Every sentence is one idea, of twelve words at most."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; `{…}` are filled in. Legal words stay French beside them."""

    code: str
    locale: str
    name: str
    steps: tuple[str, str, str, str, str]
    free: str
    free_help: str
    ask_language: str
    ask_erase: str
    call_agent: str
    agent_called: str
    agent_comes: str
    go_on: str
    back: str
    erase: str
    more_time: str
    please_wait: str
    still_there: str
    press_key: str
    else_erased: str
    time_left: str
    press_enter: str
    take_back: str
    notice_title: str
    notice: tuple[str, ...]
    understood: str
    ask_permit: str
    ask_nationality: str
    ask_ground: str
    ask_situation: str
    ask_kind: str
    other_answers: str
    first_answers: str
    ask_expiry: str
    date_hint: str
    ask_postal_code: str
    postal_hint: str
    not_here: str
    reasons: Mapping[str, str]
    print_sheet: str
    finish: str
    sheet_printed: str
    ask_slot: str
    ask_hour: str
    other_dates: str
    no_slot: str
    moment: str
    today: str
    tomorrow: str
    ask_code: str
    code_hint: str
    wrong_code: str
    wait_code: str
    ask_family_name: str
    ask_given_names: str
    given_names_hint: str
    ask_birth_date: str
    birth_hint: str
    ask_country: str
    country_hint: str
    ask_number: str
    number_hint: str
    ask_commune: str
    ask_phone: str
    phone_hint: str
    wrong: Mapping[str, str]
    check: str
    labels: tuple[str, str, str, str, str, str]
    confirm: str
    correct: str
    booked: str
    your_reference: str
    take_letter: str
    printer_failed: str
    slot_gone: str
    see_agent: str
    closed: str
    ask_at_desk: str
    none_of_these: str
    other_hours: str
    more_letters: str
    press_again: str
    understood_as: str
    parts_typed: str
    only_digits: str
    only_letters: str
    field_full: str
    tries_left: str
    again_in: str
    closes_in: str
    place_lost: str
    answers_kept: str
    look_again: str
    correct_what: str
    place_label: str
    situation_label: str
    kind_label: str
    permit_label: str
    print_again: str
    printed_enough: str
    keep_reference: str
    agent_prints: str
    permits: Mapping[str, str]
    nationalities: Mapping[str, str]
    grounds: Mapping[str, str]
    situations: Mapping[str, str]
    kinds: Mapping[str, str]
    places: Mapping[str, str]
    no_countries: Mapping[str, str]

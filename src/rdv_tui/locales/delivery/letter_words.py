"""What the letter's translation says, whatever the language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LetterWords:
    """One language. `name` is what French calls it; `locale` is Babel's."""

    name: str
    locale: str
    title: str
    binding: str
    person: str
    number: str
    reference: str
    counter: str
    reception: str
    ten_minutes: str
    in_person: str
    minor: str
    expires_before: str
    expired: str
    late_fee: str
    lateness_unclear: str
    proofs: str
    keep_proofs: str
    covered: str
    cover_over: str
    by_department: str
    not_named: str
    cover_unclear: str
    entry: str
    long_term: str
    booked_on: str
    no_permit: str
    receipt: str
    free: str
    keep: str
    cannot_come: str
    cancel_by: str
    cancel_soon: str
    documents: str
    documents_lead: str
    other_documents: str
    lodged: str
    fee: str
    fee_free: str
    fee_unknown: str
    nothing_before: str
    privacy: str
    objection: str
    moment: str = "{day}, {hour}"
    backwards: bool = False

"""What the rules decide, in plain French: what, why, what to do now."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from rdv_tui.domain.calendar import next_open_day
from rdv_tui.domain.geography import Department
from rdv_tui.domain.office import Office
from rdv_tui.domain.permit_kinds import Cover, PermitKind
from rdv_tui.domain.permits import (
    Caution,
    Verdict,
    VerdictCode,
    booking_window,
    cover_ends,
    filing_window,
)
from rdv_tui.domain.situations import Filing, Route, Situation
from rdv_tui.locales import law
from rdv_tui.locales.dates import moment, plain_date
from rdv_tui.locales.law_sentence import Law
from rdv_tui.locales.spacing import spaced

ONLINE_SITE = "https://administration-etrangers-en-france.interieur.gouv.fr"


def namesake(start: datetime, reference: str) -> str:
    """Say that somebody of these names and this birth date has an appointment already."""
    return spaced(
        f"Mêmes noms et même date de naissance, sous un autre numéro étranger : rendez-vous le "
        f"{moment(start)} (référence {reference}). Vérifiez le numéro."
    )


def verdict_sentence(  # noqa: PLR0913 - each is one of the things that it names
    verdict: Verdict,
    office: Office,
    *,
    today: date,
    situation: Situation | None = None,
    kind: PermitKind | None = None,
    expires: date | None = None,
    postal_code: str | None = None,
    home: Department | None = None,
) -> str:
    """Return the verdict and the law's own deadline. Never names the situation: it may be private.

    Sentences of law are those of `locales.law`; what is the booking module's own rule says so.
    """
    match verdict.code:
        case VerdictCode.BOOKABLE:
            lines = _bookable(verdict, office, situation, kind, expires, today)
        case VerdictCode.TOO_EARLY:
            lines = _too_early(verdict, office, situation, kind)
        case VerdictCode.TOO_LATE:
            lines = _too_late(office, kind)
        case VerdictCode.ONLINE:
            lines = _online(verdict, office, situation, kind, expires, today)
        case VerdictCode.BY_POST:
            lines = iter(
                ["Pas de rendez-vous : la demande se fait par courrier.", _advice(situation)]
            )
        case VerdictCode.ELSEWHERE:
            lines = _elsewhere(office, situation, postal_code, home)
    return spaced(" ".join(filter(None, lines)))


def _bookable(
    verdict: Verdict,
    office: Office,
    situation: Situation | None,
    kind: PermitKind | None,
    expires: date | None,
    today: date,
) -> Iterator[str]:
    """Say that one may book and which day is in time, then the cover and the module's last day."""
    in_time = verdict.file_until is not None and today <= verdict.file_until
    if situation is not None and situation.filing is Filing.ONLINE:
        yield _POSSIBLE
        yield _within(law.SUBSTITUTION, verdict, kind)
    elif in_time and verdict.file_from is None:
        yield _POSSIBLE
        yield law.RESIDENT_AT_ONCE.say()
    elif in_time and verdict.file_from is not None and verdict.file_until is not None:
        first = max(verdict.file_from, today)
        yield law.IN_TIME.say(first=first, last=verdict.file_until)
        yield _but_long_term(kind)
    else:
        yield _POSSIBLE
        if expires is not None and today > expires:
            yield _EXPIRED.format(day=plain_date(expires))
            late = situation is not None and situation.late_fee
            fee = office.rules.late_fee_eur
            yield law.LATE_FEE.say(fee=fee) if late else law.LATENESS_UNCLEAR.say()
    if verdict.covered_until is not None:
        yield cover_sentence(verdict.covered_until, today)
    yield _UNTIL.format(day=_day(verdict.closes))


_TOO_LATE = "Trop tard."
_POSSIBLE = "Rendez-vous possible."
_EXPIRED = "Le titre a expiré le {day}."
_UNTIL = "Le module prend les réservations jusqu'au {day} inclus."


def cover_sentence(until: date, today: date) -> str:
    """Say until when L.433-3 covers the permit, or that it does no more."""
    return law.COVERED.say(until=until) if today <= until else cover_over(until, today)


def _within(sentence: Law, verdict: Verdict, kind: PermitKind | None = None) -> str:
    delay = sentence.say(first=_day(verdict.file_from), last=_day(verdict.file_until))
    return f"{delay} {_but_long_term(kind)}".strip()


def _but_long_term(kind: PermitKind | None) -> str:
    """Leave out who may hold the permit as a long-term resident EU: R.431-5 is not theirs."""
    long_term = kind is not None and kind.long_term
    return law.NO_DELAY_FOR_LONG_TERM.say() if long_term else ""


def _too_early(
    verdict: Verdict, office: Office, situation: Situation | None, kind: PermitKind | None
) -> Iterator[str]:
    months = office.rules.opens_months_before
    yield law.MODULE_OPENS.say(months=str(months), opens=_day(verdict.opens))
    if (
        verdict.opens is not None
        and (back := next_open_day(verdict.opens, office)) != verdict.opens
    ):
        yield f"Ce jour-là le bureau est fermé : revenez le {plain_date(back)}."
    if situation is None or verdict.file_until is None:
        return
    if situation.filing is Filing.ONLINE:
        yield _within(law.SUBSTITUTION, verdict, kind)
    elif verdict.file_from is None:
        yield law.RESIDENT_AT_ONCE.say()
    else:
        yield _within(law.FILING_ON_PAPER, verdict, kind)


def _too_late(office: Office, kind: PermitKind | None) -> Iterator[str]:
    """Say what the module's end means in law, then where to turn: advice before the office."""
    yield _TOO_LATE
    yield law.MODULE_CLOSED.say(closes=str(office.rules.closes_months_after))
    yield entry_conditions(kind)
    yield advice_first(office)


def advice_first(office: Office) -> str:
    """Say where to be advised free of charge, and where to write."""
    return law.ADVICE_FIRST.say(advice=office.advice, address=", ".join(office.postal_address))


def _online(
    verdict: Verdict,
    office: Office,
    situation: Situation | None,
    kind: PermitKind | None,
    expires: date | None,
    today: date,
) -> Iterator[str]:
    yield f"Pas de rendez-vous : la demande se fait en ligne (ANEF), sur {ONLINE_SITE}."
    yield from online_delay(verdict, office, situation, expires, today, kind)
    yield f"Aide : {office.help_phone}."


def online_delay(
    verdict: Verdict,
    office: Office,
    situation: Situation | None,
    expires: date | None,
    today: date,
    kind: PermitKind | None = None,
) -> Iterator[str]:
    """Say until when to file online, where the law has a delay, and what lateness may cost."""
    if situation is None:
        return
    fee = office.rules.late_fee_eur
    if situation.filing is Filing.UNION_FAMILY:
        yield law.UNION_FAMILY.say(fee=fee)
    elif situation.filing in {Filing.ONLINE, Filing.ONLINE_RESIDENT}:
        if expires is None or verdict.file_until is None:
            yield law.FILING_ONLINE_UNDATED.say()
        elif today <= verdict.file_until:
            yield _within(law.FILING_ONLINE, verdict)
        else:
            long_gone = today > booking_window(expires, office.rules)[1]
            late = law.LATE_ONLINE_LONG if long_gone else law.LATE_ONLINE
            yield late.say(last=verdict.file_until)
            yield law.LATE_FEE.say(fee=fee) if situation.late_fee else ""
            yield advice_first(office) if long_gone else ""
        if situation.filing is Filing.ONLINE_RESIDENT or (kind is not None and kind.long_term):
            yield law.NO_DELAY_FOR_LONG_TERM.say()


def _elsewhere(
    office: Office,
    situation: Situation | None,
    postal_code: str | None,
    home: Department | None,
) -> Iterator[str]:
    if situation is not None and situation.route is Route.ELSEWHERE:
        yield "Pas de rendez-vous pour cette situation."
        yield _advice(situation)
        return
    place = f"le code postal {postal_code}" if postal_code else "ce domicile"
    yield (
        f"Pas de rendez-vous ici : {place} n'est pas dans le département"
        f" ({office.department}). Adressez-vous à {home_prefecture(home)}."
    )


def home_prefecture(home: Department | None) -> str:
    """Name the prefecture of one's home, as its postal code tells it."""
    if home is None:
        return "la préfecture du domicile"
    return f"la préfecture du domicile : {home.name}, à {home.prefecture}"


def _advice(situation: Situation | None) -> str:
    return situation.advice if situation is not None else ""


def _day(day: date | None) -> str:
    if day is None:
        raise ValueError("this verdict carries its windows")
    return plain_date(day)


def caution_sentence(
    caution: Caution,
    office: Office,
    *,
    situation: Situation,
    kind: PermitKind | None,
    expires: date,
    slot: date,
    today: date,
) -> str:
    """Return what to tell a person who comes on the day `slot`, in one sentence or two."""
    ends = cover_ends(expires, office.rules)
    match caution:
        case Caution.FILING_NOT_OPEN:
            first, last = filing_window(situation, kind, expires, office.rules)
            online = situation.filing is Filing.ONLINE
            delay = law.SUBSTITUTION if online else law.FILING_ON_PAPER
            message = (
                f"Le {plain_date(slot)}, il sera trop tôt pour déposer le dossier. "
                f"{delay.say(first=_day(first), last=_day(last))} {_but_long_term(kind)}".strip()
            )
        case Caution.LATE_FEE:
            message = law.LATE_ON_PAPER.say(fee=office.rules.late_fee_eur)
        case Caution.LATENESS_UNCLEAR:
            message = law.LATENESS_UNCLEAR.say()
        case Caution.COVERED_UNTIL:
            message = law.COVERED.say(until=ends)
        case Caution.NOT_COVERED:
            # Advice is for those who can still follow it.
            prefer = law.PREFER_BEFORE.say(last=expires) if today < expires else ""
            message = f"{not_covered(office, kind, ends, today)} {prefer}".strip()
        case Caution.COVER_UNCLEAR:
            message = law.COVER_UNCLEAR.say()
        case Caution.COVER_ENDED:
            message = cover_over(ends, today)
        case Caution.RENEWAL_AT_RISK:
            message = at_risk(office, kind)
    return message


def not_covered(office: Office, kind: PermitKind | None, until: date, today: date) -> str:
    """Say how L.433-3 stands on a permit that its first paragraph does not name.

    `until` is the last day of its three months: nothing is said of them once they are gone.
    """
    cover = kind.cover if kind is not None else Cover.UNCLEAR
    if cover is Cover.NOT_NAMED:
        return law.COVER_NOT_NAMED.say()
    if today > until:
        return cover_over(until, today)
    if cover is Cover.BY_DEPARTMENT:
        return law.COVER_BY_DEPARTMENT.say(here=office.short_cards_cover)
    return law.COVER_UNCLEAR.say()


def cover_over(until: date, today: date) -> str:
    """Say since when, or from when, the permit alone proves the stay no more."""
    since = until + timedelta(days=1)
    return (law.COVER_OVER if since <= today else law.COVER_WILL_BE_OVER).say(since=since)


def at_risk(office: Office, kind: PermitKind | None) -> str:
    """Say what a day beyond the module's window may mean in law."""
    months = office.rules.closes_months_after
    return spaced(f"Plus de {months} mois après la fin du titre. {entry_conditions(kind)} {_KEEP}")


def entry_conditions(kind: PermitKind | None) -> str:
    """Return R.431-8, which a long-term resident EU does not fall under."""
    long_term = kind is not None and kind.long_term
    return law.LONG_TERM.say() if long_term else law.ENTRY_CONDITIONS.say()


_KEEP = "Gardez la preuve de la réservation."

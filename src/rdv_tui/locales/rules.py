"""What the rules decide, in plain French: what, why, what to do now."""

from collections.abc import Mapping
from datetime import date

from rdv_tui.domain.office import Office, Rules
from rdv_tui.domain.permits import (
    Caution,
    PermitKind,
    Verdict,
    VerdictCode,
    cover_ends,
    filing_opens,
)
from rdv_tui.domain.situations import Route, Situation
from rdv_tui.locales.dates import plain_date

ONLINE_SITE = "administration-etrangers-en-france.interieur.gouv.fr"

_COLON = "\N{NO-BREAK SPACE}:"


def verdict_sentence(
    verdict: Verdict,
    office: Office,
    *,
    situation: Situation | None = None,
    kind: PermitKind | None = None,
    postal_code: str | None = None,
) -> str:
    """Return the verdict in a sentence or two. Never names the situation: it may be private."""
    match verdict.code:
        case VerdictCode.BOOKABLE:
            return _bookable(verdict)
        case VerdictCode.TOO_EARLY:
            return _too_early(verdict, office.rules)
        case VerdictCode.TOO_LATE:
            return _too_late(verdict, kind)
        case VerdictCode.ONLINE:
            return (
                f"Pas de rendez-vous{_COLON} la demande se fait en ligne (ANEF), sur {ONLINE_SITE}."
                f" Aide{_COLON} {office.help_phone}."
            )
        case VerdictCode.BY_POST:
            return (
                f"Pas de rendez-vous{_COLON} la demande se fait par courrier.{_advice(situation)}"
            )
        case VerdictCode.ELSEWHERE:
            return _elsewhere(office, situation, postal_code)


def _bookable(verdict: Verdict) -> str:
    said = f"Réservation possible jusqu'au {_day(verdict.closes)} inclus."
    if verdict.covered_until is None:
        return said
    return (
        f"{said} Une fois le renouvellement demandé, le titre expiré justifie le séjour"
        f" jusqu'au {_day(verdict.covered_until)} (L.433-3)."
    )


def _too_early(verdict: Verdict, rules: Rules) -> str:
    months = rules.opens_months_before
    return (
        f"Trop tôt{_COLON} la réservation ouvre {months} mois avant la fin du titre,"
        f" le {_day(verdict.opens)}. Revenez à partir de ce jour."
    )


def _too_late(verdict: Verdict, kind: PermitKind | None) -> str:
    said = (
        f"Trop tard{_COLON} la réservation a pris fin le {_day(verdict.closes)} (R.431-8)."
        " Ce n'est plus un renouvellement, voyez le bureau pour une première demande."
    )
    # R.431-8 spares long-term residents EU, who hold a resident card of that code.
    if kind is not None and kind.code == "CR":
        said += " Résident de longue durée-UE : voyez le superviseur.".replace(" :", _COLON)
    return said


def _elsewhere(office: Office, situation: Situation | None, postal_code: str | None) -> str:
    if situation is not None and situation.route is Route.ELSEWHERE:
        return f"Pas de rendez-vous pour cette situation.{_advice(situation)}"
    place = f"le code postal {postal_code}" if postal_code else "ce domicile"
    return (
        f"Pas de rendez-vous ici{_COLON} {place} n'est pas dans le département"
        f" ({office.department}). Adressez-vous à la préfecture du domicile."
    )


def _advice(situation: Situation | None) -> str:
    return f" {situation.advice}" if situation is not None and situation.advice else ""


def _day(day: date | None) -> str:
    if day is None:
        raise ValueError("this verdict carries its booking window")
    return plain_date(day)


def caution_sentence(
    caution: Caution, *, expires: date, slot: date, rules: Rules, today: date
) -> str:
    """Return what to tell a person who comes on the day `slot`, in one sentence or two."""
    said = _CAUTIONS[caution].format(
        slot=plain_date(slot),
        expires=plain_date(expires),
        filing=plain_date(filing_opens(expires, rules)),
        covered=plain_date(cover_ends(expires, rules)),
        fee=f"{rules.late_fee_eur}\N{NO-BREAK SPACE}€",
        months=rules.closes_months_after,
        colon=_COLON,
    )
    # Advice is for those who can still follow it.
    follow = caution is Caution.NOT_COVERED and today < expires
    return f"{said} {_PREFER_EARLIER}" if follow else said


_PREFER_EARLIER = "Préférez une plage avant cette date."


_CAUTIONS: Mapping[Caution, str] = {
    Caution.FILING_NOT_OPEN: (
        "Le {slot}, il sera trop tôt pour déposer le dossier{colon} le dépôt ouvre le {filing}"
        " (R.431-5)."
    ),
    Caution.LATE_FEE: (
        "Rendez-vous après la fin du titre{colon} un droit de {fee} peut être demandé (L.436-5)."
    ),
    Caution.COVERED_UNTIL: (
        "Une fois le renouvellement demandé, le titre expiré justifie le séjour jusqu'au {covered}"
        " inclus (L.433-3)."
    ),
    Caution.NOT_COVERED: (
        "Ce titre ne justifie plus le séjour après le {expires}{colon} L.433-3 ne le prolonge pas."
    ),
    Caution.COVER_UNCLEAR: (
        "Après le {expires}, la prolongation de ce titre (L.433-3) est à faire confirmer par le"
        " bureau."
    ),
    Caution.COVER_ENDED: (
        "Le {slot}, le titre ne justifiera plus le séjour{colon} L.433-3 ne va pas au-delà du"
        " {covered}."
    ),
    Caution.RENEWAL_AT_RISK: (
        "Plus de {months} mois après la fin du titre, les conditions d'entrée peuvent être"
        " redemandées (R.431-8). Gardez la preuve de la réservation."
    ),
}

"""Where somebody goes whom the kiosk cannot serve, in plain words of one language.

The sheet that is printed has the law; a screen has what to do next. Facts that the office has not
confirmed stand on the sheet alone.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from rdv_tui.domain.calendar import next_open_day
from rdv_tui.domain.geography import Department
from rdv_tui.domain.office import Office
from rdv_tui.domain.permits import Verdict, VerdictCode
from rdv_tui.domain.situations import Route, Situation
from rdv_tui.locales.booking.rules import ONLINE_SITE
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.locales.kiosk.languages import say_day, say_pair
from rdv_tui.locales.kiosk.words import Words

BY_SITUATION: Mapping[str, str] = {
    "HORS_DELAI_6_MOIS": "advice",
    "HORS_DEPARTEMENT": "home",
    "PREMIERE_DEMANDE": "advice",
    "NATURALISATION": "online",
    "REMISE_TITRE": "message",
    "RECEPISSE": "bureau",
    "CHANGEMENT_STATUT": "bureau",
    "APS": "bureau",
    "DEMANDE_ASILE": "asylum",
    "PROTECTION_TEMPORAIRE": "bureau",
    "MONACO_ANDORRE": "bureau",
    "ICT": "bureau",
    "RENTE_ANCIEN_COMBATTANT": "bureau",
    "REFUS_OQTF": "lawyer",
    "PERMIS_CARTE_GRISE": "town_hall",
    "CONVOCATION_PERDUE": "desk",
    "ATTESTATION_ANEF": "account",
    "NUMERO_ETRANGER": "number",
}
"""The place of each situation that is dealt with elsewhere; an agent tells the way for others."""
_WITH_SITE = frozenset({"online", "account", "town_hall"})


def where_to_go(
    words: Words, verdict: Verdict, office: Office, situation: Situation, home: Department | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return why and where to, a line each: in the visitor's language, and beside it in French.

    `home` is the department of the postal code that was told. What is the same in both, an address
    or a number, is said once.
    """
    own = tuple(_say(words, verdict, office, situation, home))
    if words is FRENCH:
        return own, ()
    return own, tuple(
        line for line in _say(FRENCH, verdict, office, situation, home) if line not in own
    )


def decided_by(
    words: Words, verdict: Verdict, situation: Situation, expires: date | None, postal_code: str
) -> tuple[str, ...]:
    """Repeat the typed answer that a refusal hangs on, so that a slip of a digit is seen."""
    if verdict.code in {VerdictCode.TOO_EARLY, VerdictCode.TOO_LATE}:
        label, said = words.permit_label, say_day(words, expires, with_year=True) if expires else ""
    elif verdict.code is VerdictCode.ELSEWHERE and situation.route is not Route.ELSEWHERE:
        label, said = words.place_label, postal_code
    else:
        return ()
    return (say_pair(words, label, said),) if said else ()


def _say(
    words: Words, verdict: Verdict, office: Office, situation: Situation, home: Department | None
) -> Iterator[str]:
    match verdict.code:
        case VerdictCode.TOO_EARLY:
            yield words.reasons["too_early"].format(day=_back(words, verdict.opens, office))
        case VerdictCode.TOO_LATE:
            yield words.reasons["too_late"]
            yield words.places["advice"]
        case VerdictCode.ONLINE:
            yield words.reasons["online"]
            yield from _online(words, "online", situation.site or ONLINE_SITE, office)
        case VerdictCode.BY_POST:
            yield words.reasons["by_post"]
            yield words.places["post"]
        case VerdictCode.ELSEWHERE if situation.route is not Route.ELSEWHERE:
            yield words.places["home"]
            if home is not None:
                yield f"{home.prefecture} ({home.name})"
        case VerdictCode.ELSEWHERE:
            place = BY_SITUATION.get(situation.code, "agent")
            if place in _WITH_SITE and situation.site:
                yield from _online(words, place, situation.site, office)
            else:
                yield words.places["agent" if place in _WITH_SITE else place]


def _back(words: Words, opens: date | None, office: Office) -> str:
    if opens is None:
        raise ValueError("who is too early has a day to come back")
    return say_day(words, next_open_day(opens, office), with_year=True)


def _online(words: Words, place: str, site: str, office: Office) -> Iterator[str]:
    yield words.places[place]
    yield site.removeprefix("https://")
    if site == ONLINE_SITE:
        yield words.free_help.format(phone=office.help_phone)

"""The form's fields in French: their labels, and one sentence for each thing that can be wrong."""

from collections.abc import Mapping

from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.names import written_family
from rdv_tui.domain.problems import Problem

LABELS: Mapping[str, str] = {
    "situation": "Situation",
    "permit_kind": "Type de titre",
    "permit_expires": "Fin de validité du titre",
    "postal_code": "Code postal",
    "family_name": "Nom de famille",
    "given_names": "Prénoms",
    "birth_date": "Date de naissance",
    "nationality": "Nationalité",
    "foreign_resident_number": "Numéro étranger",
    "commune": "Commune",
    "email": "Courriel",
    "phone": "Téléphone",
    "address": "Adresse",
    "language": "Langue",
    "common_name": "Nom d'usage",
    "civility": "Civilité",
}

# -- what is said beside a field that is left with something that makes no sense
DATE_UNREAD = "date non comprise (3/7/27)"
BIRTH_UNREAD = "date non comprise (3/7/85)"
HOUR_UNREAD = "heure non comprise (9h30)"
WEEKDAYS_UNREAD = "jours non compris (lun-ven)"
NUMBER_UNREAD = "dix chiffres attendus"
PHONE_UNREAD = "numéro impossible"
PHONE_DOUBTFUL = " · non attribué ? relisez-le"

CIVILITIES: Mapping[str, str] = {"MME": "Madame", "M": "Monsieur"}
CIVILITIES_SHORT: Mapping[str, str] = {"MME": "Mme", "M": "M."}
USED = "nom d'usage {name}"

_SENTENCES: Mapping[str, str] = {
    "required": "il manque ; renseignez-le pour continuer.",
    "too_long": "{count} caractères, c'est trop ; {limit} au plus, raccourcissez.",
    "no_letter": "il n'y a pas de lettre ; recopiez le nom tel qu'il est sur le titre.",
    "not_a_date": "ce n'est pas une date ; écrivez par exemple 03/07/2027.",
    "not_a_birth_date": (
        "ce n'est pas une date ; écrivez par exemple 03/07/1985, ou 1980 si le titre n'a que l'an."
    ),
    "in_future": "cette date n'est pas encore passée ; vérifiez l'année.",
    "too_old": "plus de {years} ans en arrière ; vérifiez l'année.",
    "unknown_country": "pays inconnu ; choisissez-le dans la liste ou donnez son code (MA, DZ…).",
    "unknown_situation": "situation inconnue ; choisissez-la dans la liste.",
    "unknown_kind": "type de titre inconnu ; choisissez-le dans la liste.",
    "kind_not_allowed": (
        "« {kind} » ne va pas avec cette situation ; choisissez parmi\N{NO-BREAK SPACE}: {allowed}."
    ),
    "not_digits": "il ne contient que des chiffres ; recopiez les {length} chiffres du titre.",
    "wrong_length": "il a {length} chiffres ; recopiez-le depuis le titre.",
    "needs_zero": "il manque sans doute le zéro du début ; si c'est bien lui, écrivez {completed}.",
    "repeated_digit": "dix chiffres identiques ne sont pas un numéro ; recopiez celui du titre.",
    "not_a_postal_code": "il a cinq chiffres, par exemple 84000 ; corrigez-le.",
    "unknown_postal_code": (
        "{typed} n'est le code d'aucune commune du département ; donnez celui du domicile."
    ),
    "unknown_commune": "commune inconnue dans le département ; choisissez-la dans la liste.",
    "other_postal_code": (
        "{commune} n'a pas le code postal {postal_code} mais {codes} ; corrigez l'un ou l'autre."
    ),
    "not_an_email": "cette adresse n'est pas complète ; écrivez nom@exemple.fr, ou laissez vide.",
    "not_a_phone": "ce numéro n'est pas possible ; écrivez 06 12 34 56 78, ou laissez vide.",
    "unknown_civility": "civilité inconnue ; choisissez Madame ou Monsieur, ou laissez vide.",
    "unknown_language": "langue inconnue ; choisissez parmi {known}.",
}

_FEMININE = frozenset(
    {"situation", "permit_expires", "birth_date", "nationality", "commune", "address", "language"}
)


def sentence(field: str, problem: Problem) -> str:
    """Return which field is wrong, why and what to do, in one French sentence."""
    message = _SENTENCES[problem.code]
    if problem.code == "required" and field in _FEMININE:
        message = "elle manque ; renseignez-la pour continuer."
    if problem.code == "required" and field == "given_names":
        message = "ils manquent ; renseignez-les pour continuer."
    label = LABELS.get(field, field)
    # Spaces first, values after: what a person typed is shown as it is.
    message = message.replace(" ;", "\N{NO-BREAK SPACE};").format_map(problem.values)
    return f"{label}\N{NO-BREAK SPACE}: {message}"


def addressee(person: Applicant) -> str:
    """Return a person as letters address them: « Mme BENALI Samira, nom d'usage MARTIN »."""
    used = written_family(person.common_name or "")
    after = f", {USED.format(name=used)}" if used else ""
    return f"{CIVILITIES_SHORT.get(person.civility or '', '')} {person.name}{after}".strip()


def kind_and_nationality(kind: str, country: str) -> str:
    """Say that a permit is hardly held by somebody of that nationality."""
    return f"« {kind} » ne va pas d'ordinaire avec la nationalité ({country})."

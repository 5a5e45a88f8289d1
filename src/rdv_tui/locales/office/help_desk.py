"""« Je n'arrive pas à effectuer la démarche »: what to try, whom to call."""

from rdv_tui.domain.office import Office
from rdv_tui.locales import law

TITLE = "Je n'arrive pas à effectuer la démarche"
SHEET = "Aide aux démarches"
FILE_NAME = "aide-aux-demarches.pdf"


def sections(office: Office) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the help as (heading, lines), with this office's numbers and addresses."""
    return (
        (
            "1. À essayer d'abord",
            (
                "Depuis un ordinateur plutôt qu'un téléphone, avec un navigateur à jour (Firefox).",
                "Avoir sous les yeux le numéro étranger (dix chiffres) et la date d'expiration.",
                (
                    "Vérifier les courriels indésirables : la convocation ou la demande de "
                    "confirmation peut s'y trouver."
                ),
                (
                    "Aucune plage : revenir à un autre moment de la journée ; au guichet, demander "
                    "une attestation de recherche infructueuse à chaque essai."
                ),
            ),
        ),
        (
            "2. Qui appeler",
            (
                f"Centre de contact citoyen : {office.help_phone}, appel gratuit.",
                f"Standard de la préfecture : {office.phone}.",
            ),
        ),
        (
            "3. Être aidé sur place",
            (
                (
                    "Point d'accueil numérique de la préfecture, sur rendez-vous : on aide à "
                    "remplir la démarche en ligne, on n'y examine pas le dossier."
                ),
                "Aide juridique gratuite : CDAD de Vaucluse (cdad84.fr).",
            ),
        ),
        (
            "4. En dernier recours",
            (law.SUBSTITUTION_LAST.say(),),
        ),
        (
            "Ce que l'agent peut faire ici",
            (
                (
                    "Vérifier la situation et la bonne démarche (F6), prendre le rendez-vous s'il "
                    "y a lieu, dire les délais (F7), imprimer cette fiche (i)."
                ),
            ),
        ),
    )


def for_people(office: Office) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the help for the person to take along: without what only an agent can do."""
    return sections(office)[:-1]

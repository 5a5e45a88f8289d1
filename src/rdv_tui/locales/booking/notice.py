"""The notice of step 1: what the public is told before asking for an appointment."""

from rdv_tui.domain.office import Office
from rdv_tui.locales import law
from rdv_tui.locales.law_sentence import states
from rdv_tui.locales.numbers import counted

TITLE = "Prendre un rendez-vous en ligne pour une demande de titre de séjour"
MODULE = "Module de réservation – bureau de l'immigration et de l'asile"


def sections(office: Office) -> tuple[tuple[str, str], ...]:
    """Return the notice as (heading, paragraph) pairs, with this office's lengths and numbers."""
    rules = office.rules
    return (
        (
            "Gratuit",
            (
                "Le rendez-vous ne coûte rien. Aucune société n'est agréée pour en "
                "proposer et aucune n'a d'accès privilégié : un rendez-vous ne s'achète "
                "pas. " + law.FREE_FILING.say()
            ),
        ),
        (
            "Pour qui",
            (
                "Pour renouveler un titre de séjour, ou un visa de long séjour valant titre de "
                f"séjour, quand on est domicilié en {office.department}. Compte le jour de la "
                "réservation. "
                + law.MODULE_WINDOW.say(
                    opens=str(rules.opens_months_before), closes=str(rules.closes_months_after)
                )
            ),
        ),
        (
            "Pas ici : les démarches en ligne",
            (
                "Selon la situation (« Ma démarche en fonction de ma situation »), la "
                "demande se fait sur l'ANEF. Dans ce cas il ne faut pas prendre de "
                "rendez-vous : il serait refusé."
            ),
        ),
        (
            "Délais",
            (
                "Les plages sont rares et celles affichées sont les seules qui existent : "
                "inutile d'appeler pour en obtenir d'autres. Prendre une date même "
                "lointaine, puis revenir voir de temps en temps. L'étape 2 donne la "
                "première plage libre."
            ),
        ),
        (
            law.COVER_HEADING.say(months=str(rules.cover_months_after)),
            (
                "Carte de résident, carte pluriannuelle de quatre ans, titre de plus d'un an prévu "
                f"par un accord international : {law.COVER_IN_GENERAL.say()} Cartes d'un à trois "
                f"ans : {law.COVER_BY_DEPARTMENT_IN_GENERAL.say()} {office.short_cards_cover}"
            ),
        ),
        (
            "À avoir sous la main",
            (
                "Le numéro étranger (dix chiffres) et la date de fin de validité du "
                "titre. Imprimer et remplir le dossier de sa situation : "
                f"{office.dossier_how} La liste des pièces suit la convocation."
            ),
        ),
        (
            "Comment cela se passe",
            (
                "Accepter les conditions, choisir une date, donner ses coordonnées, "
                "valider. La convocation est imprimée ici, ou reçue par courriel : "
                "l'imprimer, avec les pièces."
            ),
        ),
        (
            "Le jour venu",
            (
                "Venir soi-même, à l'heure et à la date dites, avec la convocation et le "
                "dossier complet, originaux et copies."
            ),
        ),
        ("Vos données", data_notice(office)),
        (
            "Je n'arrive pas à effectuer la démarche",
            (
                f"Centre de contact citoyen : {office.help_phone}, appel gratuit. Point "
                "d'accueil numérique sur rendez-vous. En dernier recours, dépôt de "
                "substitution sur invitation."
            ),
        ),
    )


@states(60)
def data_notice(office: Office) -> str:
    """Tell who keeps what and why, before anything is asked; the right to object comes last."""
    prefecture = office.prefecture[:1].lower() + office.prefecture[1:]
    kept = counted(office.rules.retention_months, "mois")
    return (
        f"Ce qui est saisi est enregistré par la {prefecture} pour gérer le rendez-vous (mission "
        f"d'intérêt public, article 6-1 e du RGPD) et effacé {kept} après sa date. "
        "Téléphone, courriel, adresse et langue sont facultatifs. Accès, "
        "rectification, limitation : écrire à la préfecture. Réclamation : "
        f"cnil.fr.\n\n{law.OBJECTION.say()}"
    )


@states(60)
def phone_script(office: Office) -> str:
    """Tell the agent what to say to whoever calls, before their details are taken."""
    prefecture = office.prefecture[:1].lower() + office.prefecture[1:]
    return (
        f"À dire : « Vos réponses sont enregistrées par la {prefecture} pour gérer ce rendez-vous. "
        "Téléphone, courriel, adresse et langue sont facultatifs. "
        f"{law.OBJECTION.say()} La notice entière est à l'accueil et sur la convocation. »"
    )

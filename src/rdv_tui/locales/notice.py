"""The notice of step 1: what the public is told before asking for an appointment."""

from rdv_tui.domain.office import Office

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
                "pas."
            ),
        ),
        (
            "Pour qui",
            (
                "Les titulaires d'un titre de séjour, ou d'un visa de long séjour valant "
                f"titre de séjour, domiciliés en {office.department}. Le titre expire "
                f"dans les {rules.opens_months_before} mois, ou a expiré depuis "
                f"{rules.closes_months_after} mois au plus, au jour de la réservation."
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
                "Les plages sont rares et celles affichées sont les seules qui existent "
                ": inutile d'appeler pour en obtenir d'autres. Prendre une date même "
                "lointaine, puis revenir voir de temps en temps. L'étape 2 donne la "
                "première plage libre."
            ),
        ),
        (
            f"Prolongation de {rules.cover_months_after} mois (L.433-3)",
            (
                "Carte de résident, carte pluriannuelle de quatre ans, titre de plus "
                "d'un an prévu par un accord international : une fois le renouvellement "
                "demandé, le titre expiré justifie du séjour pendant "
                f"{rules.cover_months_after} mois. Les autres titres ne sont pas "
                "couverts."
            ),
        ),
        (
            "À avoir sous la main",
            (
                "Le numéro étranger (dix chiffres) et la date de fin de validité du "
                "titre. Imprimer et remplir le dossier de sa situation ; la liste des "
                "pièces suit la convocation."
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
        (
            "Je n'arrive pas à effectuer la démarche",
            (
                f"Centre de contact citoyen : {office.help_phone}, appel gratuit. Point "
                "d'accueil numérique sur rendez-vous. En dernier recours, dépôt de "
                "substitution sur invitation."
            ),
        ),
    )

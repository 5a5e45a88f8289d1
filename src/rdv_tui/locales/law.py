"""What may be said of the law, each sentence with where it comes from and how sure it is.

`row` numbers the office's table of facts; `sources` are ids of the guide's sources, which have
their dates. What `Sure.OFFICE` marks names the office that must confirm it. Elsewhere in these
files only what is marked with `states` speaks of law: texts composed of the office's own data.
"""

from rdv_tui.locales.law_sentence import Law, Sure

FILING_ON_PAPER = Law(
    1,
    Sure.CERTAIN,
    ("C23",),
    "Le dossier se dépose dans les deux mois qui précèdent la fin du titre (R. 431-5) : du {first} "
    "au {last}.",
)
FILING_ONLINE = Law(
    2,
    Sure.CERTAIN,
    ("C23", "VAUC_ANEF", "O26"),
    "Déposez en ligne entre le 120e et le 60e jour avant la fin du titre (R. 431-5) : du {first} "
    "au {last}.",
)
FILING_ONLINE_UNDATED = Law(
    2,
    Sure.CERTAIN,
    ("C23", "VAUC_ANEF", "O26"),
    "Déposez en ligne entre le 120e et le 60e jour avant la fin du titre (R. 431-5).",
)
NO_DELAY_FOR_LONG_TERM = Law(
    3,
    Sure.CERTAIN,
    ("C23",),
    "Ce délai ne vaut pas pour le résident de longue durée-UE.",
)
RESIDENT_AT_ONCE = Law(
    4,
    Sure.CERTAIN,
    ("C23",),
    "Vous avez une carte pluriannuelle et vous demandez une carte de résident : vous pouvez la "
    "demander dès que vous remplissez la durée de séjour exigée, sans attendre les deux derniers "
    "mois (R. 431-6).",
)
MODULE_WINDOW = Law(
    5,
    Sure.CERTAIN,
    ("PAGE",),
    "Ce module accepte les titres qui expirent dans les {opens} mois ou qui ont expiré depuis "
    "moins de {closes} mois. C'est une règle du module, pas un délai légal.",
)
MODULE_OPENS = Law(
    5,
    Sure.CERTAIN,
    ("PAGE",),
    "Trop tôt pour ce module : la réservation ouvre {months} mois avant la fin du titre, le "
    "{opens}. C'est une règle du module, pas un délai légal.",
)
IN_TIME = Law(
    6,
    Sure.CERTAIN,
    ("C23", "PAGE"),
    "Rendez-vous possible. Pour être dans les délais, choisissez une date entre le {first} et le "
    "{last}.",
)
LATE_FEE = Law(
    7,
    Sure.CERTAIN,
    ("C23", "O26", "L436-5"),
    "Un droit de {fee} peut vous être demandé (L. 436-5), sauf force majeure ou visa en cours de "
    "validité.",
)
LATE_ON_PAPER = Law(
    7,
    Sure.CERTAIN,
    ("C23", "O26", "L436-5"),
    f"Ce rendez-vous est après la fin de votre titre. {LATE_FEE.text} Gardez la preuve de votre "
    "réservation et de vos recherches.",
)
LATE_ONLINE = Law(
    8,
    Sure.CERTAIN,
    ("C23", "VAUC_ANEF"),
    "Le délai est passé depuis le {last}. Déposez en ligne dès aujourd'hui.",
)
LATE_ONLINE_LONG = Law(
    8, Sure.CERTAIN, ("C23", "VAUC_ANEF"), "Le délai de dépôt en ligne est passé depuis le {last}."
)
UNION_FAMILY = Law(
    12,
    Sure.LIKELY,
    ("R234-2", "C23"),
    "Carte permanente : renouvellement à demander dans les deux mois avant la fin de la carte "
    "(R. 234-2). Autre carte : délai à confirmer par le bureau. Un droit de {fee} peut être "
    "demandé en cas de retard (L. 436-5, applicable par L. 430-1).",
)
LATENESS_UNCLEAR = Law(
    13,
    Sure.OFFICE,
    ("BREXIT",),
    "Le bureau vous dira si un retard a des suites (à confirmer par le bureau).",
)
SUBSTITUTION = Law(
    14,
    Sure.CERTAIN,
    ("C23", "R431-2"),
    "Ce titre relève du délai en ligne : du {first} au {last} (R. 431-5). Apportez les preuves de "
    "vos tentatives, avec leurs dates.",
)
PROOFS = Law(
    14,
    Sure.CERTAIN,
    ("R431-2",),
    "Apportez les preuves de vos tentatives, avec leurs dates.",
)
SUBSTITUTION_LAST = Law(
    15,
    Sure.CERTAIN,
    ("R431-2",),
    "Dépôt de substitution (R. 431-2) : pour qui a tout essayé, aide comprise, et reste bloqué par "
    "le téléservice lui-même. Sur invitation de la préfecture ; gardez les preuves du blocage.",
)
COVERED = Law(
    16,
    Sure.CERTAIN,
    ("C23", "L433-3"),
    "Si vous avez demandé le renouvellement, votre titre expiré justifie votre séjour jusqu'au "
    "{until} au plus tard, droits sociaux et droit au travail compris (L. 433-3).",
)
COVER_HEADING = Law(
    16,
    Sure.CERTAIN,
    ("C23", "L433-3"),
    "Prolongation de {months} mois (L. 433-3)",
)
COVER_IN_GENERAL = Law(
    16,
    Sure.CERTAIN,
    ("C23", "L433-3"),
    "si le renouvellement a été demandé, le titre expiré justifie le séjour trois mois au plus.",
)
COVER_BY_DEPARTMENT_IN_GENERAL = Law(
    18,
    Sure.OFFICE,
    ("C23",),
    "la prolongation n'existe que dans les départements fixés par arrêté, si la demande a été "
    "déposée avant la fin du titre.",
)
NOT_A_REQUEST = Law(
    17,
    Sure.LIKELY,
    ("C23", "L433-3"),
    "Une convocation n'est pas une demande déposée, ni un titre de séjour.",
)
COVER_BY_DEPARTMENT = Law(
    18,
    Sure.OFFICE,
    ("C23",),
    "Pour ce titre, la prolongation de trois mois n'existe que dans les départements fixés par "
    "arrêté, et si la demande a été déposée avant la fin du titre (L. 433-3). {here}",
)
COVER_NOT_NAMED = Law(
    19,
    Sure.LIKELY,
    ("C23",),
    "L'article L. 433-3 ne cite pas ce visa.",
)
PREFER_BEFORE = Law(19, Sure.LIKELY, ("C23",), "Préférez une date avant le {last}.")
COVER_UNCLEAR = Law(
    20,
    Sure.OFFICE,
    ("C23",),
    "La prolongation de trois mois n'est pas certaine pour ce titre (à confirmer par le bureau).",
)
COVER_OVER = Law(
    21,
    Sure.CERTAIN,
    ("C23", "R431-12"),
    "Depuis le {since}, ce titre seul ne justifie plus votre séjour. Si vous avez un récépissé ou "
    "une attestation de prolongation en cours de validité, gardez-le sur vous.",
)
COVER_WILL_BE_OVER = Law(
    21,
    Sure.CERTAIN,
    ("C23", "R431-12"),
    "À partir du {since}, ce titre seul ne justifiera plus votre séjour. Si vous avez un récépissé "
    "ou une attestation de prolongation en cours de validité, gardez-le sur vous.",
)
MODULE_CLOSED = Law(
    22,
    Sure.CERTAIN,
    ("PAGE",),
    "Ce module n'accepte plus de réservation : le titre a expiré depuis plus de {closes} mois.",
)
ENTRY_CONDITIONS = Law(
    22,
    Sure.CERTAIN,
    ("C23", "R431-8"),
    "Si un visa est exigé pour un premier titre de cette sorte, les conditions d'entrée pourront "
    "vous être redemandées (R. 431-8).",
)
ADVICE_FIRST = Law(
    23,
    Sure.OFFICE,
    ("L24",),
    "Demandez d'abord un conseil gratuit ({advice}), puis adressez-vous au bureau : {address}.",
)
LONG_TERM = Law(24, Sure.CERTAIN, ("C23",), "Résident de longue durée-UE : voyez le superviseur.")
RECEIPT = Law(
    25,
    Sure.CERTAIN,
    ("C23", "R431-12"),
    "Si votre dossier est complet, on vous remet un récépissé : il autorise votre présence pour "
    "la durée qu'il indique (R. 431-12).",
)
RECEIPT_PRESENCE = Law(
    25,
    Sure.CERTAIN,
    ("C23", "R431-12"),
    "Un récépissé autorise votre présence pour la durée qu'il indique (R. 431-12).",
)
RECEIPT_WORK = Law(
    26,
    Sure.CERTAIN,
    ("C23",),
    "Le récépissé de renouvellement d'un titre qui permet de travailler permet de travailler "
    "(R. 431-15).",
)
ONLINE_PROOF = Law(
    27,
    Sure.CERTAIN,
    ("C23", "VAUC_ANEF"),
    "L'attestation de dépôt en ligne ne justifie pas la régularité du séjour (R. 431-15-1).",
)
ONLINE_EXTENSION = Law(
    28,
    Sure.CERTAIN,
    ("C23",),
    "Si le dossier est complet et déposé dans les délais, une attestation de prolongation (trois "
    "mois au plus, renouvelable) justifie le séjour avec le titre expiré (R. 431-15-1).",
)
PROTECTED_AT_ONCE = Law(
    29,
    Sure.LIKELY,
    ("C23",),
    # Its articles would say on paper who the person is.
    "Premier titre : dès la demande, une attestation de six mois, renouvelable, est mise à "
    "disposition.",
)
FREE_FILING = Law(
    30,
    Sure.LIKELY,
    ("PAGE", "LF2026", "S26"),
    "La démarche est gratuite ; seul le titre se paie, quand il est prêt (sauf exonération).",
)
FEE_NORMAL = Law(
    30,
    Sure.LIKELY,
    ("LF2026", "S26", "T26"),
    "À payer quand la carte sera prête : {normal} (taxe {normal_tax}, timbre {stamp}), depuis le "
    "{since}. N'achetez rien avant : montant à confirmer par le bureau.",
)
FEE_REDUCED = Law(
    31,
    Sure.LIKELY,
    ("C23", "LF2026", "T26"),
    "À payer quand la carte sera prête : {reduced} (taxe {reduced_tax}, timbre {stamp}). N'achetez "
    "rien avant : montant à confirmer par le bureau.",
)
FEE_FIRST_REDUCED = Law(
    32,
    Sure.LIKELY,
    ("T26", "LF2026"),
    "Premier titre : 150 € (taxe 100 €, timbre 50 €), à confirmer par le bureau.",
)
FEE_FIRST = Law(
    33,
    Sure.LIKELY,
    ("S26", "T26"),
    "Premier titre : 350 € (taxe 300 €, timbre 50 €), à confirmer par le bureau.",
)
FEE_VALIDATION = Law(
    34,
    Sure.LIKELY,
    ("C23", "LF2026", "O26"),
    "À payer en ligne lors de la validation : 300 €, ou 100 € au tarif réduit.",
)
FEE_STAMP = Law(
    35,
    Sure.LIKELY,
    ("C23", "A10", "F2710"),
    "Timbre seul : {stamp}. À payer quand la carte sera prête, n'achetez rien avant : montant à "
    "confirmer par le bureau.",
)
FEE_NOTHING = Law(36, Sure.CERTAIN, ("C23", "F2208"), "Rien à payer.")
FEE_FIRST_STAMP = Law(
    37, Sure.LIKELY, ("C23", "A10", "LF2026"), "Premier titre : timbre seul, {stamp}."
)
FEE_NOT_EXEMPT = Law(
    38,
    Sure.LIKELY,
    ("C23", "A10", "F2208"),
    "Le renouvellement n'est pas exonéré de la taxe. Montant : à confirmer par le bureau.",
)
FEE_ALGERIAN = Law(
    39,
    Sure.LIKELY,
    ("F2215", "LF2026"),
    "À payer quand le certificat sera prêt : {normal}, à confirmer par le bureau. N'achetez rien "
    "avant.",
)
FEE_ALGERIAN_TEN = Law(
    40,
    Sure.OFFICE,
    ("F2215", "C23"),
    "Montant à confirmer par le bureau : ce certificat a été délivré gratuitement. Algérien "
    "retraité : timbre seul, à confirmer par le bureau.",
)
FEE_UNION = Law(42, Sure.LIKELY, ("F16003",), "Gratuit.")
FEE_WITHDRAWAL = Law(43, Sure.LIKELY, ("BREXIT25",), "Rien à payer pour la carte.")
FEE_DUPLICATE = Law(
    44,
    Sure.LIKELY,
    ("C23", "LF2026"),
    "Même taxe que pour le renouvellement du même titre, plus le timbre de {stamp}.",
)
FEE_CHANGE = Law(
    45,
    Sure.OFFICE,
    ("C23", "LF2026"),
    "Timbre de {stamp} si une nouvelle carte est faite, à confirmer par le bureau.",
)
FEE_DCEM = Law(
    46,
    Sure.LIKELY,
    ("C23", "F2718"),
    "{stamp} à la remise. Gratuit pour l'enfant d'un Européen ou d'un bénéficiaire de l'accord de "
    "retrait.",
)
FEE_PROVISIONAL = Law(
    47,
    Sure.LIKELY,
    ("LF2026", "T26"),
    "100 € depuis le 1er mai 2026, à confirmer par le bureau.",
)
FEE_UNKNOWN = Law(
    38, Sure.OFFICE, ("C23",), "Montant à confirmer par le bureau. N'achetez rien avant."
)
MINORS = Law(
    49,
    Sure.CERTAIN,
    ("L24", "C23"),
    "Avant 18 ans, un titre de séjour n'est pas obligatoire. Entre 16 et 18 ans, un titre est "
    "délivré à qui déclare vouloir travailler (L. 421-35). Demandez qui accompagne la personne.",
)
MINOR_COMES = Law(
    49,
    Sure.OFFICE,
    ("L24",),
    "La personne est mineure au jour du rendez-vous : son représentant légal vient avec elle (à "
    "confirmer par le bureau).",
)
JUDGE = Law(
    58,
    Sure.CERTAIN,
    ("CE20",),
    "Pour un renouvellement, si plusieurs recherches, faites des semaines différentes, n'ont rien "
    "donné, vous pouvez demander au juge des référés une date (article L. 521-3 du code de justice "
    "administrative).",
)
OBJECTION = Law(
    60,
    Sure.CERTAIN,
    ("RGPD21",),
    "Vous pouvez vous opposer à ce traitement pour une raison tenant à votre situation "
    "particulière.",
)

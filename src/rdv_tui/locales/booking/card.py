"""The words of an appointment's card and of the acts on it."""

from collections.abc import Mapping

TITLE = "Rendez-vous"
LOADING = "Lecture du rendez-vous…"

# -- groups and rows
GROUP_APPOINTMENT = "Rendez-vous"
GROUP_PERSON = "Personne"
GROUP_PERMIT = "Titre de séjour"
GROUP_HISTORY = "Historique"
ROW_WHEN = "Date et heure"
ROW_BOOKED = "Réservé"
ROW_TODAY = "Ce jour-là"
ROW_MISSING = "Pièces manquantes"
ROW_CANCELLED = "Annulé"
ROW_OVERBOOKED = "En surnombre"
ROW_MESSAGE = "Dernier courriel"
LAST_TRY = "{attempts}, dernier {at}"
ROW_NAME = "Nom, prénoms"
ROW_BIRTH = "Né(e) le, pays"
ROW_NUMBER = "Numéro étranger"
ROW_HOME = "Domicile"
ROW_EMAIL = "Courriel"
ROW_PHONE = "Téléphone, langue"
ROW_SITUATION = "Situation"
ROW_KIND = "Titre détenu"
ROW_EXPIRES = "Expire le"
ROW_REFERENCE = "Référence"

COUNTER = "guichet {number}"
NO_COUNTER = "guichet indiqué à l'accueil"
BOOKED = "le {day} {channel}, {identified}"
IDENTIFIED: Mapping[str, str] = {
    "document": "document vu",
    "phone": "numéro lu au téléphone",
}
NOT_IDENTIFIED = "identité non notée"
ARRIVED = "arrivé à {hour}"
CALLED = "appelé à {hour}"
CALLED_AT = "appelé à {hour} au guichet {counter}"
ENDED = "terminé à {hour}"
PAST = "passé"
NOW, PERMIT_ENDS = "maintenant", "fin du titre de séjour"

# -- states, short enough for a list
STATES: Mapping[str, str] = {
    "held": "retenu",
    "released": "rendu",
    "lapsed": "perdu",
    "booked": "réservé",
    "arrived": "arrivé",
    "in_progress": "en cours",
    "done": "reçu",
    "incomplete": "incomplet",
    "no_show": "absent",
    "left": "parti",
    "cancelled": "annulé",
    "unrecorded": "non noté",
}

# -- acts
COPIED = "Référence {reference} copiée."
UNDO_LEFT = "^z : défaire ({seconds} s)"
UNDONE = "Opération défaite : {state}, {when}."
QUEUED = "Convocation mise en attente d'envoi pour {email}."
MOVED = "Déplacé au {when}. i : imprimer ·"
CANCELLED = "Annulé, {reason}."
CORRECTED = "Coordonnées corrigées. i : imprimer ·"
NOTHING_CORRECTED = "Rien n'a été changé."
LETTER = "Convocation : {message}"

HAS_ONE = "Cette personne a déjà ce rendez-vous : d le déplace, a l'annule."
BUSY_ASK = "La demande en cours sur ce poste sera abandonnée. Nouveau rendez-vous pour {name} ?"

# -- moving
MOVE_TITLE = "Déplacer le rendez-vous"
MOVE_BAND = "Actuellement {when} · {name}"
MOVE_HERE_ALREADY = "C'est déjà la plage de ce rendez-vous."
MOVE_ASK = "Déplacer du {old} au {new} ?"
MOVE_WHY = "L'ancienne place redevient libre aussitôt."
MOVE_KEYS = "Entrée : la personne le demande · b : le bureau · Échap : non"
MOVE_CALL = "Si le bureau décide, elle est prévenue par courriel, ou à appeler."

# -- cancelling
CANCEL_ASK = "Annuler le rendez-vous de {name}, {when} ?"
CANCEL_REASONS: Mapping[str, tuple[str, str]] = {
    "applicant": ("p", "à la demande de la personne"),
    "office": ("b", "par le bureau ; la personne est prévenue"),
    "duplicate": ("d", "rendez-vous en double"),
    "not_eligible": ("n", "démarche qui ne relève pas de ce guichet ; la personne est prévenue"),
}
CANCEL_KEYS = "p, b, d, n : motif · Entrée : annuler le rendez-vous · Échap : non"
CANCEL_REASON_FIRST = "Choisissez d'abord le motif : p, b, d ou n."

# -- correcting
CORRECT_TITLE = "Corriger les coordonnées"
CORRECT_LEAVE = "Fermer sans enregistrer ? Les corrections tapées seront perdues."
CORRECT_SAVING = "Enregistrement…"

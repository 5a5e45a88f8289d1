"""The words of the screens."""

STEPS = (
    "Descriptif",
    "Choix d'une plage",
    "Contrôle de sécurité",
    "Coordonnées personnelles",
    "Valider et terminer",
)
STEP_TO_COME = "Cette étape vient après celle-ci : terminez-la d'abord."
STEPS_SHORT = ("Descriptif", "Plage", "Sécurité", "Coordonnées", "Valider")

# -- everywhere
IN_ORDER, MAIL_STUCK, STORE_AWAY = "en ordre", "courriel", "fichier"
NOT_PRINTING = "imprimante"
NAMES_HIDDEN = "Noms masqués sur toutes les listes. Maj+F9 : les montrer."
NAMES_SHOWN = "Noms montrés."
TOO_SMALL = "Terminal de {width}x{height} : l'essentiel seulement, tout à partir de 80x24."
LOADING = "Ouverture de la base des rendez-vous…"
DOSSIER = "Dossier"
TO_BRING = "les pièces à apporter sont nommées dans la convocation (v : la lire)"
STILL_MISSING = "il manquait au dernier passage : {documents}"
LETTER_FIRST = "La convocation part à l'impression : un instant, puis Entrée pour la suite."
STORE_LOST_HINT = "Maj+F5 : réessayer. La situation peut être vérifiée, rien ne peut être réservé."
"""Said where the error itself does not name the key."""
STORE_BACK = "La base des rendez-vous répond de nouveau."
NO_STORE_YET = "Base des rendez-vous indisponible : aucune plage à montrer. Maj+F5 : réessayer."
STORE_SLOW = "La base des rendez-vous ne répond pas. Rien n'est perdu : réessayez."
WORKING = "Un instant…"
ANSWERS = (("o", "Oui"), ("n", "Non"))
QUESTION = "Question"
OUT_OF_REACH_ASK = (
    "Au téléphone, sans courriel, téléphone ni adresse, la convocation n'atteindra personne. "
    "Continuer ainsi ?"
)
LEAVING_AFTER = "Une convocation est en cours : le guichet se ferme dès qu'elle est sortie."
QUIT_ASK = "Quitter le guichet ? Ce qui a été saisi n'est pas enregistré."
ABANDON_ASK = "Abandonner cette demande ? Ce qui a été saisi sera effacé."
HELP_TITLE = "Touches de cet écran"
HELP_HERE, HELP_EVERYWHERE = "Ici", "Partout"
HELP_FOOT = "Échap : fermer · toute autre touche agit aussitôt"

PALETTE_TITLE = "Que faire ?"
CHOICES = "{count} choix · Entrée prendre · Échap fermer"
PALETTE_FOOT = "Entrée exécuter · Échap fermer"
PALETTE_NONE = "Aucune commande de ce nom ; un autre mot, ou Échap pour fermer."

JUMP = "Une lettre : aller à ce champ. Toute autre touche : rester ici."

LETTER_TO_COME = (
    "La convocation s'affiche ici dès que le nom, la naissance, la nationalité, le numéro et la "
    "commune sont compris."
)
CHOSEN_SO_FAR = "Déjà répondu et choisi"

# -- a place held
EXPIRED = "expirée"
HELD = "Place retenue : {slot}. F4 : prolonger."
RENEWED = "Place gardée jusqu'à {until}."
NO_HOLD = "Aucune place n'est retenue : revenez à l'étape « Choix d'une plage »."
BAND_STORE = (
    "Base des rendez-vous indisponible : aucune réservation.",
    "Maj+F5 Réessayer",
)
BAND_HOLD, BAND_KEEP = "Place retenue encore {left} : {slot}", "F4 Garder cinq minutes"
BAND_OVER, BAND_AGAIN = "Place plus retenue : {slot}", "F4 La reprendre"
BAND_RESUME = "Demande interrompue : {person}, {slot}"
BAND_RESUME_NO_PLACE = "Demande interrompue : {person}. Saisie gardée, place plus retenue."
BAND_LEFT, BAND_RESUME_KEY = "◷ {left}  ", "^r Reprendre"
HOLD_SOON = "La place n'est plus retenue que pour moins d'une minute. F4 : prolonger."
HOLD_OVER = (
    "La place n'est plus retenue ; elle peut être prise par un autre guichet. "
    "F4 : la reprendre si elle est encore libre."
)

# -- step 1
SITUATION = "Situation"
PERMIT_KIND = "Titre détenu"
PERMIT_EXPIRES = "Expire le"
POSTAL_CODE = "Code postal"
VERDICT = "Réponse"
VERDICT_WAITING = "Vérifiez votre situation : la réponse s'affiche ici."
ACCEPT = "Notice lue et conditions acceptées"
START = "Effectuer une demande de rendez-vous"
NOT_ACCEPTED = "Cochez d'abord les conditions (Espace)."
NOT_BOOKABLE = "Cette demande ne peut pas donner lieu à un rendez-vous : voir la réponse."
ANSWER_FIRST = "Répondez d'abord à : {fields}."
DATE_UNREAD = "date non comprise : 3/7/27, 03072027 ou 2027-07-03"
RESUME_NOBODY = "personne pas encore saisie"
TO_CONFIRM = "à confirmer par le bureau"

# -- beside the form
SIDE_BRING = "À apporter, originaux et copies"
SIDE_AS_OF = "Liste au {day}, jointe à la convocation."

# -- step 2
WEEKDAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
LEGEND = "· complet  ░▒▓█ part libre  ▲ à voir"
LEGEND_WIDE = f"{LEGEND}  ‹ › aujourd'hui, matin + après-midi"
FULL = "complet"
ONE_PLACE = "1 place"
PLACES = "{count} places"
PAST = "passé"
OWN_PLACE, OWN_PLACE_SHORT = "retenue par vous", "par vous"
CAUTIONS_SHORT = {
    "filing_not_open": "dépôt pas ouvert",
    "late_fee": "après expiration",
    "covered_until": "après expiration",
    "not_covered": "après expiration",
    "cover_unclear": "après expiration",
    "cover_ended": "plus couvert",
    "renewal_at_risk": "plus de 6 mois",
}
FIRST_SLOTS = "Première plage libre : {first}"
THIRD_SLOT = "3e plage : {third}"
ONLY_THESE = "Aucune autre date n'existe : ouvert jusqu'au {last}, la suite à {hour}."
NO_SLOT_AT_ALL = (
    "Il n'existe plus de plage horaire libre pour votre demande de rendez-vous. "
    "Veuillez recommencer ultérieurement."
)
NO_SLOT_ADVICE = (
    "Que faire : revenir voir chaque jour à {hour} (les places annulées et les nouveaux jours "
    "ouvrent à cette heure), inscrire la personne sur la liste d'attente (l), "
    "noter la date et l'heure de chaque recherche, garder le titre expiré."
)
DAY_EMPTY = "Aucune plage ce jour"
SLOT_FULL_HERE = "Cette plage est complète. n : plage libre suivante."
SLOT_PAST_HERE = "Cette heure est passée. p : première plage libre."
NOT_A_SLOT = "Aucune plage ici. p : première plage libre, n : suivante."
NO_MORE_FREE = "Aucune plage libre plus loin."
NO_EARLIER_FREE = "Aucune plage libre avant celle-ci."
NO_SAME_HOUR = "Aucun autre jour n'a de place libre à {hour}."
OUT_OF_RANGE = "Les plages sont ouvertes du {first} au {last} : date ramenée au {day}."
GO_TO_ASK = "Aller à la date (1/12, 01122026, 2026-12-01) :"
LOST_TITLE = "La place du {slot} n'est plus libre"
LOST_WHY = "Un autre guichet l'a prise. Rien de ce qui a été saisi n'est perdu."
LOST_NEAREST = "Plages libres les plus proches :"
LOST_KEYS = "1, 2, 3 : retenir · Échap : choisir dans le calendrier"
LOST_NONE = "Il ne reste aucune plage libre."

# -- step 3
NUMBER = "Numéro étranger"
CHECKS_TITLE = "Contrôles automatiques"
CHECK_APPOINTMENT = "Rendez-vous à venir"
CHECK_EMAIL = "Adresse de courriel"
CHECK_PHONE = "Téléphone"
CHECK_PLACE, CHECK_PLACE_OVER = "Place retenue", "{slot}, expirée"
CHECK_NONE = "aucun"
CHECK_RUNNING = "recherche…"
CHECK_LATER = "contrôlé avec les coordonnées"
CHECK_NEEDS_NUMBER = "contrôlé avec le numéro"
CHECK_UNIQUE = "utilisé pour personne d'autre"
CHECK_SHARED = "utilisé pour {count} autres personnes : un revendeur ?"
CHECK_SHARED_ONE = "utilisé pour une autre personne"
CHECK_ALREADY = "le {slot} ({reference}) · o : sa fiche"
ALREADY_REFUSED = (
    "Cette personne a déjà un rendez-vous le {slot} ({reference}) : "
    "aucun autre ne peut être pris. o : sa fiche."
)
ALREADY_NO_MORE = "Cette personne n'a plus de rendez-vous à venir : la demande peut continuer."
IDENTIFY = "Comment la personne a-t-elle été identifiée ?"
DOCUMENT_SEEN = "Document vu : titre de séjour ou passeport"
NUMBER_READ = "Numéro lu au téléphone"
IDENTIFIED_DOCUMENT = "document vu"
IDENTIFIED_PHONE = "numéro lu au téléphone"
ADD_ZERO = "Il n'y a que neuf chiffres. Est-ce bien {number}, avec un zéro devant ?"
WANTED_SLOT = "Le calendrier s'ouvrira sur {slot}, ou sur la plage libre qui suit."
TAKEN_OVER = (
    "Coordonnées et conditions acceptées reprises de la demande du {day}. Échap : les revoir."
)
TAKEN_OVER_PERMIT = (
    "Coordonnées reprises de la demande du {day} ; vérifiez la situation et les dates du titre."
)
NUMBER_WHERE = (
    "· Où il figure : carte de séjour, au recto (numéro personnel) et bande de lecture ; "
    "visa, sur sa validation en ligne. C'est l'identifiant ANEF.\n"
    "· Ce n'est pas le numéro du document, en haut à droite, lettres et chiffres.\n"
    "· Inconnu : F3 retrouve par son nom qui est déjà venu ; sinon F12."
)
KNOWN = "Naissance ou nom"
KNOWN_HINT = "pour reprendre ses coordonnées"
KNOWN_SAY = "Personne déjà venue : sa date de naissance ou son nom reprend ses coordonnées."
KNOWN_WRONG = (
    "Ce n'est ni la date de naissance ni le nom connus sous ce numéro : relisez-les, "
    "ou laissez vide et continuez."
)
KNOWN_TAKEN = "Coordonnées reprises : {name}, né(e) le {born}."
TO_CHECK = "à vérifier"
SAME_AS = "Entrée : comme {name}"
SAME_TAKEN = "Situation et titre comme {name} : à vérifier sur le titre de la personne."
HELD_BESIDE = "Place retenue à côté de {name} : {slot}. Échap : calendrier."
NUMBER_ODD = "Ce numéro ne commence ni par un département ni par 99 : à relire."

# -- step 4
COMMUNE_ONE = "seule commune"
DIGITS_ONLY = "« {letter} » n'est pas un chiffre, et aucune commande ici."
NO_CHOICE = "aucune entrée ne correspond"
NAME_ANYWAY = "« {name} » contient « {signs} ». Est-ce bien ainsi sur le titre ?"
PASTE_ASK = "{count} lignes collées : une par champ ({fields}) ? n : toutes dans celui-ci."
KIND_ANYWAY = "{sentence} Est-ce bien le titre que la personne détient ?"
KIND_TO_MEND = "Corrigez la nationalité ici, ou le titre à l'étape 1."
NO_PERMIT = "aucun titre possible ici n'a ces mots · ↓ : tous"
CHOOSE = "plusieurs entrées correspondent : choisissez avec ↓ puis Entrée"
FIELDS_WRONG = "{count} champs à corriger : {fields}."
FIELD_WRONG = "Un champ à corriger : {fields}."
RECAP = "{kind} · expire le {expires} · {situation}"
OPTIONAL = "facultatif"
ONE_NAME_ONLY = "vide si un seul nom"
LANGUAGES = {
    "fr": "français",
    "ar": "arabe",
    "en": "anglais",
    "tr": "turc",
    "es": "espagnol",
    "pt": "portugais",
    "it": "italien",
}

# -- step 5
SUMMARY_APPOINTMENT = "Rendez-vous"
SUMMARY_CHECK = "Contrôle"
SUMMARY_PERMIT = "Titre de séjour"
SUMMARY_CONTACT = "Coordonnées"
ROW_WHEN = "Date et heure"
ROW_WHERE = "Lieu"
NOTHING_GIVEN = "–"
SCALE_OPENS, SCALE_TODAY = "ouverture", "aujourd'hui"
SCALE_EXPIRES, SCALE_CLOSES = "fin du titre", "dernier jour"
BOOK_NOW = "Entrée réserve ce rendez-vous et imprime la convocation."
BOOKING = "Réservation…"

# -- afterwards
BOOKED = "Rendez-vous enregistré"
REFERENCE = "référence"
LETTER = "Convocation"

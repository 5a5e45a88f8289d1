"""The words of the list of cancellations that were booked again within minutes."""

TITLE = "Annulations aussitôt réservées"
LOADING = "Lecture du journal…"
SPAN = "Plages du {first} au {last} · réservées dans les {minutes} min de l'annulation ou du retour"
NONE = (
    "Aucune annulation suivie d'une réservation dans les minutes d'après. "
    "Une place annulée puis réservée aussitôt se verrait ici."
)
PROVES_NOTHING = "Deux actes rapprochés ne prouvent rien : ils sont à regarder."
COLUMNS = ("Plage", "Annulée", "pour", "par", "Réservée", "pour", "par")
ERASED = "(effacé)"
FOOT = "{count} · Entrée : fiche de qui a réservé"

"""What is asked of whoever closes the kiosk."""

LOGIN = "Fermer la borne : identifiant d'un responsable"
PASSWORD = "Fermer la borne : mot de passe"  # noqa: S105  (a question)

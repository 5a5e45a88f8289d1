"""The commands of what is left to do, declared once, in the order of the footer."""

from rdv_tui.locales.command import Command

ANSWERED = Command("mark_reached", "j", "Joint", "Noter que la personne a été jointe.")
MISSED = Command("mark_unreached", "p", "Pas joint", "Noter un essai ; l'appel reste à faire.")
CLOSE_CALL = Command("close_call", "c", "Clore", "Clore l'appel sans suite.")
RETRY = Command("retry_message", "r", "Réessayer", "Remettre le courriel à l'envoi, tout de suite.")

"""The words of the follow-up: messages that wait or failed, calls to make."""

from rdv_tui.errors import Refusal


def call_is_over() -> Refusal:
    """Refuse to answer a call that is not to be made any more."""
    return Refusal(
        "not_allowed_now",
        "Cet appel n'est plus à faire : quelqu'un d'autre l'a traité.",
        "Affichez de nouveau la liste des suites.",
    )

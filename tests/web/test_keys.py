"""No command of the screens hangs on a key that a browser keeps for itself."""

from rdv_tui.screens.keymap import holders

KEPT = frozenset(
    {"ctrl+n", "ctrl+t", "ctrl+w", "ctrl+tab", "ctrl+0", "ctrl+shift+n", "ctrl+shift+t", "alt+f4"}
)
"""What a browser does itself, whatever a page wants."""


def test_every_command_has_a_key_that_arrives_in_a_browser() -> None:
    every = [one for holder in holders() for one in holder.bindings]
    assert len(every) > 100
    deaf = {one.id or one.action for one in every if set(one.key.split(",")) <= KEPT}
    assert deaf == set()

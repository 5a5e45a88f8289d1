"""A field for what nobody is to see."""

from rdv_tui.widgets.fields import Field


class SecretField(Field):
    """A field whose text nobody sees, and that never leaves it: there is nothing to copy."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, wide=True)
        self.input.password = True
        self.input.action_copy = self.input.action_cut = lambda: None  # type: ignore[method-assign]

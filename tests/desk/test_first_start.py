"""The first start of all: nothing is there yet, and whoever sits there is told what to do."""

from pathlib import Path

from tests.desk.terminal import Terminal


def test_an_empty_store_is_introduced_and_a_demonstration_is_one_key_away(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with Terminal((), environment, tmp_path) as desk:
        desk.until_shown("Registre neuf, encore vide", "Ctrl+B : premier superviseur")
        desk.until_shown("À ce poste", "F4 : s'exercer sur une démonstration")
        (made,) = tmp_path.rglob("rdv-tui.db")
        desk.write("\x1bOS")
        desk.until_shown("DÉMONSTRATION", "✓ en ordre", "Aujourd'hui :")
        desk.write("\x11")
        assert desk.ended() == 0
    assert list(tmp_path.rglob("*.db")) == [made]  # the demonstration left nothing

"""No module needs, by any way round, a module that needs it; imports for type checking count."""

import subprocess
import sys

import grimp


def test_the_house_has_no_circle() -> None:
    graph = grimp.build_graph("rdv_tui", exclude_type_checking_imports=False)
    needed = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    while free := [name for name, others in needed.items() if not others & needed.keys()]:
        for name in free:
            del needed[name]
    assert sorted(needed) == [], "these need each other, or one of those that do"


def test_the_first_screen_needs_no_store() -> None:
    """SQLAlchemy takes longer to load than the first screen to paint."""
    first = "rdv_tui.app, rdv_tui.launch, rdv_tui.launch_kiosk, rdv_tui.launch_display"
    code = f"import sys, {first}, rdv_tui.screens.kiosk.visit\nprint('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_kiosk_loads_nothing_of_the_desk_s_program() -> None:
    """It starts again after each fault: what the desk alone needs would make every visitor wait."""
    code = "import sys, rdv_tui.launch_kiosk\nprint('rdv_tui.app' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"

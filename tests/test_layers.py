"""No module needs, by any way round, a module that needs it; imports for type checking count."""

import grimp


def test_the_house_has_no_circle() -> None:
    graph = grimp.build_graph("rdv_tui", exclude_type_checking_imports=False)
    needed = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    while free := [name for name, others in needed.items() if not others & needed.keys()]:
        for name in free:
            del needed[name]
    assert sorted(needed) == [], "these need each other, or one of those that do"

"""The operator's own keys: checked against every screen, so that none takes another's place.

`[keys]` of the settings maps a command's id to one key or several. What cannot be is named with
its line, and the command keeps the key it was declared with.
"""

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys
from textual.screen import Screen
from textual.widgets import Input

import rdv_tui.screens
from rdv_tui.locales import own_keys as own_key_fr
from rdv_tui.locales.key_names import key_name

OwnKeys = Mapping[str, tuple[str, ...]]
"""Command ids and the keys chosen for them, in Textual's names."""
_OTHER_PROGRAMS = frozenset({"rdv_tui.kiosk_app", "rdv_tui.display_app"})
"""The kiosk and the call display: nobody changes their keys, whether they are loaded or not."""
_KNOWN = frozenset(key.value for key in Keys)


@dataclass(frozen=True, slots=True)
class Holder:
    """A screen, a widget or the app: its class, and each command that it declares with its keys."""

    kind: type[DOMNode]
    bindings: tuple[Binding, ...]

    def keys(self, chosen: OwnKeys) -> Iterator[tuple[str, Binding]]:
        """Return each key with the command that it stands for, declared keys before chosen ones."""
        for binding in sorted(self.bindings, key=lambda one: one.id in chosen):
            for key in chosen.get(binding.id or "", tuple(binding.key.split(","))):
                yield key, binding


def holders() -> list[Holder]:
    """Return every class with commands of ours; the first time brings all screens."""
    for module in pkgutil.walk_packages(rdv_tui.screens.__path__, "rdv_tui.screens."):
        import_module(module.name)
    kinds = (kind for kind in _kinds(DOMNode) if kind.__module__ not in _OTHER_PROGRAMS)
    found = (Holder(kind, tuple(_declared(kind))) for kind in kinds)
    return [holder for holder in found if holder.bindings]


def _kinds(kind: type[DOMNode]) -> set[type[DOMNode]]:
    children = kind.__subclasses__()
    below = set[type[DOMNode]]().union(*(_kinds(child) for child in children))
    return below | {child for child in children if child.__module__.startswith("rdv_tui.")}


def _declared(kind: type[DOMNode]) -> Iterator[Binding]:
    for base in kind.__mro__:
        for binding in base.__dict__.get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id:
                yield binding


def problems(chosen: OwnKeys) -> dict[str, str]:
    """Return what is wrong with the keys chosen, by command; a sentence without its full stop."""
    held = holders()
    known = {binding.id for holder in held for binding in holder.bindings}
    found: dict[str, str] = {}
    for command, keys in chosen.items():
        wrong = next((key for key in keys if not _is_key(key)), None)
        if command not in known:
            found[command] = own_key_fr.UNKNOWN.format(command=command)
        elif wrong is not None:
            found[command] = own_key_fr.NO_KEY.format(command=command, key=wrong)
    fine = {command: keys for command, keys in chosen.items() if command not in found}
    # The desk's program: kiosk and call display are others, whose keys nobody changes.
    apps = (holder for holder in held if issubclass(holder.kind, App))
    everywhere = max(apps, key=lambda holder: len(holder.bindings))
    for holder in held:
        taken: dict[str, Binding] = {}
        for key, binding in (*everywhere.keys(fine), *holder.keys(fine)):
            other = taken.setdefault(key, binding)
            clash = binding if binding.id in fine else other
            if other.action != binding.action and clash.id in fine:
                named = (other if clash is binding else binding).description
                found.setdefault(
                    clash.id or "",
                    own_key_fr.TAKEN.format(command=clash.id, key=key_name(key), other=named),
                )
    return found


def meant(screen: Screen[Any], event: events.Key) -> tuple[events.Key, str]:
    """Return the key meant, and what to say of it.

    With Caps Lock on, a capital that means nothing here is its letter. Where both mean something
    nobody can tell which is meant, so that the other one is named.
    """
    key = event.key
    if len(key) != 1 or not key.isupper() or isinstance(screen.focused, Input):
        return event, ""
    bindings, letter = screen.active_bindings, key.lower()
    if letter not in bindings:
        return event, ""
    if key not in bindings:
        return events.Key(letter, letter), ""
    label, other = bindings[key].binding.description, bindings[letter].binding.description
    return event, own_key_fr.BOTH_CASES.format(upper=key, label=label, lower=letter, other=other)


def at_line(line: int | None, problem: str) -> str:
    """Say where in the settings a problem is."""
    return (own_key_fr.AT_LINE if line else own_key_fr.AT_ALL).format(line=line, problem=problem)


def _is_key(key: str) -> bool:
    *held, last = key.split("+")
    return set(held) <= {"ctrl", "shift", "alt"} and (len(last) == 1 or last in _KNOWN)

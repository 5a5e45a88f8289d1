"""What the audit tells of those who only looked: a store is none the richer for it."""

from typing import Literal, get_args

ReadAction = Literal[
    "export_people",
    "find_number",
    "list_people",
    "list_searches",
    "open_card",
    "print_arrival_list",
    "print_day_sheet",
    "show_audit",
]

IDLE_ACTIONS: frozenset[str] = frozenset(
    (*get_args(ReadAction), "confirm_clock", "export_person", "open_ahead", "purge", "renew_hash")
)
"""With what the program does by itself when somebody opens a store to look into it."""

"""What the audit tells of those who only looked: a store is none the richer for it."""

from typing import Literal, get_args

ReadAction = Literal[
    "export_people",
    "export_person",
    "find_number",
    "list_people",
    "list_searches",
    "open_card",
    "print_arrival_list",
    "print_day_sheet",
    "show_audit",
]

IDLE_ACTIONS: frozenset[str] = frozenset(
    (*get_args(ReadAction), "confirm_clock", "open_ahead", "purge", "renew_hash")
)
"""With what comes of opening a store to look into it: nothing of it is missed where it is not."""

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

READS: frozenset[str] = frozenset(get_args(ReadAction))

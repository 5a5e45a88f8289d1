"""The terminal: whatever it sends, and however it goes, a program of ours ends in order or goes on.

`guard` and `environment` come before Textual and must start without it; `driver` is Textual's own
with a decoder, a parser and an output that nothing from outside can end.
"""

"""What is taken from the environment before Textual reads it."""

from rdv_tui.terminal import environment


def test_sizes_and_switches_for_programmers_go_and_what_people_set_stays() -> None:
    environ = {
        "COLUMNS": "200",
        "LINES": "60",
        "TEXTUAL": "debug,devtools",
        "TEXTUAL_LOG": "/tmp/log",
        "TEXTUAL_DRIVER": "some.where:Driver",
        "TEXTUAL_PRESS": "ctrl+q",
        "TEXTUAL_FPS": "60",
        "TEXTUAL_COLOR_SYSTEM": "256",
        "TERM": "xterm",
        "NO_COLOR": "1",
        "ESCDELAY": "200",
    }
    environment.prepare(environ)
    assert environ == {
        "TEXTUAL_FPS": "60",
        "TEXTUAL_COLOR_SYSTEM": "256",
        "TEXTUAL_SMOOTH_SCROLL": "0",
        "TERM": "xterm",
        "NO_COLOR": "1",
        "ESCDELAY": "200",
    }

"""The acts on an appointment that want a screen of their own: move, cancel, correct."""

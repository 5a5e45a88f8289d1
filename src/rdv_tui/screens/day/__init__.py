"""The day of all counters: seen live, worked on, printed, counted."""

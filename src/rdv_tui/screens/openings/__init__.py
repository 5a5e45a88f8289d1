"""Hours and closures: seen, changed, and what a change does to people."""

"""The appointment's own day: who came, who is called, and what it came to."""

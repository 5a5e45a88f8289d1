"""The waiting list: who waits, what is proposed to them, what they answer."""

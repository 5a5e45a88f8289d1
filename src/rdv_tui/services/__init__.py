"""What people do: one function, one use case, one short transaction. No screens here."""

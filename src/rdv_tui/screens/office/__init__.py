"""The office and its desks: records, settings, the store, help."""

"""The print room: A4 documents made with fpdf2, from values to bytes. No store, no clock."""

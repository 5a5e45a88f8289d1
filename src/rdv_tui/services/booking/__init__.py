"""Booking an appointment, and all that becomes of it before its day."""

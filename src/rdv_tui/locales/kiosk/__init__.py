"""The words of the kiosk: of its screens in six languages, and of what is said about it."""

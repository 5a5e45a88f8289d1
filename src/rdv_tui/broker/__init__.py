"""What stands between the programs of the hall and the store: they name an act, it is done here."""

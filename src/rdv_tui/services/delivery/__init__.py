"""What reaches people: letters, papers, e-mails and calls."""

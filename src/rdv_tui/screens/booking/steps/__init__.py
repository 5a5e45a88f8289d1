"""The five steps of a booking, one file each, named after them."""

"""Where documents go when they leave the program: printers, and files."""

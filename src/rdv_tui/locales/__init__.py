"""Every French word that people read, kept away from the code that decides."""

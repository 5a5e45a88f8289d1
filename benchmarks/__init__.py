"""How fast the desk is on this machine, each figure beside its limit."""

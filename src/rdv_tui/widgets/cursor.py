"""How the row or the cell looks on which Enter acts: one look, in every list and grid."""

CURSOR = "bold $block-cursor-foreground on $block-cursor-background"

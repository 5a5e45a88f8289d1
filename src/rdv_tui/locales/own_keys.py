"""What is said of the keys that an operator chose in the settings."""

UNKNOWN = "aucune commande ne s'appelle « {command} » (docs/keys.md les liste)"
NO_KEY = "« {key} » n'est pas une touche, pour « {command} » (par exemple f4, ctrl+k, m)"
TAKEN = "la touche {key} de « {command} » sert déjà à « {other} » sur un même écran"
AT_LINE = "Réglages, ligne {line} : {problem} ; la touche d'origine reste en vigueur."
AT_ALL = "Réglages, [keys] : {problem} ; la touche d'origine reste en vigueur."
BOTH_CASES = "{upper} : {label} ; sans majuscule, {lower} : {other}. Verr. Maj est-il actif ?"

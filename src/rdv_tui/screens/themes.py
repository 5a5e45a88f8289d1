"""Three themes: dark, light, high contrast. Colour carries meaning once, and never alone."""

from textual.theme import Theme

DARK = Theme(
    name="rdv-sombre",
    primary="#6ea8fe",
    secondary="#8fa3bf",
    accent="#6ea8fe",
    warning="#f0b429",
    error="#ff7b72",
    success="#57c98a",
    foreground="#e4e8ee",
    background="#10151c",
    surface="#1a212b",
    panel="#1f2833",
    dark=True,
    variables={
        "block-cursor-foreground": "#0b0f14",
        "block-cursor-background": "#8fbcff",
        "block-cursor-text-style": "bold",
        "input-selection-background": "#2f5d9e",
        "text-muted": "#9aa7b6",
        "text-disabled": "#8591a0",
        "text-primary": "#8fbcff",
        "text-success": "#6fd79c",
        "text-warning": "#f5c04a",
        "text-error": "#ff938b",
        "primary-muted": "#27446e",
    },
)

LIGHT = Theme(
    name="rdv-clair",
    primary="#1f4e9e",
    secondary="#4a5d78",
    accent="#1f4e9e",
    warning="#8a5300",
    error="#b3261e",
    success="#1a6b3c",
    foreground="#16202c",
    background="#fbfcfe",
    surface="#eef2f7",
    panel="#e3e9f1",
    dark=False,
    variables={
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#1f4e9e",
        "block-cursor-text-style": "bold",
        "input-selection-background": "#b5cdf2",
        "text-muted": "#4d5b6c",
        "text-disabled": "#5d6a7a",
        "text-primary": "#1f4e9e",
        "text-success": "#1a6b3c",
        "text-warning": "#7d4b00",
        "text-error": "#a81f18",
        "primary-muted": "#cfdff7",
    },
)

CONTRAST = Theme(
    name="rdv-contraste",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#ffff00",
    warning="#ffd700",
    error="#ff9c9c",
    success="#7cff9b",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
    variables={
        "block-cursor-foreground": "#000000",
        "block-cursor-background": "#ffff00",
        "block-cursor-text-style": "bold",
        "input-selection-background": "#5a5a00",
        "text-muted": "#e0e0e0",
        "text-disabled": "#c8c8c8",
        "text-primary": "#ffff00",
        "text-success": "#7cff9b",
        "text-warning": "#ffd700",
        "text-error": "#ff9c9c",
        "primary-muted": "#404000",
    },
)

THEMES = (DARK, LIGHT, CONTRAST)

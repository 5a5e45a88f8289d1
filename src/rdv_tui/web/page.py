"""The page: the desk's words in HTML, beside a terminal and nothing from anywhere else."""

from html import escape
from importlib.resources import files

from rdv_tui.locales.kiosk import languages
from rdv_tui.locales.office import browsers as browser_fr

STATIC = {
    "xterm.js": "text/javascript",
    "addon-fit.js": "text/javascript",
    "page.js": "text/javascript",
    "xterm.css": "text/css",
    "page.css": "text/css",
    "icon.svg": "image/svg+xml",
}
"""The files beside this one that browsers may have, and what they are."""

_PAGE = """<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<link rel="icon" href="static/icon.svg">
<link rel="stylesheet" href="static/xterm.css">
<link rel="stylesheet" href="static/page.css">
<script src="static/xterm.js" defer></script>
<script src="static/addon-fit.js" defer></script>
<script src="static/page.js" defer></script>
</head>
<body data-kiosk="{kiosk}" data-lost="{lost}">
<main id="terminal" aria-label="{title}"></main>
<p id="told" role="alert"><span id="sentence">{connecting}</span> <button id="again" type="button"
 hidden>{again}</button></p>
<p id="file" role="status" hidden><a id="saved">{save_again}</a> <button id="close-file"
 type="button">{close}</button></p>
<noscript>{needs_script}</noscript>
</body>
</html>
"""


def page(*, kiosk: bool) -> str:
    """Return the page of the desk, or of the kiosk."""
    words = {
        "title": browser_fr.KIOSK_TITLE if kiosk else browser_fr.TITLE,
        "lost": languages.say_closed() if kiosk else browser_fr.LOST,
        "connecting": browser_fr.CONNECTING,
        "again": browser_fr.AGAIN,
        "save_again": browser_fr.SAVE_AGAIN,
        "close": browser_fr.CLOSE_FILE,
        "needs_script": browser_fr.NEEDS_SCRIPT,
        "kiosk": "yes" if kiosk else "",
    }
    return _PAGE.format(**{name: escape(text) for name, text in words.items()})


def static(name: str) -> bytes:
    """Return one of the files in `STATIC`."""
    return (files("rdv_tui.web") / "static" / name).read_bytes()

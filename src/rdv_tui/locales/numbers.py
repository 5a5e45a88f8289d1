"""Numbers before words: French has a plural from two on."""


def counted(count: int, words: str) -> str:
    """Count `words`, each taking an s: « 0 appel », « 1 place libre », « 2 places libres »."""
    plural = (word if word.endswith("s") else f"{word}s" for word in words.split())
    return f"{count} {' '.join(plural) if count > 1 else words}"

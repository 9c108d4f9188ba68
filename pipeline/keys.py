"""Where things lie in the object store: originals by content, derived files by content and recipe."""


def original(sha256: str) -> str:
    """The bytes as handed in."""
    return f"originals/{sha256}"


def ocr_page(sha256: str, recipe: str, number: int) -> str:
    """What one reading found on one page of an original."""
    return f"ocr/{sha256}/{recipe}/{number}.json"


def readings(sha256: str) -> str:
    """Below which all readings of the pages of an original lie."""
    return f"ocr/{sha256}"


def searchable_pdf(document: str) -> str:
    """The searchable copy of a document."""
    return f"pdf/{document}.pdf"

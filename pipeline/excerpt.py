"""Some pages of a PDF as a PDF of their own, every object of them as it is."""

import io
import warnings
from collections.abc import Sequence
from pathlib import Path

import pikepdf

from pipeline.pdf_content import PDF_ERRORS
from pipeline.sniff import Kind, sniff


def excerpt(path: Path, pages: Sequence[int]) -> bytes | None:
    """Pages (from 1) of a PDF, their streams untouched; None for what is no PDF or cannot be taken apart.

    The same file and pages give the same bytes.
    """
    if sniff(path) is not Kind.PDF:
        return None
    out = io.BytesIO()
    try:
        with pikepdf.open(path) as whole, pikepdf.new() as part, warnings.catch_warnings():
            warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # pages are kept, not a form
            for page in pages:
                part.pages.append(whole.pages[page - 1])
            part.remove_unreferenced_resources()
            part.save(out, deterministic_id=True)
    except (*PDF_ERRORS, IndexError):
        return None
    return out.getvalue()

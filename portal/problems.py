"""A problem in the JSON of the contract. Apart from `portal/entries.py`: `sohoa ocr` needs no catalog."""

from typing import Any

from pipeline.messages import message
from pipeline.model import Problem
from pipeline.standard import BELOW_STANDARD

HARMLESS = frozenset(
    ("page.low_confidence", "scan.attachments", BELOW_STANDARD, "document.looks_alike")
)
"""Problems of pages and scans that were taken and read all the same: they make no exit code 5."""


def problem_entry(problem: Problem, lang: str) -> dict[str, Any]:
    """A problem with what it means and what to do."""
    said = message(problem.code)
    return {
        "code": problem.code,
        "page": problem.page,
        "detail": problem.detail,
        "message": said.sentence(lang),
        "advice": said.advice(lang),
    }

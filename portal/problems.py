"""A problem in the JSON of the contract. Apart from `portal/entries.py`: `sohoa ocr` needs no catalog."""

from typing import Any

from pipeline.messages import message
from pipeline.model import Problem


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

"""In which order a person should look at papers: where one look mends most comes first."""

from pipeline.catalog.records import DocumentRecord
from pipeline.model import FieldState

_UNFILED = {"filing.unfiled", "filing.candidates"}


def usefulness(document: DocumentRecord) -> tuple[int, int, float, float]:
    """A sort key, smallest first.

    First papers whose filing is in doubt (their dossier does not count until somebody looks), then unfiled
    ones, then the rest; among equals those with fewest things to look at, least sure values, oldest.
    """
    codes = {problem.code for problem in document.problems}
    in_doubt = any(filing.in_doubt for filing in document.filings)
    rank = 0 if in_doubt else 1 if codes & _UNFILED else 2
    doubtful = [v.confidence for v in document.fields if v.state is FieldState.REVIEW]
    return rank, len(document.why_review), min(doubtful, default=1.0), document.received_at

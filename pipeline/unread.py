"""A page that could not be read keeps its place in the copy, as a picture."""

from dataclasses import replace

from pipeline.model import OcrPage, Problem
from pipeline.ocr.page_job import PageJob

_NO_PICTURE = "page.unreadable"


def as_picture(job: PageJob, why: Problem) -> PageJob | None:
    """The job that puts the page's picture alone into the copy; None where it has none to show."""
    if why.code == _NO_PICTURE or job.pdf_to is None or job.known is not None:
        return None
    nothing = OcrPage(job.number, 1, 1, job.dpi, 0, 0.0, False, 0.0, "", ())
    return replace(job, known=nothing)

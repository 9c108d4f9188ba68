"""The archive's standard for scans: 200 dpi and colour. A scan below it is kept, and a problem says so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.model import Problem
from pipeline.ranges import ranges

BELOW_STANDARD = "scan.below_standard"
LEAST_DPI = 200


@dataclass(frozen=True, slots=True)
class Scanned:
    """How one page was scanned. dpi: None where nobody knows."""

    dpi: int | None
    colour: bool


def below_standard(pages: Sequence[Scanned | None]) -> tuple[Problem, ...]:
    """One problem for all pages below the standard; none for a file without. None: that page is no scan."""
    coarse = _numbers(pages, lambda page: page.dpi is not None and page.dpi < LEAST_DPI)
    grey = _numbers(pages, lambda page: not page.colour)
    found = [page.dpi for page in pages if page is not None and page.dpi is not None]
    said = [
        f"{min(found)} dpi: page {ranges(coarse)}" if coarse else "",
        f"no colour: page {ranges(grey)}" if grey else "",
    ]
    detail = "; ".join(filter(None, said))
    return (Problem(BELOW_STANDARD, None, detail),) if detail else ()


def _numbers(pages: Sequence[Scanned | None], is_below: Callable[[Scanned], bool]) -> list[int]:
    return [number for number, page in enumerate(pages, 1) if page is not None and is_below(page)]

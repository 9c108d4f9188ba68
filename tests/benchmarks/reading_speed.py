"""`sohoa ocr` beside OCRmyPDF: the same pages, the same two jobs, start and end inside, in turn."""

import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

import scans
from processes import SOHOA, Ran, peer, run
from rows import Row, Sizes

SIZES: Sizes = {"pages": 24, "runs": 2, "real_runs": 1}
FULL: Sizes = {"pages": 100, "runs": 3, "real_runs": 3}
BAR = 2.0


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """Made pages, then the real ones."""
    made = scans.joined(scans.scanned_pages(sizes["pages"]), room / "made.pdf")
    yield from _compare(made, f"{sizes['pages']} made pages", sizes["pages"], sizes["runs"])
    if papers := scans.real_documents():
        real = scans.joined(scans.pictures(papers), room / "real.pdf")
        yield from _compare(real, f"{_count(real)} real pages", _count(real), sizes["real_runs"])


def _compare(source: Path, what: str, pages: int, runs: int) -> Iterator[Row]:
    ours, theirs = [], []
    other = peer("ocrmypdf")
    out = source.with_name("out.pdf")
    for _ in range(runs):
        ours.append(run([SOHOA, "ocr", source, out, "--profile", "fast", "--jobs", "2"]))
        if other:
            words = [other, "--jobs", "2", "-l", "vie", source, out]
            theirs.append(run(words))  # one thread a Tesseract: it sees to that itself
    yield _row(what, pages, ours, theirs)


def _row(what: str, pages: int, ours: Sequence[Ran], theirs: Sequence[Ran]) -> Row:
    title = f"`sohoa ocr --profile fast --jobs 2` beside OCRmyPDF, {what}"
    if not theirs:
        return Row(title, _speed(pages, ours), "not installed", bar=f">= {BAR:g} x")
    wall = _middle(theirs, "seconds") / _middle(ours, "seconds")
    work = _middle(theirs, "cpu") / _middle(ours, "cpu")
    figure = f"{wall:.2f} x ({work:.2f} x by CPU)"
    return Row(
        title, _speed(pages, ours), _speed(pages, theirs), figure, f">= {BAR:g} x", wall >= BAR
    )


def _speed(pages: int, ran: Sequence[Ran]) -> str:
    rate = pages / _middle(ran, "seconds") * 60
    return f"{rate:.0f} pages/min, {_middle(ran, 'cpu') / pages:.2f} CPU s/page"


def _middle(ran: Sequence[Ran], what: str) -> float:
    return statistics.median(float(getattr(one, what)) for one in ran)


def _count(source: Path) -> int:
    import pikepdf

    with pikepdf.open(source) as whole:
        return len(whole.pages)

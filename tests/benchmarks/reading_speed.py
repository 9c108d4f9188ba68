"""`sohoa ocr` beside OCRmyPDF and Tesseract: the same pages, two processes, start and end inside, in turn."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import scans
from processes import SOHOA, Ran, peer, run
from rows import Row, Sizes

SIZES: Sizes = {"pages": 24, "runs": 2, "real_runs": 1, "profiles": 1, "peers": 1}
FULL: Sizes = {"pages": 24, "runs": 3, "real_runs": 1, "profiles": 3, "peers": 3}
PROFILES = ("fast", "accurate", "best")


@dataclass(frozen=True, slots=True)
class Peer:
    """Another tool. bars: how many times its pages a minute ours are to be, in the order of PROFILES."""

    name: str
    bars: tuple[float, ...]


PEERS = (
    Peer("OCRmyPDF", (3, 2, 1.2)),
    Peer("OCRmyPDF --deskew --rotate-pages", (6, 4)),
    Peer("two Tesseracts, text only", (1.2, 0.8)),
)


@dataclass(frozen=True, slots=True)
class _Pages:
    """One PDF, and the pictures in it as files for who reads no PDF."""

    what: str
    pdf: Path
    pictures: Path
    count: int


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """Made pages, then the real ones."""
    made = list(scans.scanned_pages(sizes["pages"]))
    yield from _compare(_laid(room, f"{len(made)} made pages", made), sizes["runs"], sizes)
    if papers := scans.real_documents():
        real = list(scans.pictures(papers))
        pages = _laid(room, f"{len(real)} real pages", real)
        yield from _compare(pages, sizes["real_runs"], {**sizes, "peers": 1})


def _laid(room: Path, what: str, pages: Sequence[bytes]) -> _Pages:
    place = room / what.replace(" ", "-")
    place.mkdir()
    joined = scans.joined(pages, place / "in.pdf")
    with pikepdf.open(joined) as pdf:
        for number, page in enumerate(pdf.pages):
            (picture,) = page.get_images().values()
            pikepdf.PdfImage(picture).extract_to(fileprefix=str(place / f"page-{number:03}"))
    return _Pages(what, joined, place, len(pages))


def _compare(pages: _Pages, runs: int, sizes: Sizes) -> Iterator[Row]:
    ours: dict[str, list[Ran]] = {name: [] for name in PROFILES[: sizes["profiles"]]}
    theirs: dict[str, list[Ran]] = {one.name: [] for one in PEERS[: sizes["peers"]]}
    for _ in range(runs):
        for profile, ran in ours.items():
            ran.append(_ours(pages, profile))
        for name, ran in theirs.items():
            if done := _theirs(pages, name):
                ran.append(done)
    for one in PEERS[: sizes["peers"]]:
        for profile, bar in zip(ours, one.bars, strict=False):
            yield _row(pages, profile, ours[profile], one.name, theirs[one.name], bar)


def _ours(pages: _Pages, profile: str) -> Ran:
    out = pages.pdf.with_name("out.pdf")
    return run([SOHOA, "ocr", pages.pdf, out, "--profile", profile, "--jobs", "2"])


def _theirs(pages: _Pages, name: str) -> Ran | None:
    if name.startswith("two"):
        each = "tesseract {} {}.read -l vie --psm 3 2> {}.said"
        words = f"ls {pages.pictures}/page-* | xargs -P 2 -I {{}} sh -c '{each}'"
        ran = run(["sh", "-c", words], OMP_THREAD_LIMIT="1")
        for left in pages.pictures.glob("page-*.*.*"):
            left.unlink()
        return ran
    program = peer("ocrmypdf")
    if program is None:
        return None
    # one thread a Tesseract: it sees to that itself
    out = pages.pdf.with_name("theirs.pdf")
    return run([program, "--jobs", "2", "-l", "vie", *name.split()[1:], pages.pdf, out])


def _row(
    pages: _Pages, profile: str, ours: Sequence[Ran], name: str, theirs: Sequence[Ran], bar: float
) -> Row:
    title = f"`{profile}` beside {name}, {pages.what}"
    said = f">= {bar:g} x"
    if not theirs:
        return Row(title, _speed(pages.count, ours), "not installed", bar=said)
    wall = _middle(theirs, "seconds") / _middle(ours, "seconds")
    work = _middle(theirs, "cpu") / _middle(ours, "cpu")
    figure = f"{wall:.2f} x ({work:.2f} x by CPU)"
    return Row(
        title,
        _speed(pages.count, ours),
        _speed(pages.count, theirs),
        figure,
        said,
        wall >= bar,
    )


def _speed(pages: int, ran: Sequence[Ran]) -> str:
    rate = pages / _middle(ran, "seconds") * 60
    return f"{rate:.0f} pages/min, {_middle(ran, 'cpu') / pages:.2f} CPU s/page"


def _middle(ran: Sequence[Ran], what: str) -> float:
    return statistics.median(float(getattr(one, what)) for one in ran)

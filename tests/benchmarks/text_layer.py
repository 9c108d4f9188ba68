"""The searchable copy: its words read back by pdftotext, PDF/A by veraPDF, and what the layer weighs."""

import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import scans
from processes import SOHOA, run
from rows import Row, Sizes

from pipeline.text import nfc
from samples.lots import write_pages
from samples.papers import KINDS

SIZES: Sizes = {"papers": 8}
FULL: Sizes = {"papers": 2 * len(KINDS)}
VERA = Path(__file__).resolve().parents[1] / "verapdf"
MOST_KB = 5.0
LEVELS = ("scan", "photo")


@dataclass(frozen=True, slots=True)
class _Copy:
    """A searchable copy. missing: words of its text that pdftotext does not find. added: kB in all."""

    path: Path
    words: int
    missing: int
    added: float


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """Made papers, then the real documents."""
    made = [
        paper.path
        for level in LEVELS
        for paper in write_pages(
            room / level, scans.sample_orders(sizes["papers"] // len(LEVELS), level)
        )
    ]
    yield from _rows(room, "made papers", made)
    yield _weight(room, sizes["papers"])
    if real := scans.real_documents():
        yield from _rows(room, "real documents", real)


def _rows(room: Path, what: str, papers: Sequence[Path]) -> Iterator[Row]:
    copies = [_copied(room, paper) for paper in papers]
    words, missing = sum(copy.words for copy in copies), sum(copy.missing for copy in copies)
    yield Row(
        f"words of the sidecar that pdftotext finds in the copy, {len(copies)} {what}",
        f"{words - missing} of {words}",
        figure=f"{missing} missing",
        bar="0",
        met=not missing,
    )
    yield _verdict(room, what, [copy.path for copy in copies])


def _weight(room: Path, count: int) -> Row:
    """What the layer of one file of many pages weighs, the file's own part of the copy included."""
    copy = _copied(room, scans.joined(scans.scanned_pages(count), room / "joined.pdf"))
    each = copy.added / count
    return Row(
        f"kB a page that the copy of {count} pages is larger than their scan",
        f"{each:.1f} kB",
        figure=f"{each:.1f} kB",
        bar=f"<= {MOST_KB:g} kB",
        met=each <= MOST_KB,
    )


def _copied(room: Path, paper: Path) -> _Copy:
    copy = room / f"{paper.parent.name}-{paper.stem}.copy.pdf"
    text = copy.with_suffix(".txt")
    run([SOHOA, "ocr", paper, copy, "--sidecar", text, "--jobs", "2"], ends=(0, 5))
    wanted = Counter(nfc(text.read_text("utf-8")).split())
    found = Counter(nfc(run(["pdftotext", copy, "-"]).out).split())
    added = (copy.stat().st_size - paper.stat().st_size) / 1000
    return _Copy(copy, wanted.total(), (wanted - found).total(), added)


def _verdict(room: Path, what: str, copies: Sequence[Path]) -> Row:
    title = f"veraPDF, PDF/A-2b, {len(copies)} {what}"
    told = _asked(room, copies)
    if told is None:
        return Row(title, "", "not installed (mvn, java)", bar="all valid")
    broken = [line for line in told if not line.startswith("valid")]
    return Row(
        title,
        f"{len(told) - len(broken)} valid" + "".join(f"; {line[:80]}" for line in broken[:3]),
        figure=f"{len(broken)} invalid",
        bar="all valid",
        met=not broken,
    )


def _asked(room: Path, copies: Sequence[Path]) -> list[str] | None:
    paths = room / "classpath"
    find = ["mvn", "-q", "-B", "dependency:build-classpath", f"-Dmdep.outputFile={paths}"]
    try:
        subprocess.run(find, cwd=VERA, check=True)
        told = subprocess.run(
            ["java", "-cp", paths.read_text().strip(), VERA / "Vera.java", *copies],
            check=True,
            capture_output=True,
            text=True,
        )
    except (FileNotFoundError, subprocess.CalledProcessError):
        return None
    return told.stdout.splitlines()

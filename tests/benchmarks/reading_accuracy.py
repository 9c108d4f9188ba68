"""Accuracy of the three profiles: made pages by level, values on them, the judged half of the real pages."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import reliability
import scans
import scoring
from readings import PROFILES, plainly, read_all
from real_pages import real_pages
from rows import Row, Sizes

from pipeline.model import OcrPage
from samples.lots import write_pages
from samples.truth import FieldTruth

SIZES: Sizes = {"papers": 16}
FULL: Sizes = {"papers": 16}
FREE_BARS = {
    "clean": 0.3, "scan": 0.2, "stamp": 0.5, "photo": 0.5, "bad": 0.8, "rotated": 0.5,
}  # fmt: skip
STRICT_BAR = 3.0
VALUES_BAR, NUMBERS_BAR = 97.0, 99.0
WIDE = 1900
WIDE_BARS = {"accurate": (1.3, 3.0), "best": (0.9, 2.0)}
REAL_BAR, WORSE_BAR = 1.6, 0.5
NUMBERS = {
    "number", "dossier_code", "owner_id", "personal_id", "phone", "seq", "book",
    "birth_date", "id_issued",
}  # fmt: skip
"""Values that are codes, numbers or dates in figures."""
LISTS = {"components"}
"""Values printed as numbered items: each item is looked for, the printed number stands between them."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A picture of one page. name: of the real page. width: px of its picture."""

    path: Path
    lines: Sequence[str]
    fields: Sequence[FieldTruth] = ()
    name: str = ""
    width: int = 0


@dataclass(frozen=True, slots=True)
class _Score:
    """Shares in percent."""

    free: float
    strict: float
    missing: float


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """Made pages of held-out layout b, the real pages kept for judging, then how far their words are trusted."""
    sorts: dict[str, list[reliability.Judged]] = {profile: [] for profile in PROFILES}
    values: dict[str, list[tuple[bool, bool]]] = {profile: [] for profile in PROFILES}
    for level, bar in FREE_BARS.items():
        pages = list(_made(room, level, sizes["papers"]))
        reads = {profile: read_all([page.path for page in pages], profile) for profile in PROFILES}
        yield from _level(level, bar, pages, reads)
        for profile, read in reads.items():
            sorts[profile] += _judged(pages, read)
            values[profile] += _found(pages, read)
    yield from _values(values)
    yield from _real(room, sorts)
    for profile in PROFILES:
        yield from reliability.rows(profile, sorts[profile])


def _made(room: Path, level: str, count: int) -> Iterator[_Page]:
    for paper in write_pages(room / level, scans.sample_orders(count, level)):
        if len(paper.truth.pages) == 1:
            lines = [line.text for line in paper.truth.pages[0].lines]
            yield _Page(paper.path, lines, paper.truth.fields)


def _level(
    level: str, bar: float, pages: Sequence[_Page], reads: dict[str, list[OcrPage]]
) -> Iterator[Row]:
    beside = [_score(page, text) for page, text in zip(pages, _plain(pages), strict=True)]
    for profile, read in reads.items():
        scores = [_score(page, one.text()) for page, one in zip(pages, read, strict=True)]
        free, strict = (
            statistics.mean(getattr(score, what) for score in scores) for what in ("free", "strict")
        )
        judged = profile == "accurate"
        yield Row(
            f"{len(pages)} made pages, {level}, `{profile}`: characters wrong, any order (in order), %",
            f"{free:.2f} ({strict:.1f})",
            f"Tesseract {statistics.mean(score.free for score in beside):.2f}"
            f" ({statistics.mean(score.strict for score in beside):.1f})",
            f"{free:.2f} ({strict:.1f})",
            f"<= {bar:g} (<= {STRICT_BAR:g})" if judged else "",
            free <= bar and strict <= STRICT_BAR if judged else None,
        )


def _plain(pages: Sequence[_Page]) -> list[str]:
    return plainly([page.path for page in pages])


def _score(page: _Page, text: str) -> _Score:
    shares = (
        scoring.order_free(page.lines, text),
        scoring.strict(page.lines, text),
        scoring.words_missing(page.lines, text),
    )
    return _Score(*(100 * share for share in shares))


def _judged(pages: Sequence[_Page], reads: Sequence[OcrPage]) -> Iterator[reliability.Judged]:
    for page, read in zip(pages, reads, strict=True):
        right = scoring.right_words(page.lines, [word.text for word in read.words])
        for word, good in zip(read.words, right, strict=True):
            yield reliability.Judged(word.confidence, good)


def _found(pages: Sequence[_Page], reads: Sequence[OcrPage]) -> Iterator[tuple[bool, bool]]:
    """Of each value: whether it is a code or number, whether it stands in the text letter for letter."""
    for page, read in zip(pages, reads, strict=True):
        text = scoring.plain(read.text())
        for field in page.fields:
            yield (
                field.name in NUMBERS,
                all(scoring.plain(part) in text for part in _printed(field)),
            )


def _printed(field: FieldTruth) -> Sequence[str]:
    """What must stand in the text: each item of a list; of a number with words around it the number."""
    if field.name in LISTS:
        return field.value.split("; ")
    is_within = field.name in NUMBERS and field.value in field.raw
    return [field.value if is_within else field.raw]


def _values(found: dict[str, list[tuple[bool, bool]]]) -> Iterator[Row]:
    for profile, told in found.items():
        shares = [
            _share([good for number, good in told if number is sort]) for sort in (False, True)
        ]
        whole = _share([good for _, good in told])
        yield Row(
            f"{len(told)} values standing in the text, all made pages, `{profile}`: all; codes and numbers, %",
            f"{whole:.1f}; {shares[1]:.1f}",
            figure=f"{whole:.1f}; {shares[1]:.1f}",
            bar=f">= {VALUES_BAR:g}; >= {NUMBERS_BAR:g}" if profile == "accurate" else "",
            met=whole >= VALUES_BAR and shares[1] >= NUMBERS_BAR if profile == "accurate" else None,
        )


def _share(told: Sequence[bool]) -> float:
    return 100 * sum(told) / max(1, len(told))


def _real(room: Path, sorts: dict[str, list[reliability.Judged]]) -> Iterator[Row]:
    folder = room / "real"
    folder.mkdir()
    pages = [
        _Page(page.write(folder), page.lines, name=page.name, width=page.width)
        for page in real_pages("judge")
    ]
    if not pages:
        return
    beside = [_score(page, text) for page, text in zip(pages, _plain(pages), strict=True)]
    wide = [n for n, page in enumerate(pages) if page.width >= WIDE]
    for profile in PROFILES:
        read = read_all([page.path for page in pages], profile)
        sorts[profile] += _judged(pages, read)
        scores = [_score(page, one.text()) for page, one in zip(pages, read, strict=True)]
        yield _wide_row(profile, [scores[n] for n in wide], [beside[n] for n in wide])
        yield _all_row(profile, pages, scores, beside)


def _wide_row(profile: str, ours: Sequence[_Score], theirs: Sequence[_Score]) -> Row:
    wrong, missing = _middle(ours)
    bars = WIDE_BARS.get(profile)
    return Row(
        f"{len(ours)} real pages of {WIDE} px and wider, `{profile}`: characters wrong; words missing, median %",
        f"{wrong:.2f}; {missing:.1f}",
        "Tesseract {:.2f}; {:.1f}".format(*_middle(theirs)),
        f"{wrong:.2f}; {missing:.1f}",
        f"<= {bars[0]:g}; <= {bars[1]:g}" if bars else "",
        wrong <= bars[0] and missing <= bars[1] if bars else None,
    )


def _all_row(
    profile: str, pages: Sequence[_Page], ours: Sequence[_Score], theirs: Sequence[_Score]
) -> Row:
    wrong, _ = _middle(ours)
    worst, where = max(
        (our.free - their.free, page.name)
        for our, their, page in zip(ours, theirs, pages, strict=True)
    )
    judged = profile == "accurate"
    return Row(
        f"{len(ours)} real pages, `{profile}`: characters wrong, median %; worst against plain Tesseract, points",
        f"{wrong:.2f}; {worst:+.2f} ({where})",
        f"Tesseract {_middle(theirs)[0]:.2f}",
        f"{wrong:.2f}; {worst:+.2f}",
        f"<= {REAL_BAR:g}; <= +{WORSE_BAR:g}" if judged else "",
        wrong <= REAL_BAR and worst <= WORSE_BAR if judged else None,
    )


def _middle(scores: Sequence[_Score]) -> tuple[float, float]:
    """Median of characters wrong and of words missing."""
    return (
        statistics.median(score.free for score in scores),
        statistics.median(score.missing for score in scores),
    )

"""Understanding: types, values, trust in them, cost; on papers of the layout that is kept for judging."""

import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import scans
import scoring
from rapidfuzz import fuzz
from readings import read_pages
from rows import Row, Sizes
from stored_readings import PaperRead, papers_read

from extractors import document_types, extract
from pipeline.model import Extraction, FieldState
from samples.papers import Order
from samples.printers import EVERY_KIND

SIZES: Sizes = {"rounds": 1}
FULL: Sizes = {"rounds": 10}
LEVELS = ("scan", "stamp", "photo", "bad")
TYPE_BARS = {"scan": 99.0, "photo": 98.0, "bad": 96.0}
VALUE_BARS = {"scan": 98.0, "stamp": 97.0, "photo": 96.0, "bad": 94.0}
CODES = {
    *("number", "dossier_code", "owner_id", "personal_id", "phone", "tax_code"),
    *("serial", "book_number", "mrz_id"),
}
CODES_BAR, SHARE_BAR, SURE_BAR = 99.0, 80.0, 99.5
WRONG_SURE_BAR, COST_BAR = 0.2, 60.0
SURE_TYPE = 0.85
SEED = 9
WORST = 8


@dataclass(frozen=True, slots=True)
class _Judged:
    """A value that stands on a paper. sure: taken without a person."""

    type: str
    name: str
    level: str
    right: bool
    sure: bool
    confidence: float


def measure(_: Path, sizes: Sizes) -> Iterator[Row]:
    """Types, values by level, trust, real papers, cost."""
    papers, found, seconds = [], [], 0.0
    for paper in papers_read(_orders(sizes["rounds"])):
        begun = time.process_time()
        found.append(extract(paper.pages))
        seconds += time.process_time() - begun
        papers.append(paper)
    yield from _types(papers, found)
    judged = [
        one for paper, read in zip(papers, found, strict=True) for one in _judged(paper, read)
    ]
    yield from _values(judged)
    yield from _trust(judged)
    yield _weakest(judged)
    yield from _real()
    pages = sum(len(paper.pages) for paper in papers)
    cost = 1000 * seconds / pages
    what = f"understanding, {pages} pages: ms of CPU a page"
    yield Row(what, f"{cost:.1f}", figure=f"{cost:.1f}", bar="60", met=cost <= COST_BAR)


def _share(what: str, percent: float, bar: float, more: str = "") -> Row:
    said = f"{percent:.2f}"
    return Row(f"{what}, %", said + more, figure=said, bar=f"{bar:g}", met=percent >= bar)


def _orders(rounds: int) -> list[Order]:
    return [
        Order(kind, "b", level, SEED * 100_003 + number)
        for number in range(rounds)
        for level in LEVELS
        for kind in EVERY_KIND
    ]


def _types(papers: Sequence[PaperRead], found: Sequence[Extraction]) -> Iterator[Row]:
    for level in LEVELS:
        mine = [(p.type, e.type) for p, e in zip(papers, found, strict=True) if p.level == level]
        right = 100 * sum(one == other for one, other in mine) / len(mine)
        unknown = sum(other == "unknown" for _, other in mine)
        bar = TYPE_BARS.get(level)
        yield Row(
            f"types right, {len(mine)} made papers, {level}, %",
            f"{right:.1f}; {unknown} unknown",
            figure=f"{right:.1f}",
            bar=f"{bar:g}" if bar else "",
            met=right >= bar if bar else None,
        )
    wrong = [
        (p.type, e.type)
        for p, e in zip(papers, found, strict=True)
        if e.type not in (p.type, "unknown") and e.type_confidence >= SURE_TYPE
    ]
    share, bound = (
        100 * len(wrong) / len(papers),
        100 * scoring.upper_bound(len(wrong), len(papers)),
    )
    named = ", ".join(f"{one} as {other}" for one, other in dict.fromkeys(wrong))
    yield Row(
        f"types wrong and said to be sure, of {len(papers)}, %",
        f"{share:.2f}, at most {bound:.2f}",
        figure=f"{share:.2f} {named}",
        bar=f"{WRONG_SURE_BAR:g}",
        met=share <= WRONG_SURE_BAR,
    )


def _judged(paper: PaperRead, read: Extraction) -> Iterator[_Judged]:
    known = {kind.slug: kind.fields for kind in document_types()}[paper.type]
    for truth in paper.fields:
        value = read.field(truth.name)
        right = value is not None and same(value.value, truth.value)
        sure = value is not None and value.state is FieldState.AUTO
        if truth.name in known or sure:
            confidence = value.confidence if value else 0.0
            yield _Judged(paper.type, truth.name, paper.level, right, sure, confidence)


def same(one: str, other: str) -> bool:
    """Whether two values are the same but for the way tones are placed, spaces and capitals."""
    return scoring.same(one.casefold(), other.casefold())


def _values(judged: Sequence[_Judged]) -> Iterator[Row]:
    for level, bar in VALUE_BARS.items():
        mine = [one for one in judged if one.level == level]
        right = _percent(mine)
        yield _share(f"values right, {len(mine)}, {level}", right, bar)
    codes = [one for one in judged if one.level == "scan" and one.name in CODES]
    right = _percent(codes)
    yield _share(f"codes and numbers right, {len(codes)}, scan", right, CODES_BAR)


def _percent(judged: Sequence[_Judged]) -> float:
    return 100 * sum(one.right for one in judged) / max(1, len(judged))


def _trust(judged: Sequence[_Judged]) -> Iterator[Row]:
    sure = [one for one in judged if one.sure]
    share, right = 100 * len(sure) / len(judged), _percent(sure)
    worst = 100 * (1 - scoring.upper_bound(sum(not one.right for one in sure), len(sure)))
    yield _share(f"values taken without a person, of {len(judged)}", share, SHARE_BAR)
    yield _share(f"of {len(sure)} taken unseen right", right, SURE_BAR, f", at least {worst:.2f}")
    edges = (0.0, 0.3, 0.6, 0.8, 0.88, 0.92, 0.96, 0.98, 1.01)
    table = []
    for low, high in pairwise(edges):
        mine = [one for one in judged if low <= one.confidence < high]
        if mine:
            table.append(f"{low:g}–{min(high, 1):g}: {_percent(mine):.1f} of {len(mine)}")
    yield Row("values right in 100 by confidence", "; ".join(table))


def _weakest(judged: Sequence[_Judged]) -> Row:
    wrong = Counter(f"{one.type} {one.name}" for one in judged if not one.right)
    types = {one.type for one in judged}
    shares = {kind: _percent([one for one in judged if one.type == kind]) for kind in types}
    low = sorted(shares, key=lambda kind: shares[kind])[:WORST]
    return Row(
        "weakest types (values right, %); values most often wrong",
        ", ".join(f"{kind} {shares[kind]:.0f}" for kind in low),
        figure=", ".join(f"{name} {count}" for name, count in wrong.most_common(WORST)),
    )


def _real() -> Iterator[Row]:
    """The real papers: printed values as the bar counts them, handwritten ones that are wrong and sure."""
    lines = scans.REAL / "fields.jsonl"
    if not lines.exists():
        return
    right, asked, wrong_sure = 0, 0, []
    for truth in map(json.loads, lines.read_text("utf-8").splitlines()):
        path = scans.REAL / "documents" / truth["file"]
        read = extract(read_pages(path, "accurate"))
        for name in ("issuer", "number", "issued", "subject", "signer_title", "signer"):
            value = read.field(name)
            good = value is not None and _agrees(name, value.value, truth[name])
            if name in truth.get("handwritten", ()):
                wrong_sure += (
                    [name] if value and value.state is FieldState.AUTO and not good else []
                )
                continue
            asked, right = asked + 1, right + good
        asked, right = asked + 1, right + (read.type_name == truth["type_name"])
    share = 100 * right / asked
    yield _share(f"real papers, {asked} printed values right", share, 95.0)
    count = str(len(wrong_sure))
    what = "real papers, written by hand, wrong and taken unseen"
    yield Row(what, count, figure=count, bar="0", met=not wrong_sure)


def _agrees(name: str, one: str, other: str) -> bool:
    if name in ("issuer", "subject", "signer_title"):
        return fuzz.ratio(one, other) >= 97
    return same(one, other)

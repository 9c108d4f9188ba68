"""Really read pages asked for by what is printed on them: found at all, and boxes where it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from degraded import JUDGED, WornPage, degraded_pages
from known_items import Question

from pipeline.model import Box, Findable, Reader, Tier
from pipeline.ports import SearchIndex
from pipeline.text import fold, tokens
from samples.truth import FieldTruth
from search.highlight import highlight
from search.query import parse

COVERED = 0.5
_FEWEST, _MOST = 2, 6
_PLAIN = ("number", "dossier_code")


@dataclass(frozen=True, slots=True)
class Boxes:
    """hits: right documents found. covered: those with a box round what was asked. by_tier: the same in parts."""

    hits: int
    covered: int
    by_tier: dict[Tier, tuple[int, int]]


def pages(count: int) -> list[WornPage]:
    """Pages of the half kept for judging."""
    return list(islice(degraded_pages(JUDGED), count))


def papers(read: Sequence[WornPage]) -> list[Findable]:
    """Each page a document of its own, with its words alone."""
    return [
        Findable(
            document=page.name, revision=1, file=f"{page.name}.pdf", type=page.type, title="", issued=None,
            dossiers=(), roles=(), units=(), fields=(),
            pages=((1, tuple(word.text for word in page.read.words)),),
        )
        for page in read
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a value that stands on a page."""

    question: Question
    field: FieldTruth
    page: WornPage


def asked(read: Sequence[WornPage]) -> Iterator[Asked]:
    """Values of two to six words on one line, quoted; right are the pages on which they are printed."""
    texts = {page.name: _spaced([line.text for line in page.lines]) for page in read}
    for page in read:
        lines = [_spaced([line.text]) for line in page.lines]
        for field in page.fields:
            wanted = _spaced([field.raw])
            if field.name in _PLAIN or not _FEWEST <= len(wanted.split()) <= _MOST:
                continue
            if any(wanted in line for line in lines):
                right = frozenset(name for name, text in texts.items() if wanted in text)
                yield Asked(Question(f'"{wanted.strip()}"', right), field, page)


def _spaced(texts: Sequence[str]) -> str:
    return f" {' '.join(fold(token) for text in texts for token in tokens(text))} "


def boxes(index: SearchIndex, questions: Sequence[Asked]) -> Boxes:
    """Of every right hit on the page from which the question is: whether a box covers the value."""
    by_tier: dict[Tier, tuple[int, int]] = {}
    for each in questions:
        query = parse(each.question.typed)
        found = {m.document: m.tier for m in index.search(query, Reader(), limit=1000).matches}
        if (tier := found.get(each.page.name)) is None:
            continue
        marked = highlight([each.page.read], query, tier=tier)
        truth = Box(*each.field.box)
        good = any(overlap(box, truth) >= COVERED for hit in marked for box in hit.boxes)
        hits, covered = by_tier.get(tier, (0, 0))
        by_tier[tier] = (hits + 1, covered + good)
    return Boxes(
        sum(hits for hits, _ in by_tier.values()),
        sum(good for _, good in by_tier.values()),
        by_tier,
    )


def overlap(one: Box, other: Box) -> float:
    """Intersection over union."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    shared = max(0.0, wide) * max(0.0, high)
    return shared / (_area(one) + _area(other) - shared)


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)

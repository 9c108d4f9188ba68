"""Every bar of finding: known names, codes and boxes on misread pages; speed and size on many pages.

Seeds: pages and names 23 (`known_items.py`), errors learned on papers of seed 17 (`degraded.py`).
"""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import finding
import known_items as known
import noise
import read_pages
from known_items import Ask, Question, Score
from plain_peers import PlainFts5, PlainTantivy
from rows import Row, Sizes

from pipeline.model import Findable, Reader, Tier
from pipeline.ports import SearchIndex
from search.embedded import EmbeddedIndex
from search.query import parse

SIZES: Sizes = {"known": 1000, "asked": 100, "read": 100, "codes": 60, "pages": 20_000}
FULL: Sizes = {"known": 3000, "asked": 400, "read": 510, "codes": 300, "pages": 500_000}

SURE = frozenset((Tier.EXACT, Tier.FOLDED, Tier.VARIANT))
"""What is shown without the word "near"."""

BARS = {0.02: ((0.94, 0.97), 0.95), 0.05: ((0.86, 0.88), 0.93)}
"""Share of letters wrong → (found with accents, without), precision."""

CODES_BAR, BOXES_BAR = 0.98, 0.99
EVERYTHING = 1_000_000


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """Names at each rate beside the peers; codes; really read pages; then speed."""
    papers = known.papers(sizes["known"])
    for share in (0.0, *BARS):
        yield from _names(room, papers, share, sizes["asked"])
    yield from _codes(room, sizes["codes"])
    yield from _read(room, sizes["read"])
    yield from finding.measure(room, {"pages": sizes["pages"]})


def _index(room: Path, papers: Sequence[Findable]) -> EmbeddedIndex:
    index = EmbeddedIndex(Path(tempfile.mkdtemp(dir=room)))
    index.rebuild(papers)
    return index


def asking(index: SearchIndex, tiers: frozenset[Tier] = frozenset(Tier)) -> Ask:
    """Asks for everything, and keeps what is of these tiers."""

    def ask(typed: str) -> list[str]:
        found = index.search(parse(typed), Reader(), limit=EVERYTHING).matches
        return [match.document for match in found if match.tier in tiers]

    return ask


def _names(room: Path, papers: Sequence[Findable], share: float, count: int) -> Iterator[Row]:
    read = list(known.spoilt(papers, share)) if share else list(papers)
    index = _index(room, read)
    folded = asking(index, frozenset((Tier.EXACT, Tier.FOLDED)))
    peers = {"tantivy": PlainTantivy(Path(tempfile.mkdtemp(dir=room)) / "plain", read).ask,
             "FTS5": PlainFts5(read).ask}  # fmt: skip
    for draw in (known.of_the_region, known.of_the_country):
        for accents in (True, False):
            asked = known.names(papers, count, draw, accents=accents, quoted=True)
            spelled = "with accents" if accents else "without accents"
            what = f"names {draw.__name__.replace('_', ' ')}, {spelled}, {100 * share:.0f} % of letters wrong"
            beside = {"folded only": folded, **peers}
            yield _row(what, index, asked, beside, share, accents=accents)
        asked = known.names(papers, count, draw, accents=True, quoted=False)
        what = f"names {draw.__name__.replace('_', ' ')}, without quotes, {100 * share:.0f} % of letters wrong"
        yield Row(what, str(known.ask_all(asked, asking(index))))


def _row(
    what: str, index: EmbeddedIndex, asked: Sequence[Question], beside: dict[str, Ask], share: float,
    *, accents: bool,
) -> Row:  # fmt: skip
    everything, sure = (
        known.ask_all(asked, asking(index, tiers)) for tiers in (frozenset(Tier), SURE)
    )
    peers = "; ".join(f"{name} {known.ask_all(asked, ask)}" for name, ask in beside.items())
    ours = f"{everything}; without near {sure}"
    if share not in BARS:
        return Row(what, ours, peers)
    (with_accents, without), precise = BARS[share]
    found = with_accents if accents else without
    return Row(
        what,
        ours,
        peers,
        str(everything),
        f">= {found} at {precise}",
        _met(everything, found, precise),
    )


def _met(score: Score, found: float, precise: float) -> bool:
    return round(score.first, 3) >= found and round(score.sure, 3) >= precise


def _codes(room: Path, count: int) -> Iterator[Row]:
    papers, asked = known.codes_misread(count)
    ask = asking(_index(room, papers))
    for kind, questions in asked.items():
        score = known.ask_all(questions, ask, first=3)
        met = score.first >= CODES_BAR
        bar = f">= {CODES_BAR} among first three"
        yield Row(
            f"{kind}, one sign misread", str(score), figure=f"{score.first:.3f}", bar=bar, met=met
        )


def _read(room: Path, count: int) -> Iterator[Row]:
    pages = read_pages.pages(count)
    index = _index(room, read_pages.papers(pages))
    asked = list(read_pages.asked(pages))
    questions = [each.question for each in asked]
    folded = known.ask_all(questions, asking(index, frozenset((Tier.EXACT, Tier.FOLDED))))
    yield Row(
        f"values printed on {len(pages)} really read pages, {len(asked)} asked",
        str(known.ask_all(questions, asking(index))),
        f"folded only {folded}",
    )
    boxes = read_pages.boxes(index, asked)
    share = boxes.covered / boxes.hits
    parts = ", ".join(
        f"{tier} {good} of {hits}" for tier, (hits, good) in sorted(boxes.by_tier.items())
    )
    yield Row(
        f"hits with a box round the word, {boxes.hits} hits ({noise.judged_pages()} pages read)", parts,
        figure=f"{100 * share:.2f} %", bar=f">= {100 * BOXES_BAR:.0f} %", met=share >= BOXES_BAR,
    )  # fmt: skip

"""Papers find their dossier in a register full of namesakes: right, wrong without a flag, how fast.

Papers are printed by `samples` in layout b and misread by lot at the rates of `filing_papers.Misreading`; a few
are scanned and really read. One in twenty belongs to a dossier that the register lacks.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import quantiles

import filing_register
import numpy as np
import scoring
from filing_papers import Misreading
from filing_register import RECEIPT, Paper
from rows import Row, Sizes

from extractors import extract
from pipeline.catalog import Catalog, open_catalog
from pipeline.catalog.records import DocumentRecord
from pipeline.find_place import find_place
from pipeline.mentions import mentions
from pipeline.model import Filing, Profile, Role, Stage
from samples.cases import Case
from samples.papers import Order, make

SIZES: Sizes = {"papers": 300, "dossiers": 20_000, "scanned": 0}
FULL: Sizes = {"papers": 3_000, "dossiers": 20_000, "scanned": 40}
SEED, LAYOUT = 7, "b"
LEAST_RIGHT, MOST_WRONG = 98.0, 0.2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a paper. by: what filed it, empty where nothing did. role: that it got."""

    paper: Paper
    by: str
    right: bool
    flagged: bool
    role: Role | None
    seconds: float

    @property
    def wrong(self) -> bool:
        """In a dossier that is not its own."""
        return bool(self.by) and not self.right


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """Papers misread by lot; then, in full, papers really read."""
    cases = filing_register.cases(sizes["dossiers"], SEED)
    drawn = random.Random(SEED).sample(cases, sizes["papers"] // 2)
    absent = frozenset(case.code for case in drawn[::20])
    catalog = open_catalog("sqlite:filing.db", room)
    catalog.dossiers.bring_up_to_date(
        filing_register.dossier(case) for case in cases if case.code not in absent
    )
    made = filing_register.papers(drawn, LAYOUT, SEED, Misreading(), absent)
    some = [paper for paper, _ in zip(made, range(sizes["papers"]), strict=False)]
    stray = list(filing_register.strays(len(some) // 10, LAYOUT, SEED, Misreading()))
    yield _strays(place(catalog, stray))
    yield from _rows(f"{len(some):,} papers, {sizes['dossiers']:,} dossiers", place(catalog, some))
    if sizes["scanned"]:
        yield from _scanned(catalog, [case for case in drawn if case.code not in absent], sizes)
    catalog.close()


def place(catalog: Catalog, papers: Sequence[Paper]) -> list[Outcome]:
    """File every paper as `digitize` does, without writing it down."""
    return [_placed(catalog, paper) for paper in papers]


def _placed(catalog: Catalog, paper: Paper) -> Outcome:
    begun = time.perf_counter()
    found = find_place(catalog, _blank_record(), paper.extraction, paper.mentioned).filed
    seconds = time.perf_counter() - begun
    filing: Filing | None = next(iter(found.filings), None)
    only_role = {problem.code for problem in found.problems} <= {"filing.role_unknown"}
    return Outcome(
        paper,
        by=filing.filed_by if filing else "",
        right=filing is not None and filing.dossier == paper.code,
        flagged=filing is None or (filing.in_doubt and not only_role),
        role=filing.role if filing else None,
        seconds=seconds,
    )


def _blank_record() -> DocumentRecord:
    """A paper of which nobody has said anything."""
    return DocumentRecord(
        "0" * 16, "", "", Stage.READ, 1, "fast", "", 0, 0, 0, "unknown", "", 0.0, None, 0.0, "",
        0.0, None, None, None,
    )  # fmt: skip


def _rows(what: str, done: Sequence[Outcome]) -> Iterator[Row]:
    filed = [one for one in done if one.by]
    right = 100 * sum(one.right for one in filed) / len(filed)
    said = Counter(one.by for one in filed if one.right)
    yield Row(
        f"filing: right of the filed, {what}",
        ", ".join(f"{by} {count}" for by, count in said.most_common()),
        figure=f"{right:.2f} %",
        bar=f">= {LEAST_RIGHT:.0f} %",
        met=right >= LEAST_RIGHT,
    )
    held = [one for one in filed if one.right]
    roles = 100 * sum(one.role is one.paper.role for one in held) / len(held)
    unknown = sum(one.role is None for one in held)
    yield Row(f"filing: role right, {len(held):,} papers", f"{roles:.2f} %, not known {unknown}")
    silent = [one for one in done if one.wrong and not one.flagged]
    wrong = 100 * len(silent) / len(done)
    yield Row(
        f"filing: wrong and unflagged, {what}",
        f"{len(silent)}, 95 % bound {100 * scoring.upper_bound(len(silent), len(done)):.2f} %",
        figure=f"{wrong:.2f} %",
        bar=f"<= {MOST_WRONG} %",
        met=wrong <= MOST_WRONG,
    )
    findable = [one for one in done if one.paper.registered and one.paper.named]
    yield Row(
        f"filing: papers that name their applicant, {len(findable):,}",
        f"filed unflagged {_share(findable, lambda one: one.right and not one.flagged)}, "
        f"flagged {_share(findable, lambda one: one.right and one.flagged)}, "
        f"unfiled {_share(findable, lambda one: not one.by)}",
    )
    alone = [one for one in findable if one.by in ("", "register")]
    yield Row(
        f"filing: of these without a readable code, {len(alone):,}",
        f"filed unflagged {_share(alone, lambda one: one.right and not one.flagged)}, "
        f"flagged {_share(alone, lambda one: one.right and one.flagged)}, "
        f"unfiled {_share(alone, lambda one: not one.by)}",
    )
    slow = quantiles((1000 * one.seconds for one in done), n=20)[-1]
    yield Row("filing: asking the register, a paper", f"p95 {slow:.1f} ms")


def _strays(done: Sequence[Outcome]) -> Row:
    """Papers without a dossier here; those that print a code of elsewhere are filed there, in doubt."""
    by = Counter(one.by for one in done if one.by)
    silent = sum(bool(one.by) and not one.flagged for one in done)
    said = ", ".join(f"{source} {count}" for source, count in by.items()) or "none"
    return Row(
        f"filing: {len(done)} papers of no dossier in the register",
        f"filed: {said}",
        figure=f"{silent} unflagged",
    )


def _share(some: Sequence[Outcome], holds: object) -> str:
    return f"{100 * sum(map(holds, some)) / max(1, len(some)):.1f} %"  # type: ignore[call-overload]


def _scanned(catalog: Catalog, cases: Sequence[Case], sizes: Sizes) -> Iterator[Row]:
    """Papers made as scans and read in `accurate`, filed like the others."""
    from pipeline.ocr.engines import readers
    from pipeline.ocr.reading import read_picture
    from pipeline.picture import PagePicture

    reader, read = readers("tesserocr"), []
    for number, case in enumerate(cases[: sizes["scanned"]]):
        kinds = filing_register.kinds(case)
        kind = kinds[number % len(kinds)]
        made = make(Order(kind, LAYOUT, "scan", SEED * 1000 + number, case))
        scans = [PagePicture(n + 1, np.asarray(p), 300, None) for n, p in enumerate(made.pages)]
        pages = [read_picture(scan, reader, Profile.ACCURATE) for scan in scans]
        found = extract(pages)
        if kind == RECEIPT:  # its codes would make it easy
            found = replace(found, dossier_codes=())
        named = filing_register.names_applicant(case, kind)
        told = mentions(pages, found.dossier_codes)
        role = filing_register.role(case, kind)
        read.append(Paper(kind, case.code, True, named, role, found, told))
    done = place(catalog, read)
    wrong = [one for one in done if one.wrong and not one.flagged]
    yield Row(
        f"filing: {len(done)} papers really read, receipts without their codes",
        f"filed unflagged {_share(done, lambda one: one.right and not one.flagged)}, "
        f"flagged {_share(done, lambda one: one.right and one.flagged)}, "
        f"unfiled {_share(done, lambda one: not one.by)}",
        figure=f"{len(wrong)} wrong and unflagged",
    )

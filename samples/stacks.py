"""A feeder's one PDF of many papers of several dossiers, and which pages are whose."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from samples.cases import Case, draw_case
from samples.chance import Chance
from samples.files import Sheet, bound, sheet
from samples.papers import MadePaper, Order, make
from samples.piles import Laid, pile
from samples.press import HEIGHT, WIDTH
from samples.procedures import EVERY_PROCEDURE
from samples.truth import PaperTruth
from samples.wear import Pixels, scan, shown_alone

_QUALITY, _DPI = 60, 300
"""Of all pages: one machine scans the whole stack."""


@dataclass(frozen=True, slots=True)
class StackDocument:
    """One paper in a stack.

    first, last: its printed pages in the PDF, from 1, both included; blank reverses may lie between.
    dossier: code of the case in whose pile it lies. truth: what it says; its pages count from 1.
    """

    first: int
    last: int
    type: str
    type_name: str
    dossier: str
    role: str
    truth: PaperTruth


@dataclass(frozen=True, slots=True)
class StackTruth:
    """What a stack holds. blanks, separators: pages of the PDF, from 1, that belong to no document."""

    pages: int
    seed: int
    documents: tuple[StackDocument, ...]
    blanks: tuple[int, ...]
    separators: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain lists and dicts, in the order of the attributes."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class MadeStack:
    """The PDF as the feeder's machine writes it, 300 dpi, and its truth."""

    pdf: bytes
    truth: StackTruth


class _Feeder:
    """What has gone through the machine so far; pages are kept as JPEGs only."""

    def __init__(self, seed: int, separators: Sequence[Image.Image]) -> None:
        self.seed = seed
        self.chance = Chance("feeder", seed)
        self.separators = separators
        self.sheets: list[Sheet] = []
        self.documents: list[StackDocument] = []
        self.blank_pages: list[int] = []
        self.separator_pages: list[int] = []

    def take(self, picture: Image.Image) -> int:
        """Scan one side; its number in the PDF."""
        self.sheets.append(sheet(picture, _QUALITY, _DPI))
        return len(self.sheets)

    def part(self) -> None:
        """Lay a separator sheet before the next document, where there are some."""
        if self.separators and self.documents:
            picture = self.separators[len(self.documents) % len(self.separators)]
            self.separator_pages.append(self.take(_worn(_page_sized(picture), self.chance)))

    def feed(self, made: MadePaper, case: Case) -> None:
        """Scan one paper, one-sided or two-sided; what is printed on one side leaves blanks."""
        sides = self.chance.pick(("one", "one", "each", "last"))
        numbers = []
        for n, picture in enumerate(made.pages):
            numbers.append(self.take(picture))
            last = n == len(made.pages) - 1
            if sides == "each" or (sides == "last" and last and len(made.pages) % 2):
                self.blank_pages.append(self.take(_reverse(picture, self.chance)))
        truth = made.truth
        self.documents.append(
            StackDocument(
                numbers[0], numbers[-1], truth.type, truth.type_name, case.code, truth.role, truth
            )
        )

    def done(self) -> MadeStack:
        """All that was fed, as one file."""
        truth = StackTruth(
            len(self.sheets),
            self.seed,
            tuple(self.documents),
            tuple(self.blank_pages),
            tuple(self.separator_pages),
        )
        return MadeStack(bound(self.sheets), truth)


def _page_sized(picture: Image.Image) -> Pixels:
    grey = picture.convert("RGB" if picture.mode not in ("1", "L") else "L")
    return np.asarray(grey.resize((WIDTH, HEIGHT)), dtype=np.uint8)


def _worn(page: Pixels, chance: Chance) -> Image.Image:
    return Image.fromarray(scan(page, chance).pixels)


def _reverse(front: Image.Image, chance: Chance) -> Image.Image:
    """The empty back of a page, through which the front shows a little."""
    grey = np.asarray(front.convert("L").resize((WIDTH, HEIGHT)), dtype=np.uint8)
    return _worn(shown_alone(grey, chance.real(0.02, 0.06)), chance)


def _ordered(case: Case, laid: Laid, layout: str, chance: Chance) -> Order:
    kind, role = laid
    level = "stamp" if role == "result" else chance.pick(("scan",) * 14 + ("rotated",))
    seed = chance.whole(0, 2**31)
    return Order(kind, layout, level, seed, case=case, sealed=role == "result", role=role)


def _papers(seed: int, layout: str) -> Iterator[tuple[MadePaper, Case]]:
    """Papers of one dossier after the other, without end."""
    number = 0
    while True:
        chance = Chance("stack", seed, number)
        case = draw_case(chance, chance.pick(EVERY_PROCEDURE))
        for laid in pile(case, chance):
            yield make(_ordered(case, laid, layout, chance)), case
        number += 1


def make_stack(
    pages: int, seed: int, *, layout: str = "a", separators: Sequence[Image.Image] = ()
) -> MadeStack:
    """At least `pages` pages; the last document is whole. The same seed gives the same bytes.

    separators: pictures of sheets, used in turn, one between two documents each; none are made here.
    A page takes about a second, and memory that of its JPEG.
    """
    feeder = _Feeder(seed, separators)
    for made, case in _papers(seed, layout):
        feeder.part()
        feeder.feed(made, case)
        if len(feeder.sheets) >= pages:
            return feeder.done()
    raise AssertionError("papers never end")


def write_stack(
    folder: Path,
    pages: int,
    seed: int,
    *,
    layout: str = "a",
    separators: Sequence[Image.Image] = (),
    name: str = "stack.pdf",
) -> StackTruth:
    """Write `scans/NAME` and `truth/NAME.json` under `folder`."""
    made = make_stack(pages, seed, layout=layout, separators=separators)
    path, truth = folder / "scans" / name, folder / "truth" / f"{name}.json"
    for place in (path, truth):
        place.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made.pdf)
    told = {"file": name, **made.truth.as_json()}
    truth.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return made.truth

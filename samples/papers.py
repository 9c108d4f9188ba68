"""One paper from its order: printed, inked, worn, with its truth."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from samples import ink
from samples.cases import BIRTH, PROCEDURES, Case, Procedure, draw_case
from samples.chance import Chance
from samples.jobs import Job, Printed
from samples.look import draw_look
from samples.press import MM, Leaf, Mark, Press, Rect, union
from samples.printers import EVERY_KIND, KINDS, LETTERS, PRINTERS
from samples.procedures import FURTHER
from samples.truth import Box, CodeTruth, FieldTruth, LineTruth, PageTruth, PaperTruth
from samples.wear import LEVELS, Pixels, Worn, plain

_OF_BIRTH = ("to-khai-dang-ky-khai-sinh", "giay-khai-sinh", "giay-chung-sinh")


@dataclass(frozen=True, slots=True)
class Order:
    """What to make. case: draw one where None. sealed: signed and stamped at any level.

    role: where it is not the usual one of its kind. in_folder: it will lie in its dossier's folder.
    """

    kind: str
    layout: str
    level: str
    seed: int
    case: Case | None = None
    sealed: bool = False
    role: str = ""
    in_folder: bool = False


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A paper as scanned. quality: of its JPEG, 0 for lossless. dpi None: not written."""

    pages: tuple[Image.Image, ...]
    truth: PaperTruth
    quality: int
    dpi: int | None


def _procedure(kind: str, chance: Chance) -> Procedure:
    """A procedure in which a paper of this kind occurs."""
    if kind in _OF_BIRTH:
        return BIRTH
    known = PROCEDURES if kind in KINDS else FURTHER
    fitting = [p for p in known if kind in (p.application, p.result)]
    return chance.pick(fitting or PROCEDURES)


def _inked(leaf: Leaf) -> Pixels:
    """The leaf as pixels: grey as long as no colour lies on it."""
    black = np.array(leaf.black)
    if not leaf.inks:
        return black
    page = np.repeat(black[..., None], 3, axis=2)
    for picture, left, top in leaf.inks:
        ink.lay(page, picture, left, top)
    return page


def _moved(rect: Rect, worn: Worn) -> Box:
    """Where a rectangle of the flat leaf lies on the upright page, cut at its edges."""
    left, top, right, bottom = rect
    corners = np.array([(left, top, 1), (right, top, 1), (right, bottom, 1), (left, bottom, 1)])
    moved = corners @ worn.matrix.T
    places = moved[:, :2] / moved[:, 2:] / worn.upright
    low, high = np.clip(places.min(axis=0), 0, 1), np.clip(places.max(axis=0), 0, 1)
    return tuple(round(float(edge), 5) for edge in (*low, *high))  # type: ignore[return-value]


def _page(number: int, leaf: Leaf, worn: Worn) -> PageTruth:
    mark, *body = leaf.lines
    printed = (*body, mark, *leaf.stamped)
    return PageTruth(
        number=number,
        width=worn.pixels.shape[1],
        height=worn.pixels.shape[0],
        dpi=worn.dpi,
        turned=worn.turned,
        lines=tuple(LineTruth(text, _moved(rect, worn)) for text, rect in printed),
        codes=tuple(CodeTruth(kind, text, _moved(rect, worn)) for kind, text, rect in leaf.codes),
    )


def _fields(marks: Sequence[Mark], worn: Sequence[Worn]) -> tuple[FieldTruth, ...]:
    """Gather the printed pieces of each value; its box is on the page where it begins."""
    names = dict.fromkeys(mark.field for mark in marks)
    return tuple(_field([m for m in marks if m.field == name], worn) for name in names)


def _field(pieces: Sequence[Mark], worn: Sequence[Worn]) -> FieldTruth:
    page = pieces[0].page
    raw = " ".join(piece.text for piece in pieces)
    rect = union([piece.rect for piece in pieces if piece.page == page])
    return FieldTruth(
        pieces[0].field, pieces[0].value or raw, raw, page, _moved(rect, worn[page - 1])
    )


def _registered(press: Press, chance: Chance) -> None:
    """Lay a registry's frame over the upper left of the first leaf, below the number."""
    picture, lines = ink.registry_stamp(chance, press.look.family)
    left = round(press.left + chance.real(-10, 25) * MM)
    top = round(chance.real(62, 80) * MM)
    press.leaves[0].inks.append((picture, left, top))
    for text, rect in lines:
        place = (rect[0] + left, rect[1] + top, rect[2] + left, rect[3] + top)
        press.leaves[0].stamped.append((text, place))


def _print(order: Order) -> tuple[Press, Printed, Case]:
    chance = Chance(order.kind, order.layout, order.seed)
    case = order.case or draw_case(chance, _procedure(order.kind, chance))
    press = Press(draw_look(chance, order.layout))
    sealed = order.sealed or order.level == "stamp"
    job = Job(press, case, chance, sealed, for_dossier=order.case is not None)
    printed = PRINTERS[order.kind](job)
    if order.level == "stamp" and order.kind in LETTERS and chance.odds(0.33):
        _registered(press, chance)
    return press, printed, case


def make(order: Order) -> MadePaper:
    """Make one paper; the same order gives the same pixels and truth."""
    if order.kind not in PRINTERS:
        raise ValueError(f"no kind {order.kind!r}; known: {', '.join(EVERY_KIND)}")
    press, printed, case = _print(order)
    wearer = plain if order.level == "plain" else LEVELS[order.level]
    chance = Chance("wear", order.kind, order.layout, order.level, order.seed)
    worn = [wearer(_inked(leaf), chance) for leaf in press.leaves]
    pages = tuple(
        _page(n + 1, *pair) for n, pair in enumerate(zip(press.leaves, worn, strict=True))
    )
    truth = PaperTruth(
        type=printed.type,
        type_name=printed.type_name,
        layout=order.layout,
        level=order.level,
        seed=order.seed,
        dossier=case.code if printed.of_dossier or order.case else None,
        role=order.role or printed.role,
        told_by=_told(pages, case.code, in_folder=order.in_folder),
        pages=pages,
        fields=_fields(press.marks, worn),
    )
    pictures = tuple(Image.fromarray(page.pixels) for page in worn)
    return MadePaper(pictures, truth, worn[0].quality, worn[0].dpi)


def _told(pages: Sequence[PageTruth], code: str, *, in_folder: bool) -> tuple[str, ...]:
    """What names the paper's dossier: its folder, and what is on the paper itself."""
    seen = {"QRCode": "qr", "Code128": "barcode"}
    text = " ".join(line.text for page in pages for line in page.lines)
    return (
        *(("folder",) if in_folder else ()),
        *(seen[known.symbology] for page in pages for known in page.codes),
        *(("text",) if code in text else ()),
    )


def paper(kind: str, layout: str, level: str, seed: int) -> MadePaper:
    """One paper of `EVERY_KIND` in layout `a` or `b` at a level of `LEVELS`; page pictures as RGB or L.

    A 300-dpi scan takes under 1.5 s. Layout b is held out: never tune on it.
    """
    return make(Order(kind, layout, level, seed))

"""What can be seen of a PDF page: one picture that fills it, and whether anything else is."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import pikepdf

from pipeline.pdf_geometry import Rect, bounds, matrix_of, overlap, quarter, rect, share

PdfObject: TypeAlias = pikepdf.Object

# All that pikepdf raises on hostile files; nothing else is translated.
PDF_ERRORS = (
    pikepdf.PikepdfError, OSError, ValueError, TypeError, KeyError, IndexError, AttributeError,
    NotImplementedError, OverflowError, RecursionError,
)  # fmt: skip

_FILLS = 0.95  # scanners cut the page a little larger or smaller than the picture
_DEEPEST = 6
_LARGEST_CONTENT = 256 * 1024  # a scan's page says a few words; what says more is rendered
_LETTER: Rect = (0.0, 0.0, 612.0, 792.0)
_HIDDEN = 2 | 32  # annotation flags Hidden and NoView (ISO 32000-1, table 165)
_INVISIBLE_TEXT = 3
_CLIPPING_TEXT = 4
_PAINT = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "INLINE IMAGE"})
_SHOW = frozenset({"Tj", "TJ", "'", '"'})
_PATH = frozenset({"m", "l", "c", "v", "y", "h"})


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What a page shows. picture: the image that fills it, None if there is none or it is cropped.

    turned: degrees clockwise by which its placement turns it. where: the area it fills, in points.
    over: areas of notes and stamps that lie upon it. drawn_on: the page draws more upon it itself.
    missing: the page draws something that is not in the file.
    """

    picture: PdfObject | None = None
    turned: int = 0
    where: Rect | None = None
    over: tuple[Rect, ...] = ()
    drawn_on: bool = True
    missing: bool = False

    @property
    def alone(self) -> bool:
        """Nothing but the picture can be seen."""
        return not self.drawn_on and not self.over


@dataclass(frozen=True, slots=True)
class _State:
    """Graphics state: matrix, text rendering mode, whether drawing is cut to less than the page."""

    matrix: pikepdf.Matrix = field(default_factory=pikepdf.Matrix)
    text_mode: int = 0
    clipped: bool = False


def look(page: PdfObject, box: Rect) -> Seen:
    """What can be seen on the page whose visible area is `box`. Errors: `PDF_ERRORS`."""
    drawing = _Drawing(box)
    resources = _inherited(page, "/Resources")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of commands that break off; what is there is followed
            drawing.run(content(page), resources or pikepdf.Dictionary(), 0)
    except _TooMuch:
        return Seen()
    return Seen(
        drawing.picture,
        drawing.turned,
        drawing.where,
        tuple(_noted(page.get("/Annots", []), box)),
        drawing.extras,
        drawing.missing,
    )


def page_box(page: PdfObject) -> Rect:
    """The visible area of a page in points: its crop box within its media box."""
    media = rect(_inherited(page, "/MediaBox")) or _LETTER
    crop = rect(_inherited(page, "/CropBox")) or media
    return overlap(media, crop) or media


def turned_by_page(page: PdfObject) -> int:
    """/Rotate in degrees clockwise: 0, 90, 180 or 270."""
    rotate = _inherited(page, "/Rotate")
    return round(float(rotate) / 90) * 90 % 360 if rotate is not None else 0


def content(page: PdfObject) -> bytes:
    """A page's or form's drawing commands. Raises `_TooMuch`; KeyError where they are lost."""
    source = page if isinstance(page, pikepdf.Stream) else page["/Contents"]
    streams = list(source.as_list()) if isinstance(source, pikepdf.Array) else [source]
    if sum(int(stream.get("/Length", 0)) for stream in streams) > _LARGEST_CONTENT:
        raise _TooMuch
    commands = b"\n".join(stream.read_bytes() for stream in streams)
    if len(commands) > _LARGEST_CONTENT:
        raise _TooMuch
    return commands


def pictures_in(page: PdfObject) -> Iterator[PdfObject]:
    """All images among the resources of a page, also those inside forms, each once."""
    seen: set[tuple[int, int]] = set()
    waiting = [(_inherited(page, "/Resources"), 0)]
    while waiting:
        resources, depth = waiting.pop()
        for found in _xobjects(resources).values():
            if not isinstance(found, pikepdf.Stream) or found.objgen in seen:
                continue
            seen.add(found.objgen)
            if found.get("/Subtype") == "/Image":
                yield found
            elif depth < _DEEPEST:
                waiting.append((found.get("/Resources"), depth + 1))


class _TooMuch(Exception):
    """More drawing commands than a scanned page has."""


class _Drawing:
    """Follows the drawing commands; what the last page-filling picture covers does not count."""

    def __init__(self, box: Rect) -> None:
        self.picture: PdfObject | None = None
        self.turned = 0
        self.where: Rect | None = None
        self.extras = False
        self.missing = False
        self._box = box
        self._scratch = pikepdf.new()  # a stream dies with the file that it belongs to
        self._state = _State()
        self._path: list[Rect | None] = []
        self._cuts = False

    def run(self, commands: bytes, resources: PdfObject, depth: int) -> None:
        """Follow one content stream."""
        if depth > _DEEPEST:
            raise _TooMuch
        saved: list[_State] = []
        stream = pikepdf.Stream(self._scratch, commands)
        for instruction in pikepdf.parse_content_stream(stream):
            name = str(instruction.operator)
            if name == "q":
                saved.append(self._state)
            elif name == "Q":
                self._state = saved.pop() if saved else self._state
            elif name == "Do":
                self._draw(str(instruction.operands[0]), resources, depth)
            elif name == "gs":
                self._extended_state(resources, str(instruction.operands[0]))
            else:
                self._other(name, list(instruction.operands))

    def _other(self, name: str, operands: list[PdfObject]) -> None:
        if name == "cm":
            self._state = replace(self._state, matrix=matrix_of(operands) @ self._state.matrix)
        elif name == "Tr":
            self._state = replace(self._state, text_mode=int(operands[0]))
        elif name in _SHOW:
            self.extras |= self._state.text_mode != _INVISIBLE_TEXT
            if self._state.text_mode >= _CLIPPING_TEXT:
                self._state = replace(self._state, clipped=True)
        elif name == "BDC" and str(operands[0]) == "/OC":
            self.extras = True  # a layer that may be switched off
            self._state = replace(self._state, clipped=True)
        else:
            self._outline(name, operands)

    def _outline(self, name: str, operands: list[PdfObject]) -> None:
        """Paths: painted they are seen, as a clip they may cut the picture."""
        if name == "re":
            x, y, width, height = map(float, operands)
            matrix = matrix_of([width, 0, 0, height, x, y]) @ self._state.matrix
            self._path.append(bounds(matrix) if quarter(matrix) is not None else None)
        elif name in _PATH:
            self._path.append(None)
        elif name in ("W", "W*"):
            self._cuts = True
        elif name in _PAINT or name == "n":
            self.extras |= name != "n"
            if self._cuts and not self._whole_page(self._path):
                self._state = replace(self._state, clipped=True)
            self._path, self._cuts = [], False

    def _whole_page(self, path: list[Rect | None]) -> bool:
        return len(path) == 1 and path[0] is not None and share(path[0], self._box) >= _FILLS

    def _draw(self, name: str, resources: PdfObject, depth: int) -> None:
        found = _xobjects(resources).get(name)
        if not isinstance(found, pikepdf.Stream):
            self.missing = self.extras = True
        elif "/OC" in found:
            self.extras = True
        elif found.get("/Subtype") == "/Form":
            self._draw_form(found, resources, depth)
        else:
            self._draw_picture(found)

    def _draw_form(self, form: PdfObject, resources: PdfObject, depth: int) -> None:
        before = self._state
        if "/Matrix" in form:
            matrix = matrix_of(list(form["/Matrix"].as_list()))
            self._state = replace(before, matrix=matrix @ before.matrix)
        self.run(content(form), form.get("/Resources", resources), depth + 1)
        self._state = before

    def _draw_picture(self, picture: PdfObject) -> None:
        turned = quarter(self._state.matrix)
        where = bounds(self._state.matrix)
        fills = min(share(where, self._box), share(self._box, where)) >= _FILLS
        if turned is None or not fills or self._state.clipped or _see_through(picture):
            self.extras = True
            return
        self.picture, self.turned, self.where, self.extras = picture, turned, where, False

    def _extended_state(self, resources: PdfObject, name: str) -> None:
        """Transparency and soft masks change what a picture looks like."""
        state = resources.get("/ExtGState", pikepdf.Dictionary()).get(name)
        if not isinstance(state, pikepdf.Dictionary):
            return
        plain = state.get("/SMask", "/None") == "/None" and float(state.get("/ca", 1)) == 1
        if not plain or state.get("/BM", "/Normal") not in ("/Normal", "/Compatible"):
            self._state = replace(self._state, clipped=True)


def _xobjects(resources: PdfObject | None) -> dict[str, PdfObject]:
    if not isinstance(resources, pikepdf.Dictionary):
        return {}
    found = resources.get("/XObject")
    return dict(found.items()) if isinstance(found, pikepdf.Dictionary) else {}


def _inherited(page: PdfObject, key: str) -> PdfObject | None:
    node: PdfObject | None = page
    for _ in range(_DEEPEST * 4):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def _noted(annotations: PdfObject | list[PdfObject], box: Rect) -> Iterator[Rect]:
    """Areas of the annotations that a reader of the page sees; doubtful ones are seen.

    Of those that need not be drawn inside their rectangle, the whole page.
    """
    for annotation in annotations:
        if not isinstance(annotation, pikepdf.Dictionary):
            continue
        area = rect(annotation.get("/Rect"))
        if area is not None and _visible(annotation):
            yield area if "/AP" in annotation else box


def _visible(annotation: PdfObject) -> bool:
    if int(annotation.get("/F", 0)) & _HIDDEN or str(annotation.get("/Subtype")) == "/Popup":
        return False
    if "/AP" in annotation:
        return True
    return str(annotation.get("/Subtype")) not in ("/Link", "/Widget") or "/V" in annotation


def _see_through(picture: PdfObject) -> bool:
    return bool(picture.get("/ImageMask", False)) or any(
        key in picture for key in ("/SMask", "/Mask", "/SMaskInData")
    )

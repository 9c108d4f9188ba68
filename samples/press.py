"""Sets type on A4 leaves at 300 dpi, and keeps the truth of what it printed and where."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageDraw, ImageFont

from samples.fonts import LIBERATION_MONO, font
from samples.look import Look

DPI = 300
WIDTH, HEIGHT = 2480, 3508
MM = DPI / 25.4
POINT = DPI / 72
INK = 12
MARK = "MẪU"

Rect = tuple[float, float, float, float]
"""left, top, right, bottom in px of the flat leaf."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one style. size in points, 0: the look's own. field: the value it belongs to.

    style: one of `fonts.STYLES`, or `mono` for what machines read.
    value: the normalised value, where it is not simply the printed text.
    """

    text: str
    style: str = "regular"
    size: float = 0
    field: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed piece of a field's value; page from 1."""

    field: str
    text: str
    value: str
    page: int
    rect: Rect


@dataclass(slots=True)
class Leaf:
    """One side of paper: black ink, coloured inks over it (RGBA, left, top), its truth.

    stamped: lines of a stamp of arrival.
    """

    black: Image.Image
    lines: list[tuple[str, Rect]] = field(default_factory=list)
    codes: list[tuple[str, str, Rect]] = field(default_factory=list)
    inks: list[tuple[Image.Image, int, int]] = field(default_factory=list)
    stamped: list[tuple[str, Rect]] = field(default_factory=list)


def union(rects: Sequence[Rect]) -> Rect:
    """The smallest rectangle around all `rects`."""
    return (
        min(rect[0] for rect in rects),
        min(rect[1] for rect in rects),
        max(rect[2] for rect in rects),
        max(rect[3] for rect in rects),
    )


class Press:
    """A stack of leaves and a cursor `y` (px, the next baseline) on the last of them."""

    def __init__(self, look: Look) -> None:
        self.look = look
        left, top, right, bottom = (margin * MM for margin in look.margins)
        self.left, self.right = left, WIDTH - right
        self.top, self.bottom = top, HEIGHT - bottom
        self.leaves: list[Leaf] = []
        self.marks: list[Mark] = []
        self.y = 0.0
        self.turn_over()

    @property
    def leaf(self) -> Leaf:
        """The leaf being printed."""
        return self.leaves[-1]

    @property
    def middle(self) -> float:
        """The x of the text column's middle."""
        return (self.left + self.right) / 2

    def turn_over(self, *, numbered: bool = True) -> None:
        """Start a new leaf: MẪU in the bottom margin, from the second on a number in the top."""
        self.leaves.append(Leaf(Image.new("L", (WIDTH, HEIGHT), 255)))
        small = Run(MARK, "regular", 9)
        self.say([small], self.left, HEIGHT - 9 * MM, grey=95)
        number = len(self.leaves)
        if number > 1 and numbered:
            self.say([Run(str(number), "regular", 13)], WIDTH / 2, 13 * MM, anchor="middle")
        self.y = self.top + self.height()

    def face(self, run: Run) -> ImageFont.FreeTypeFont:
        """The font of a run."""
        pixels = round((run.size or self.look.size) * POINT)
        if run.style == "mono":
            return font(LIBERATION_MONO, "regular", pixels)
        return font(self.look.family, run.style, pixels)

    def height(self, size: float = 0) -> float:
        """Distance of two baselines in px."""
        return (size or self.look.size) * POINT * self.look.leading

    def width(self, runs: Sequence[Run]) -> float:
        """How far the runs reach, in px."""
        return sum(self.face(run).getlength(run.text) for run in runs)

    def need(self, pixels: float) -> None:
        """Turn over unless `pixels` are left above the bottom margin."""
        if self.y + pixels > self.bottom:
            self.turn_over()

    def down(self, mm: float) -> None:
        """Move the cursor down."""
        self.y += mm * MM

    def say(
        self, runs: Sequence[Run], x: float, y: float, *, anchor: str = "left", grey: int = INK
    ) -> Rect:
        """Print runs as one line from, up to or around `x`; the rectangle of the ink."""
        start = x - self.width(runs) * {"left": 0.0, "middle": 0.5, "right": 1.0}[anchor]
        placed = []
        for run in runs:
            placed.append((run, start))
            start += self.face(run).getlength(run.text)
        return self.put(placed, y, "".join(run.text for run in runs), grey=grey)

    def put(
        self, placed: Sequence[tuple[Run, float]], y: float, text: str, *, grey: int = INK
    ) -> Rect:
        """Print each run at its x on one baseline, and note it as one line that reads `text`."""
        draw = ImageDraw.Draw(self.leaf.black)
        base = round(y)
        rects = []
        for run, x in placed:
            face, at = self.face(run), round(x)
            draw.text((at, base), run.text, font=face, fill=grey, anchor="ls")
            left, top, right, bottom = face.getbbox(run.text, anchor="ls")
            rect = (at + left, base + top, at + right, base + bottom)
            rects.append(rect)
            if run.field and run.text.strip():
                value = run.value
                page = len(self.leaves)
                self.marks.append(Mark(run.field, run.text.strip(), value, page, rect))
        around = union([rect for rect in rects if rect[2] > rect[0]] or rects)
        self.leaf.lines.append((text.strip(), around))
        return around

    def tint(
        self,
        run: Run,
        x: float,
        y: float,
        colour: tuple[int, int, int],
        *,
        anchor: str = "left",
    ) -> Rect:
        """Print one run in coloured ink, from, up to or around `x`; the rectangle of the ink."""
        face = self.face(run)
        at = round(x - self.width([run]) * {"left": 0.0, "middle": 0.5, "right": 1.0}[anchor])
        left, top, right, bottom = (round(edge) for edge in face.getbbox(run.text, anchor="ls"))
        cover = Image.new("L", (right - left, bottom - top), 0)
        ImageDraw.Draw(cover).text((-left, -top), run.text, font=face, fill=255, anchor="ls")
        ink = Image.new("RGBA", cover.size, (*colour, 0))
        ink.putalpha(cover)
        self.leaf.inks.append((ink, at + left, round(y) + top))
        rect = (at + left, round(y) + top, at + right, round(y) + bottom)
        self.leaf.lines.append((run.text, rect))
        if run.field:
            self.marks.append(Mark(run.field, run.text, run.value, len(self.leaves), rect))
        return rect

    def row(self, runs: Sequence[Run], x: float, *, anchor: str = "left") -> Rect:
        """Print a line at the cursor and move to the next."""
        step = self.height(max(run.size for run in runs))
        rect = self.say(runs, x, self.y, anchor=anchor)
        self.y += step
        return rect

    def rule(self, rect: Rect, thick: int = 3) -> None:
        """A straight rule along the top or left edge of a flat rectangle."""
        ImageDraw.Draw(self.leaf.black).line(rect, fill=INK, width=thick)

    def paste(self, picture: Image.Image, x: float, y: float) -> Rect:
        """Print a black-and-white picture with its left top corner at x, y."""
        at = round(x), round(y)
        self.leaf.black.paste(picture, at)
        return (at[0], at[1], at[0] + picture.width, at[1] + picture.height)

"""The two faces of a plastic card, 85.6 by 54 mm, as a copy shows them on A4."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

from samples import ink
from samples.chance import Chance
from samples.flow import break_lines, set_words
from samples.fonts import LIBERATION_SANS, NOTO_SANS, usable
from samples.jobs import Job
from samples.press import MM, Press, Run

WIDE, TALL = 85.6, 54.0
"""mm; ISO/IEC 7810 ID-1."""

Colour = tuple[int, int, int]
_TINTS: tuple[Colour, ...] = ((90, 190, 170), (120, 180, 220), (230, 200, 110))


@dataclass(frozen=True, slots=True)
class Face:
    """One face. left, top: its corner in px; small: what type shrinks by in a wider typeface."""

    press: Press
    left: float
    top: float
    small: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Millimetres from the card's corner as px of the leaf."""
        return self.left + x * MM, self.top + y * MM

    def sized(self, run: Run) -> Run:
        """The run at the size at which it fits this typeface."""
        return replace(run, size=run.size * self.small)

    def say(self, runs: Sequence[Run], x: float, y: float, *, anchor: str = "left") -> None:
        """Print a line from or around `x` mm with its baseline at `y` mm."""
        self.press.say([self.sized(run) for run in runs], *self.at(x, y), anchor=anchor)

    def red(self, run: Run, x: float, y: float, *, anchor: str = "middle") -> None:
        """Print one run in red."""
        self.press.tint(self.sized(run), *self.at(x, y), ink.RED, anchor=anchor)

    def flow(self, runs: Sequence[Run], x: float, y: float, right: float, step: float) -> None:
        """Print runs over as many lines as they take between `x` and `right`, `step` mm apart."""
        sized = [self.sized(run) for run in runs]
        room = (right - x) * MM
        space = self.press.width([replace(sized[-1], text=" ")])
        self.press.y = self.at(x, y)[1]
        for words in break_lines(self.press, sized, room, room):
            set_words(self.press, words, self.at(x, y)[0], space)
            self.press.y += step * MM

    def fitted(self, runs: Sequence[Run], room: float, lines: int) -> list[Run]:
        """The runs, smaller where they would take more than `lines` lines of `room` mm."""
        share = 1.0
        while True:
            tried = [replace(run, size=run.size * share) for run in runs]
            sized = [self.sized(run) for run in tried]
            if len(break_lines(self.press, sized, room * MM, room * MM)) <= lines or share < 0.7:
                return tried
            share -= 0.04

    def picture(self, image: Image.Image, x: float, y: float, symbology: str, text: str) -> None:
        """Paste a code with its corner at `x`, `y` mm and note it."""
        rect = self.press.paste(image, *self.at(x, y))
        self.press.leaf.codes.append((symbology, text, rect))


def faces(job: Job) -> tuple[Face, Face]:
    """Front and back on the leaf: below each other in a, beside each other in b, in sans serif."""
    press, a = job.press, job.press.look.is_a
    family = usable((LIBERATION_SANS if a else NOTO_SANS,))[0]
    press.look = replace(press.look, family=family)
    small = 1.0 if a else 0.9
    high = job.chance.real(28, 60)
    corners = [(62.0, high), (62.0, high + TALL + 12)] if a else [(17.0, high), (107.5, high)]
    front, back = (Face(press, x * MM, y * MM, small) for x, y in corners)
    tint = job.chance.pick(_TINTS)
    for face in (front, back):
        _body(face, job.chance, tint if a else None)
    return front, back


def _body(face: Face, chance: Chance, tint: Colour | None) -> None:
    """The card's edge, its fine lines and, in a colour copy, its tint."""
    draw = ImageDraw.Draw(face.press.leaf.black)
    right, bottom = face.at(WIDE, TALL)
    _waves(face, draw, chance)
    box = (face.left, face.top, right, bottom)
    draw.rounded_rectangle(box, radius=3.2 * MM, outline=120, width=3)
    if tint:
        size = (round(right - face.left), round(bottom - face.top))
        cover = Image.new("L", size, 0)
        shape = (2, 2, size[0] - 2, size[1] - 2)
        ImageDraw.Draw(cover).rounded_rectangle(shape, radius=3 * MM, fill=64)
        tile = Image.new("RGBA", size, (*tint, 0))
        tile.putalpha(cover)
        face.press.leaf.inks.append((tile, round(face.left), round(face.top)))


def _waves(face: Face, draw: ImageDraw.ImageDraw, chance: Chance) -> None:
    """Fine wavy lines that run behind the text of identity papers."""
    phase = chance.real(0, 6)
    for n in range(16):
        y = 3 + n * (TALL - 6) / 15
        points = [
            face.at(x * 0.5 + 2, y + 2.2 * math.sin(phase + n * 0.7 + x * 0.09))
            for x in range(int((WIDE - 4) * 2))
        ]
        draw.line(points, fill=226, width=2)


def portrait(face: Face, x: float, y: float) -> None:
    """Where the photograph is: a grey head and shoulders, 20 by 26 mm."""
    draw = ImageDraw.Draw(face.press.leaf.black)
    left, top = face.at(x, y)
    right, bottom = face.at(x + 20, y + 26)
    draw.rectangle((left, top, right, bottom), fill=222, outline=150, width=2)
    draw.ellipse((*face.at(x + 5.5, y + 4), *face.at(x + 14.5, y + 15.5)), fill=140)
    shoulders = (*face.at(x + 2, y + 16), *face.at(x + 18, y + 36))
    draw.pieslice(shoulders, 180, 360, fill=110)


def arms(face: Face, x: float, y: float, radius: float) -> None:
    """The arms around `x`, `y` mm."""
    left, top = face.at(x - radius, y - radius)
    picture = ink.arms(round(radius * 2 * MM))
    face.press.leaf.inks.append((picture, round(left), round(top)))


def chip(face: Face, x: float, y: float) -> None:
    """The contacts of the chip."""
    draw = ImageDraw.Draw(face.press.leaf.black)
    draw.rounded_rectangle(
        (*face.at(x, y), *face.at(x + 11, y + 9)), radius=12, outline=120, width=3
    )
    for part in (3.7, 7.4):
        draw.line((*face.at(x + part, y), *face.at(x + part, y + 9)), fill=140, width=2)
    draw.line((*face.at(x, y + 4.5), *face.at(x + 11, y + 4.5)), fill=140, width=2)


def fingerprint(face: Face, x: float, y: float) -> None:
    """Rings of an oval, 12 by 12 mm."""
    draw = ImageDraw.Draw(face.press.leaf.black)
    for n in range(7):
        inset = 0.8 * n
        box = (*face.at(x + inset, y + inset), *face.at(x + 12 - inset, y + 12 - inset * 0.8))
        draw.arc(box, 120 + 7 * n, 420 - 9 * n, fill=95, width=4)


def country(face: Face, middle: float, size: float) -> None:
    """Country and motto in two languages, four lines from the upper edge."""
    lines = (
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "bold", size),
        ("Độc lập - Tự do - Hạnh phúc", "bold", size - 0.3),
        ("SOCIALIST REPUBLIC OF VIET NAM", "regular", size - 1.2),
        ("Independence - Freedom - Happiness", "regular", size - 1.2),
    )
    for n, (text, style, points) in enumerate(lines):
        face.say([Run(text, style, points)], middle, 5.2 + 2.8 * n, anchor="middle")


def machine_zone(face: Face, lines: tuple[str, str, str], value: str) -> None:
    """Three lines of 30 signs, ten to the inch; the first carries `mrz_id`."""
    for n, text in enumerate(lines):
        field = ("mrz_id", value) if n == 0 else ("", "")
        run = Run(text, "mono", 12, *field)
        face.press.say([run], *face.at((WIDE - 76.2) / 2, 41.5 + 4.23 * n))

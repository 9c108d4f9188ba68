"""Lines to train a line reader on, without end: drawn, worn, and cut out by the program's own `Cutter`.

Lot number n of a seed is the same bytes whenever it is asked for on a machine with the same fonts, so a run can
stop and go on anywhere. A lot is printed at 300 dpi between two other lines, worn as a scan of 100 to 300 dpi,
and cut as a page's lines are: level, 250 the tone of paper, the ink of others painted out where it does not touch.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import line_texts
import line_wear
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from pipeline.ocr.glyphs import Glyphs
from pipeline.ocr.lines import TextLine
from pipeline.ocr.sheet import Sheet, scaling
from pipeline.ocr.strips import Cutter
from pipeline.ports import Grey
from samples import fonts, ink
from samples.chance import Chance

PRINT = 300
"""dpi at which lots are set."""

DPI = (100, 130, 150, 200, 200, 240, 300, 300, 300)
"""Resolutions of the scans."""

LONGEST = 102
"""Letters of the longest text drawn."""

HELD_BACK = frozenset(
    name
    for family in (fonts.FREE_SERIF, fonts.NOTO_SERIF, fonts.NOTO_SANS)
    for name in family.files
)
"""Files of the typefaces in which layout b prints: never trained on, since layout b judges."""

_USUAL = dict.fromkeys(fonts.LIBERATION_SERIF.files, 6)
"""How much more often than others the face is drawn in which offices write."""

_OWN, _OTHERS = 1, 2
"""Marks of the line itself and of what is around it."""

_INK = 160
"""Tone below which a px is ink."""

_SEALS = 12
"""Seals and signatures of which pieces are laid over lines."""

_Type = ImageFont.FreeTypeFont
"""A face at a height."""


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """A line on its scan, with its truth. source: kind of text. desk and line: what a `Cutter` needs."""

    text: str
    source: str
    desk: Cutter
    line: TextLine

    def strip(self, height: int) -> Grey:
        """The line as a reader that takes strips of that height gets it."""
        return self.desk.cut(_OWN, self.line, height)


@dataclass(frozen=True, slots=True)
class Lots:
    """The stream of a seed. faces: font files, one of which sets each line. longest: letters of a line."""

    seed: int
    faces: tuple[Path, ...]
    longest: int = LONGEST

    def __getitem__(self, number: int) -> Scan:
        """Lot of that number, from 0, without end."""
        chance = Chance("line", self.seed, number)
        source, text = line_texts.drawn(chance)
        text = text[: self.longest].strip()
        proof = _set(text, self._types(chance), chance)
        return _scanned(proof, text, source, chance)

    def _types(self, chance: Chance) -> tuple[_Type, _Type]:
        """The face of the first words and that of the rest: mostly one, else two styles of a family."""
        path, pixels = chance.pick(self.faces), round(chance.real(9.0, 15.5) * PRINT / 72)
        kin = [face for face in self.faces if _family(face) == _family(path)]
        lead = chance.pick(kin) if chance.odds(0.12) else path
        return _face(lead, pixels), _face(path, pixels)


@dataclass(frozen=True, slots=True, eq=False)
class _Proof:
    """A line as printed, 255 paper, at `PRINT` dpi. own, others, rules: ink of each; base: its baseline, px.

    left, right: where the line's ink ends. capital: height of its capitals.
    """

    own: Grey
    others: Grey
    rules: Grey
    base: int
    left: float
    right: float
    capital: float


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, or a letter, and where it begins, px from the start of the line."""

    text: str
    x: float
    face: _Type


@lru_cache(maxsize=4)
def faces(*, held_back: bool = False) -> tuple[Path, ...]:
    """Installed fonts that draw every letter of `line_texts.LETTERS`: those to train on, or those held back."""
    found = {
        path.name: path
        for folder in fonts.FOLDERS
        for path in sorted(Path(folder).rglob("*.[ot]tf"))
        if (path.name in HELD_BACK) == held_back and _draws_all(path)
    }
    if not found:
        raise fonts.FontMissing(f"no font with all letters: {fonts.ADVICE}")
    return tuple(found[name] for name in sorted(found) for _ in range(_USUAL.get(name, 1)))


def _draws_all(path: Path) -> bool:
    if path.name.startswith("DejaVuMath") or fonts.missing_letters(path):
        return False
    face = _face(path, 40)
    hole = bytes(face.getmask(fonts._NOWHERE))
    return all(bytes(face.getmask(sign)) != hole for sign in line_texts.EXTRAS)


@lru_cache(maxsize=512)
def _family(path: Path) -> str:
    return str(_face(path, 40).getname()[0])


@lru_cache(maxsize=512)
def _face(path: Path, pixels: int) -> _Type:
    return ImageFont.truetype(str(path), pixels, layout_engine=ImageFont.Layout.BASIC)


def _set(text: str, types: tuple[_Type, _Type], chance: Chance) -> _Proof:
    """Print the line between its neighbours, with leaders or rules."""
    face = types[1]
    capital = float(-face.getbbox("H", anchor="ls")[1])
    places, wide = _placed(text, types, chance)
    margin = round(2.0 * capital)
    size = (round(wide) + 2 * margin, round(5.2 * capital))
    base = round(3.2 * capital)
    own = _paper(size)
    draw = ImageDraw.Draw(own)
    for word in places:
        draw.text((margin + word.x, base), word.text, font=word.face, fill=0, anchor="ls")
    others, rules = _around(size, base, face, chance)
    left, _, right, _ = Image.eval(own, lambda tone: 255 - tone).getbbox() or (
        margin,
        0,
        margin + 1,
        0,
    )
    return _Proof(_grey(own), others, rules, base, float(left), float(right), capital)


def _placed(text: str, types: tuple[_Type, _Type], chance: Chance) -> tuple[list[_Word], float]:
    """Words, or single letters where they are set apart, each in its face; how far the line runs, px."""
    space = types[1].getlength(" ") * (chance.real(0.8, 2.2) if chance.odds(0.6) else 1.0)
    apart = chance.real(1.0, 4.0) if chance.odds(0.08) else 0.0
    led = chance.whole(1, 3)
    places: list[_Word] = []
    x = 0.0
    for number, word in enumerate(text.split(" ")):
        face = types[number >= led]
        for part in word if apart else (word,):
            places.append(_Word(part, x, face))
            x += face.getlength(part) + apart
        x += space
    return places, x - space


def _around(size: tuple[int, int], base: int, face: _Type, chance: Chance) -> tuple[Grey, Grey]:
    """Lines above and below; dotted leaders, dashes or a rule along the baseline."""
    others, rules = _paper(size), _paper(size)
    draw, lined = ImageDraw.Draw(others), ImageDraw.Draw(rules)
    leading = face.size * chance.real(1.02, 1.6)
    for step in (-1, 1):
        if chance.odds(0.6):
            said = " ".join(line_texts.drawn(chance)[1] for _ in range(1 + size[0] // 600))
            draw.text(
                (-chance.whole(0, 99), base + step * leading), said, font=face, fill=0, anchor="ls"
            )
    if chance.odds(0.12):
        start = chance.real(-0.3, 0.9) * size[0]
        dots = chance.pick("..…") * (size[0] // 8)
        lined.text((start, base + chance.whole(0, 5)), dots, font=face, fill=0, anchor="ls")
    if chance.odds(0.08):
        y = base + chance.whole(6, 20)
        lined.line((0, y, size[0], y), fill=0, width=chance.whole(2, 5))
    return _grey(others), _grey(rules)


def _paper(size: tuple[int, int]) -> Image.Image:
    return Image.new("L", size, 255)


def _grey(picture: Image.Image) -> Grey:
    return np.asarray(picture, np.uint8)


def _scanned(proof: _Proof, text: str, source: str, chance: Chance) -> Scan:
    """The proof worn to a scan, and the desk on which its line is cut out."""
    dpi = chance.pick(DPI)
    page, white = line_wear.worn(_inked(proof, chance), dpi / PRINT, chance)
    level = _halved(proof.own)
    light = np.full((max(1, page.shape[0] // 8), max(1, page.shape[1] // 8)), white, np.uint8)
    to_page = scaling(level.shape, page.shape)
    sheet = Sheet(level, page, light, to_page, np.eye(3))
    desk = Cutter(sheet, _marks(proof, chance), np.array([-1, _OWN, -2], np.int32))
    return Scan(text, source, desk, _found(proof, chance))


def _halved(picture: Grey) -> Grey:
    """At 150 dpi, where lines are found."""
    size = (picture.shape[1] // 2, picture.shape[0] // 2)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def _marks(proof: _Proof, chance: Chance) -> Glyphs:
    """Which px are the line's and which another's; now and then what is around was not told apart."""
    own, others, rules = (_halved(layer) < _INK for layer in (proof.own, proof.others, proof.rules))
    labels = np.zeros(own.shape, np.int32)
    labels[others & ~own & (not chance.odds(0.12))] = _OTHERS
    labels[own] = _OWN
    ruled = np.where(rules & ~own & (not chance.odds(0.25)), 255, 0).astype(np.uint8)
    none = np.zeros(3, np.bool_)
    boxes = np.zeros((3, 4), np.float32)
    return Glyphs(
        labels, boxes, proof.capital / 2, none, none, none, none, ruled, ruled, np.zeros_like(ruled)
    )


def _found(proof: _Proof, chance: Chance) -> TextLine:
    """The line as a finder sees it: a little off in height, place and slope, on the halved picture."""
    capital = proof.capital / 2 * chance.real(0.92, 1.1)
    if chance.odds(0.08):
        capital *= chance.real(0.75, 0.95)  # small letters alone are taken for capitals
    slope = chance.real(-0.004, 0.004)
    left, right = (
        edge / 2 + chance.real(-0.15, 0.15) * capital for edge in (proof.left, proof.right)
    )
    base = proof.base / 2 + chance.real(-0.06, 0.06) * capital - slope * (right - left) / 2
    return TextLine(left, right, base, slope, capital, np.array([_OWN]))


def _inked(proof: _Proof, chance: Chance) -> Grey:
    """All ink on one paper; seals and signatures faded, as the brightest channel leaves them, or not."""
    page = np.minimum(np.minimum(proof.own, proof.others), proof.rules)
    if chance.odds(0.2):
        tone = chance.real(0.72, 0.98) if chance.odds(0.8) else chance.real(0.3, 0.7)
        page = _sealed(page, _cover(chance.whole(0, _SEALS - 1)), tone, chance)
    return page


@lru_cache(maxsize=_SEALS)
def _cover(number: int) -> Grey:
    """Opacity of a seal or a signature, 300 dpi."""
    chance = Chance("seal", number)
    family = fonts.usable((fonts.LIBERATION_SERIF,))[0]
    text = line_texts.SOURCES["head"](chance)[:26]
    made = ink.seal(chance, text, family) if number % 3 else ink.signature(chance)
    return _grey(made.getchannel("A"))


def _sealed(page: Grey, cover: Grey, tone: float, chance: Chance) -> Grey:
    """Ink of opacity `cover` over any part of the line. tone: share of light that the ink leaves."""
    high, wide = page.shape
    top = chance.whole(-cover.shape[0] // 2, cover.shape[0])
    left = chance.whole(-cover.shape[1] // 2, wide)
    move = np.array([[1, 0, left], [0, 1, high - top]], np.float64)
    laid = np.asarray(cv2.warpAffine(cover, move, (wide, high)), np.float32) / 255
    return np.asarray(page * (1 - laid * (1 - tone)), np.uint8)


Layers = NDArray[np.float32]
"""(high, wide) float32, 0 ink to 1 paper: a strip as a network takes it."""


def shrunk(strip: Grey, high: int, squeeze: float) -> Layers:
    """The strip `high` px high and `squeeze` of its width, whole frames of 4 px."""
    width = max(16, round(strip.shape[1] * high / strip.shape[0] * squeeze / 4) * 4)
    small = cv2.resize(strip, (width, high), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32) / np.float32(255)

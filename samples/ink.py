"""Coloured inks that lie over type: red round seals, blue signatures, registry stamps."""

import math
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.chance import Chance
from samples.fonts import Family, font
from samples.press import MM, Rect

RED = (206, 32, 44)
BLUE = (36, 52, 150)

Pixels = NDArray[np.uint8]


def _tinted(cover: Image.Image, colour: tuple[int, int, int]) -> Image.Image:
    """Ink of one colour with `cover` (0–255) as its opacity."""
    ink = Image.new("RGBA", cover.size, (*colour, 0))
    ink.putalpha(cover)
    return ink


def _uneven(cover: Image.Image, chance: Chance, low: float) -> Image.Image:
    """Rubber prints unevenly: opacity varies in patches between `low` and 1."""
    rng = np.random.Generator(np.random.PCG64(chance.seed))
    patches = (rng.random((14, 14)) * 255).astype(np.uint8)
    cloud = Image.fromarray(patches).resize(cover.size, Image.Resampling.BICUBIC)
    share = low + (1 - low) * np.asarray(cloud, dtype=np.float32) / 255
    return Image.fromarray((np.asarray(cover, dtype=np.float32) * share).astype(np.uint8))


def _ring_text(cover: Image.Image, text: str, radius: float, family: Family, span: float) -> None:
    """Letters around the middle of `cover`, `span` degrees from the lower left over the top."""
    face = font(family, "bold", round(radius * 0.2))
    middle = cover.width / 2
    widths = [max(face.getlength(letter), 4.0) for letter in text]
    total = sum(widths)
    gone = 0.0
    for letter, wide in zip(text, widths, strict=True):
        share = (gone + wide / 2) / total
        gone += wide
        angle = math.radians(-90 - span / 2 + span * share)
        tile = Image.new("L", (round(radius * 0.36),) * 2, 0)
        place = (tile.width / 2, tile.height / 2)
        ImageDraw.Draw(tile).text(place, letter, font=face, fill=255, anchor="mm")
        turned = tile.rotate(-(math.degrees(angle) + 90), resample=Image.Resampling.BICUBIC)
        x = middle + radius * math.cos(angle) - tile.width / 2
        y = middle + radius * math.sin(angle) - tile.height / 2
        cover.paste(255, (round(x), round(y)), turned)


def star(draw: ImageDraw.ImageDraw, middle: float, radius: float) -> None:
    """A filled star of five points around `middle`, `middle`."""
    points = []
    for n in range(10):
        reach = radius if n % 2 == 0 else radius * 0.4
        angle = math.radians(-90 + 36 * n)
        points.append((middle + reach * math.cos(angle), middle + reach * math.sin(angle)))
    draw.polygon(points, fill=255)


def seal(chance: Chance, text: str, family: Family) -> Image.Image:
    """A red round seal, 36 mm across, `text` around a star; it says MẪU, so it seals nothing."""
    size = round(36 * MM)
    cover = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(cover)
    for inset, thick in ((2, 9), (17, 3), (round(size * 0.19), 3)):
        draw.ellipse((inset, inset, size - inset, size - inset), outline=255, width=thick)
    _ring_text(cover, text, size * 0.385, family, min(330.0, 13.0 * len(text)))
    star(draw, size / 2, size * 0.17)
    label = font(family, "bold", round(size * 0.07))
    draw.text((size / 2, size * 0.735), "MẪU", font=label, fill=255, anchor="mm")
    turned = cover.rotate(chance.real(-14, 14), resample=Image.Resampling.BICUBIC)
    return _tinted(_uneven(turned, chance, 0.72), RED)


def arms(size: int) -> Image.Image:
    """What stands for the arms of the country, `size` px across: a red ring with a star."""
    cover = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(cover)
    draw.ellipse((2, 2, size - 2, size - 2), outline=255, width=max(4, size // 14))
    star(draw, size / 2, size * 0.26)
    return _tinted(cover, RED)


def _curve(chance: Chance, wide: int, tall: int) -> list[tuple[float, float]]:
    """A hand's way: a high first letter, loops that shrink, a stroke under or through."""
    start = chance.real(0.04, 0.2)
    points = [(start, chance.real(0.3, 0.8)), (start + 0.06, chance.real(0.0, 0.2))]
    turns, reach = chance.whole(3, 8), chance.real(0.35, 0.62)
    lean, low = chance.real(0.0, 0.09), chance.real(0.55, 0.75)
    for n in range(turns):
        x = start + 0.08 + reach * (n + 1) / turns
        points.append((x - lean, low + chance.real(-0.05, 0.22) * (1 - n / turns)))
        points.append((x + lean, low - chance.real(0.12, 0.5) * (1 - 0.6 * n / turns)))
    if chance.odds(0.6):
        points.append((chance.real(0.12, 0.4), chance.real(0.62, 0.9)))
    points.append((chance.real(0.8, 0.97), chance.real(0.15, 0.85)))
    return [(x * wide, y * tall) for x, y in points]


def _smooth(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A Catmull-Rom curve through the points, 24 steps a piece."""
    ends = [points[0], *points, points[-1]]
    path = []
    for p0, p1, p2, p3 in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(24):
            t = step / 24
            path.append(
                tuple(_spline(a, b, c, d, t) for a, b, c, d in zip(p0, p1, p2, p3, strict=True))
            )
    return [(x, y) for x, y in path]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def signature(chance: Chance) -> Image.Image:
    """A blue signature, 52 by 24 mm."""
    wide, tall = round(52 * MM), round(24 * MM)
    cover = Image.new("L", (wide, tall), 0)
    draw = ImageDraw.Draw(cover)
    path = _smooth(_curve(chance, wide, tall))
    for n, (here, there) in enumerate(pairwise(path)):
        thick = round(5 + 2.5 * math.sin(n / 9))
        draw.line((*here, *there), fill=225, width=thick)
        draw.ellipse(
            (
                there[0] - thick / 2,
                there[1] - thick / 2,
                there[0] + thick / 2,
                there[1] + thick / 2,
            ),
            fill=225,
        )
    return _tinted(cover, BLUE)


def registry_stamp(chance: Chance, family: Family) -> tuple[Image.Image, list[tuple[str, Rect]]]:
    """The frame a registry stamps on what comes in, 44 by 24 mm, red or blue, a little askew; its lines."""
    wide, tall = round(44 * MM), round(24 * MM)
    cover = Image.new("L", (wide + 40, tall + 40), 0)
    draw = ImageDraw.Draw(cover)
    draw.rectangle((20, 20, wide + 20, tall + 20), outline=255, width=6)
    bold, plain = font(family, "bold", 50), font(family, "regular", 40)
    lines = [
        _typed(draw, (wide / 2 + 20, 62), "CÔNG VĂN ĐẾN", bold, "mm"),
        _typed(draw, (50, 145), f"Số: {chance.whole(10, 4800)}", plain, "ls"),
        _typed(
            draw,
            (50, 215),
            f"Ngày: {chance.whole(1, 28):02d}/{chance.whole(1, 12):02d}",
            plain,
            "ls",
        ),
        _typed(draw, (50, 275), "Chuyển: VP", plain, "ls"),
    ]
    slant = chance.real(-4, 4)
    turned = cover.rotate(slant, resample=Image.Resampling.BICUBIC)
    picture = _tinted(_uneven(turned, chance, 0.5), chance.pick((RED, BLUE)))
    return picture, [(text, _turned(rect, slant, cover.size)) for text, rect in lines]


def _typed(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    face: ImageFont.FreeTypeFont,
    anchor: str,
) -> tuple[str, Rect]:
    draw.text(at, text, font=face, fill=255, anchor=anchor)
    return text, draw.textbbox(at, text, font=face, anchor=anchor)


def _turned(rect: Rect, degrees: float, size: tuple[int, int]) -> Rect:
    """The rectangle around one of a picture of `size` that is turned counter-clockwise around its middle."""
    along, across = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x, y = size[0] / 2, size[1] / 2
    corners = [(left - x, top - y) for left in (rect[0], rect[2]) for top in (rect[1], rect[3])]
    over = [left * along + top * across + x for left, top in corners]
    down = [top * along - left * across + y for left, top in corners]
    return min(over), min(down), max(over), max(down)


def lay(page: Pixels, ink: Image.Image, left: int, top: int) -> None:
    """Lay ink over an RGB page in place, darkening as ink does; what hangs over the edge is cut."""
    height, width = page.shape[:2]
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + ink.width, width), min(top + ink.height, height)
    part = np.asarray(ink, dtype=np.float32)[y0 - top : y1 - top, x0 - left : x1 - left]
    cover = part[..., 3:] / 255 * 0.86
    under = page[y0:y1, x0:x1].astype(np.float32)
    page[y0:y1, x0:x1] = (under * (1 - cover + cover * part[..., :3] / 255)).astype(np.uint8)

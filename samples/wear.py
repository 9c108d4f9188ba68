"""What happens to a printed page until it is a file: the levels of `reference/ocr.md` §0.

Each level is a homography and a change of pixels; the truth moves with the homography.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.chance import Chance

Pixels = NDArray[np.uint8]
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Worn:
    """A page as its file will hold it.

    pixels: as stored, (h, w) or (h, w, 3) uint8. matrix: 3 by 3, from px of the flat leaf to px of
    the page shown upright. upright: (width, height) of that in px. turned: degrees clockwise from
    stored to upright. quality: of the JPEG, 0 for a lossless file. dpi: None where none is written.
    """

    pixels: Pixels
    matrix: Matrix
    upright: tuple[int, int]
    turned: int
    quality: int
    dpi: int | None


def _rng(chance: Chance) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(chance.whole(0, 2**53)))


@lru_cache(maxsize=4)
def _tile(seed: int, sigma: float) -> NDArray[np.int8]:
    rng = np.random.Generator(np.random.PCG64(seed))
    tile = np.clip(rng.standard_normal((991, 983), dtype=np.float32) * sigma, -127, 127)
    return np.asarray(tile, dtype=np.int8)


def _grain(shape: tuple[int, ...], sigma: float, chance: Chance) -> NDArray[np.int8]:
    """Noise of the size of a page, repeated from one tile: ten times cheaper, looks the same."""
    tile = _tile(chance.whole(0, 2**53), sigma)
    down, across = shape[0] // tile.shape[0] + 1, shape[1] // tile.shape[1] + 1
    grain = np.tile(tile, (down, across))[: shape[0], : shape[1]]
    return np.asarray(grain, dtype=np.int8)


def _noisy(page: Pixels, sigma: float, chance: Chance) -> Pixels:
    grain = _grain(page.shape, sigma, chance)
    layers = grain if page.ndim == 2 else cv2.merge([grain] * 3)
    return np.asarray(cv2.add(page, layers, dtype=cv2.CV_8U), dtype=np.uint8)


def _blurred(page: Pixels, sigma: float) -> Pixels:
    return np.asarray(cv2.GaussianBlur(page, (0, 0), sigma), dtype=np.uint8)


def _levels(page: Pixels, contrast: float, paper: tuple[int, ...]) -> Pixels:
    """White to the paper's colour, black up, so that `contrast` (0–1) of the range is left."""
    ramp = np.arange(256, dtype=np.float32) / 255
    curves = [white * (1 - contrast) + white * contrast * ramp for white in paper]
    curve = np.stack(curves, axis=-1).astype(np.uint8)
    if page.ndim == 2 and len(paper) == 3:
        page = np.asarray(cv2.cvtColor(page, cv2.COLOR_GRAY2RGB), dtype=np.uint8)
    return np.asarray(cv2.LUT(page, curve[None] if page.ndim == 3 else curve[:, 0]), dtype=np.uint8)


def _turn(page: Pixels, degrees: float, white: int) -> tuple[Pixels, Matrix]:
    """Turn counter-clockwise about the middle, as a sheet lies askew on the glass."""
    height, width = page.shape[:2]
    affine = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(page, affine, (width, height), borderValue=(white,) * 3)
    return np.asarray(turned, dtype=np.uint8), np.vstack([affine, [0, 0, 1]])


def _tint(chance: Chance) -> tuple[int, int, int]:
    warm = chance.whole(0, 7)
    white = chance.whole(247, 254)
    return white, white - warm // 3, white - warm


def clean(page: Pixels, chance: Chance) -> Worn:
    """The page as printed, in grey, lossless."""
    grey = page if page.ndim == 2 else np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), np.uint8)
    return Worn(grey, np.eye(3), (page.shape[1], page.shape[0]), 0, 0, 300)


def scan(page: Pixels, chance: Chance) -> Worn:
    """An office's colour scan: skew ±2°, tint, blur 0.7–1.2 px, noise, JPEG 60."""
    turned, matrix = _turn(page, chance.real(-2, 2), 255)
    soft = _blurred(turned, chance.real(0.7, 1.2))
    tinted = _levels(soft, chance.real(0.90, 0.97), _tint(chance))
    noisy = _noisy(tinted, chance.real(3, 6), chance)
    return Worn(noisy, matrix, (page.shape[1], page.shape[0]), 0, 60, 300)


def stamp(page: Pixels, chance: Chance) -> Worn:
    """A scan at JPEG 75; that the page carries seal and signature is the printer's work."""
    return replace(scan(page, chance), quality=75)


def rotated(page: Pixels, chance: Chance) -> Worn:
    """A scan that lies on its side or on its head."""
    worn = scan(page, chance)
    turned = chance.pick((90, 180, 270))
    stored = np.ascontiguousarray(np.rot90(worn.pixels, turned // 90))
    return replace(worn, pixels=stored, turned=turned)


def shown_alone(page: Pixels, share: float) -> Pixels:
    """An empty side through which the other side shows, mirrored and dim; share 0–1."""
    back = _blurred(np.ascontiguousarray(page[:, ::-1]), 5.0)
    back = np.roll(back, 230, axis=0)
    dim = cv2.addWeighted(back, share, np.full_like(back, 255), 1 - share, 0)
    return np.asarray(dim, dtype=np.uint8)


def _show_through(page: Pixels, share: float) -> Pixels:
    """The reverse side, mirrored and dim, behind the text."""
    return np.asarray(cv2.min(page, shown_alone(page, share)), dtype=np.uint8)


def _folded(page: Pixels, chance: Chance) -> Pixels:
    """Up to two soft shadows of 22 % where the sheet was folded."""
    light = np.ones(page.shape, dtype=np.float32)
    rows = np.arange(page.shape[0], dtype=np.float32)[:, None]
    for _ in range(chance.whole(0, 2)):
        at, wide = chance.real(0.25, 0.75) * page.shape[0], chance.real(9, 26)
        light *= 1 - 0.22 * np.exp(-(((rows - at) / wide) ** 2))
    return (page * light).astype(np.uint8)


def _peppered(page: Pixels, chance: Chance) -> Pixels:
    """A thousandth of the px black, a thousandth white."""
    rng = _rng(chance)
    spots = page.size // 1000
    for value in (0, 255):
        page[rng.integers(0, page.shape[0], spots), rng.integers(0, page.shape[1], spots)] = value
    return page


def bad(page: Pixels, chance: Chance) -> Worn:
    """An old copy: skew 2.5–5°, show-through, faded, folded, specks, 150 dpi, grey JPEG 45."""
    grey = clean(page, chance).pixels
    backed = _show_through(grey, chance.real(0.07, 0.14))
    angle = chance.real(2.5, 5) * chance.pick((-1, 1))
    turned, matrix = _turn(backed, angle, 255)
    half = (page.shape[1] // 2, page.shape[0] // 2)
    small = np.asarray(cv2.resize(turned, half, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    faded = _levels(small, chance.real(0.50, 0.68), (chance.whole(225, 243),))
    folded = _blurred(_folded(faded, chance), chance.real(0.5, 0.8))
    specked = _peppered(_noisy(folded, chance.real(4, 7), chance), chance)
    return Worn(specked, np.diag([0.5, 0.5, 1.0]) @ matrix, half, 0, 45, 150)


def _lit(page: Pixels, chance: Chance) -> Pixels:
    """A light ramp of 25–55 % across the picture and one soft shadow of 20–40 %."""
    height, width = page.shape[0] // 10, page.shape[1] // 10
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    angle, depth = chance.real(0, 2 * np.pi), chance.real(0.25, 0.55)
    ramp = (np.cos(angle) * (x - 0.5) + np.sin(angle) * (y - 0.5)) / 1.42 + 0.5
    far = ((x - chance.real(0.2, 0.8)) / 0.34) ** 2 + ((y - chance.real(0.2, 0.8)) / 0.26) ** 2
    light = (1 - depth * ramp) * (1 - chance.real(0.20, 0.40) * np.exp(-far))
    full = cv2.resize(light.astype(np.float32), (page.shape[1], page.shape[0]))
    return np.asarray(cv2.multiply(page, cv2.merge([full] * 3), dtype=cv2.CV_8U), dtype=np.uint8)


def photo(page: Pixels, chance: Chance) -> Worn:
    """A phone's picture, 2,250 by 3,000 px: perspective, dark desk, uneven light."""
    size = (2250, 3000)
    height, width = page.shape[:2]
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    near = np.array([[0.08, 0.06], [0.92, 0.06], [0.92, 0.94], [0.08, 0.94]])
    moved = near + [[chance.real(-0.035, 0.035), chance.real(-0.03, 0.03)] for _ in range(4)]
    corners = (moved * size).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(flat, corners)
    colour = page if page.ndim == 3 else cv2.cvtColor(page, cv2.COLOR_GRAY2RGB)
    dark = chance.whole(38, 74)
    desk = (dark + chance.whole(0, 12), dark + chance.whole(0, 5), dark)
    soft = cv2.GaussianBlur(colour, (0, 0), 0.7)
    warped = cv2.warpPerspective(soft, matrix, size, flags=cv2.INTER_LINEAR, borderValue=desk)
    lit = _blurred(_lit(np.asarray(warped, dtype=np.uint8), chance), chance.real(0.6, 1.1))
    return Worn(_noisy(lit, 5, chance), np.asarray(matrix), size, 0, 75, None)


def plain(page: Pixels, chance: Chance) -> Worn:
    """A quick grey scan for big lots: grain and JPEG 60, straight."""
    grey = clean(page, chance).pixels
    noisy = _noisy(_levels(grey, 0.95, (250,)), 3.0, Chance("lot grain"))
    return Worn(noisy, np.eye(3), (page.shape[1], page.shape[0]), 0, 60, 300)


LEVELS: dict[str, Callable[[Pixels, Chance], Worn]] = {
    "clean": clean,
    "scan": scan,
    "stamp": stamp,
    "photo": photo,
    "bad": bad,
    "rotated": rotated,
}

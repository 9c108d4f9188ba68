"""What happens to a printed line until it is a scan."""

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from pipeline.ports import Grey
from samples.chance import Chance


def worn(page: Grey, factor: float, chance: Chance) -> tuple[Grey, int]:
    """The scan and the tone of its paper. page: as printed, 255 paper; factor: scan px by page px."""
    rng = np.random.Generator(np.random.PCG64(chance.whole(0, 2**53)))
    bled = _bled(page, chance)
    size = (round(page.shape[1] * factor), round(page.shape[0] * factor))
    small = np.asarray(cv2.resize(bled, size, interpolation=cv2.INTER_AREA), np.uint8)
    white = chance.whole(215, 255)
    for wear in _WEARS:
        small = wear(small, chance, rng)
    faded = white - (255 - small.astype(np.float32)) * (chance.real(0.4, 1.0) * white / 255)
    noisy = faded + rng.standard_normal(faded.shape, np.float32) * chance.real(0, 8)
    return _pressed(np.clip(noisy, 0, 255).astype(np.uint8), chance), white


def _bled(page: Grey, chance: Chance) -> Grey:
    """Ink that ran, or that is thin."""
    weight = chance.real(0.2, 0.9)
    if chance.odds(0.6):
        return page
    spread = cv2.erode if chance.odds(0.6) else cv2.dilate
    spread_page = spread(page, np.ones((3, 3), np.uint8))
    return np.asarray(cv2.addWeighted(spread_page, weight, page, 1 - weight, 0), np.uint8)


def _blurred(page: Grey, chance: Chance, rng: np.random.Generator) -> Grey:
    return np.asarray(cv2.GaussianBlur(page, (0, 0), chance.real(0.25, 1.0)), np.uint8)


def _shown_through(page: Grey, chance: Chance, rng: np.random.Generator) -> Grey:
    """The other side of the paper, mirrored and dim."""
    share = chance.real(0.04, 0.16)
    if chance.odds(0.85):
        return page
    back = np.roll(cv2.GaussianBlur(page[:, ::-1], (0, 0), 2.0), page.shape[0] // 3, axis=0)
    return np.asarray(np.minimum(page, 255 - (255 - back) * share), np.uint8)


def _shaded(page: Grey, chance: Chance, rng: np.random.Generator) -> Grey:
    """What uneven light leaves after it was divided out."""
    low, high = chance.real(0.93, 1.0), chance.real(0.93, 1.0)
    return np.asarray(page * np.linspace(low, high, page.shape[1], dtype=np.float32), np.uint8)


def _specked(page: Grey, chance: Chance, rng: np.random.Generator) -> Grey:
    """Salt and pepper."""
    if chance.odds(0.9):
        return page
    spots = rng.random(page.shape, np.float32)
    share = chance.real(0.0005, 0.004)
    return np.where(spots < share, 30, np.where(spots > 1 - share, 255, page)).astype(np.uint8)


def _two_toned(page: Grey, chance: Chance, rng: np.random.Generator) -> Grey:
    """Black and white only, as copiers and fax machines store it."""
    edge = chance.whole(110, 190)
    return page if chance.odds(0.93) else np.where(page < edge, 0, 255).astype(np.uint8)


def _narrowed(page: Grey, chance: Chance, rng: np.random.Generator) -> Grey:
    """Stored by way of a coarser picture."""
    share = chance.real(0.6, 0.95)
    if chance.odds(0.85):
        return page
    size = (page.shape[1], page.shape[0])
    coarse = cv2.resize(page, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(coarse, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def _pressed(page: Grey, chance: Chance) -> Grey:
    """Through JPEG and back."""
    if chance.odds(0.3):
        return page
    _, packed = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, chance.whole(30, 92)])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)


_Wear = Callable[[Grey, Chance, np.random.Generator], Grey]
_WEARS: Sequence[_Wear] = (_shown_through, _blurred, _narrowed, _two_toned, _specked, _shaded)

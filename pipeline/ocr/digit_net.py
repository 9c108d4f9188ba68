"""A small network for one handwritten digit, in numpy: two convolutions, two dense layers, 0.2 MB of weights.

Trained by `tools/train_digits.py`, which shares this forward pass.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from pipeline.ports import Grey

SIDE = 28
"""px of the square the network takes, ink 1 on paper 0."""

_BOX = 20
"""px of the longer side of the digit in that square, as in the pictures it was trained on (MNIST)."""

_WEIGHTS = Path(__file__).with_name("digits.npz")

Plane = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """Weights. first, second: (letters in · 9, out) of 3 × 3 convolutions. warmth: divides the last layer."""

    first: Plane
    first_bias: Plane
    second: Plane
    second_bias: Plane
    dense: Plane
    dense_bias: Plane
    last: Plane
    last_bias: Plane
    warmth: float = 1.0


def probabilities(net: Net, digits: Plane) -> Plane:
    """Probability of 0–9 for each picture. digits: (count, 28, 28), 0 paper to 1 ink."""
    one = pooled(np.maximum(windows(digits[..., None]) @ net.first + net.first_bias, 0))
    two = pooled(np.maximum(windows(one) @ net.second + net.second_bias, 0))
    three = np.maximum(two.reshape(len(two), -1) @ net.dense + net.dense_bias, 0)
    return softmax((three @ net.last + net.last_bias) / net.warmth)


def windows(planes: Plane) -> Plane:
    """(count, high, wide, letters) to (count, high, wide, letters · 9): each px with its neighbours."""
    padded = np.pad(planes, ((0, 0), (1, 1), (1, 1), (0, 0)))
    seen = sliding_window_view(padded, (3, 3), axis=(1, 2))
    return np.ascontiguousarray(seen).reshape(*planes.shape[:3], -1)


def pooled(planes: Plane) -> Plane:
    """The largest of each 2 × 2."""
    count, high, wide, deep = planes.shape
    quarters = planes.reshape(count, high // 2, 2, wide // 2, 2, deep)
    return np.asarray(quarters.max(axis=(2, 4)), np.float32)


def softmax(heights: Plane) -> Plane:
    """Rows that sum to 1."""
    raised = np.exp(heights - heights.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


def framed(ink: Grey) -> Plane:
    """One digit as the network takes it: 20 px high or wide, its centre of mass in the middle. ink: 255 ink."""
    high, wide = ink.shape
    scale = _BOX / max(high, wide)
    size = max(1, round(wide * scale)), max(1, round(high * scale))
    small = cv2.resize(ink, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    down, across = np.indices(small.shape)
    mass = max(1e-6, float(small.sum()))
    middle = float((down * small).sum()) / mass, float((across * small).sum()) / mass
    move = np.array([[1, 0, 13.5 - middle[1]], [0, 1, 13.5 - middle[0]]], np.float32)
    return np.asarray(cv2.warpAffine(small, move, (SIDE, SIDE)), np.float32)


@lru_cache(maxsize=1)
def trained() -> Net:
    """The committed weights."""
    with np.load(_WEIGHTS) as kept:
        layers = {name: kept[name].astype(np.float32) for name in kept.files}
    return Net(**{**layers, "warmth": float(layers["warmth"])})

"""How sure a word is, in words right of a hundred: each reader's own figures turned into that by measured curves.

The curves are fitted by `tools/fit_sureness.py` on made pages and on real ones kept for tuning.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from pipeline import spelling

Curve: TypeAlias = Sequence[tuple[float, float]]
"""Points (raw, sure), both 0–1 and rising; straight lines between them, level beyond the ends."""

_SPELT = re.compile(r"^\D*[^\W\d_]\D*$")

_CURVES = Path(__file__).with_name("sureness.json")


def sure(reader: str, letters: Sequence[float], word: str) -> float:
    """Probability (0–1) that a word is right letter for letter.

    reader: name of an engine or recogniser. letters: its own figure a letter. A reader that was never
    measured is taken at its word.
    """
    return _by_curve(reader, grounds(letters), word)


def of_both(one: float, other: float, word: str) -> float:
    """Probability that a word is right which two readers, so sure of it, read alike."""
    return _by_curve("both", either(one, other), word)


def either(one: float, other: float) -> float:
    """Probability that one of two is right, were they independent."""
    return 1 - (1 - one) * (1 - other)


def disputed(sure: float, word: str) -> float:
    """Probability that a word is right which one reader is so sure of and another read otherwise."""
    return _by_curve("disputed", sure, word)


def _by_curve(reader: str, raw: float, word: str) -> float:
    curve = _curves().get(kind(reader, word))
    return raw if curve is None else on(curve, raw)


def kind(reader: str, word: str) -> str:
    """Which curve a word goes by: its reader, and whether it has figures or is spelt as Vietnamese can be."""
    return f"{reader.partition('-')[0]} {_sort(word)}"


def _sort(word: str) -> str:
    if not _SPELT.search(word):
        return "figures"
    return "odd" if spelling.impossible(word) else "plain"


def grounds(letters: Sequence[float]) -> float:
    """One figure of a word's letters: the least sure one."""
    return min(letters, default=0.0)


def on(curve: Curve, raw: float) -> float:
    """The height of a curve at a raw figure."""
    at = bisect_right([point[0] for point in curve], raw)
    if at == 0 or at == len(curve):
        return curve[max(0, at - 1)][1]
    (left, low), (right, high) = curve[at - 1], curve[at]
    return low + (high - low) * (raw - left) / (right - left)


@lru_cache(maxsize=1)
def _curves() -> dict[str, list[tuple[float, float]]]:
    told = json.loads(_CURVES.read_text("ascii"))
    return {name: [(raw, share) for raw, share in points] for name, points in told.items()}

"""Vietnamese text: one Unicode form, one tone placement, one fold. The only place that folds.

Sources: `reference/search.md` §1.1–1.2 (folding matrix: 134 letters × NFC/NFD/half-composed),
`domain.md` §6.
"""

import re
import unicodedata
from functools import lru_cache

_LOOK_ALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})
_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x034F, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
)
_SPACES = dict.fromkeys([0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_REPAIRS: dict[int, str | None] = {**_LOOK_ALIKES, **_INVISIBLE, **_SPACES}
_SHAPES = "\u0302\u0306\u031b"
_LOOSE_SHAPE = re.compile(f"[{_SHAPES}]")
_MARKS = re.compile(f"[\u0300\u0301\u0303\u0309\u0323{_SHAPES}]{{2,}}")
_TOKEN = re.compile(r"[^\W_]+")

# Open syllables ending in oa, oe, uy carry the tone on either vowel; ours is the first ("hòa").
_TONED = {
    "à": "a",
    "á": "a",
    "ả": "a",
    "ã": "a",
    "ạ": "a",
    "è": "e",
    "é": "e",
    "ẻ": "e",
    "ẽ": "e",
    "ẹ": "e",
    "ỳ": "y",
    "ý": "y",
    "ỷ": "y",
    "ỹ": "y",
    "ỵ": "y",
}
_FIRST = {"a": "o", "e": "o", "y": "u"}


def nfc(text: str) -> str:
    """NFC, without invisible characters, look-alikes of Đ repaired, every space a plain one."""
    # Repair first: a zero-width character between a letter and its accent would keep them apart.
    composed = unicodedata.normalize("NFC", text.translate(_REPAIRS))
    if not _LOOSE_SHAPE.search(composed):
        return composed
    # "á" + circumflex is no "ấ" to Unicode, because the tone came first; to a reader it is.
    parts = unicodedata.normalize("NFD", composed)
    return unicodedata.normalize("NFC", _MARKS.sub(_shapes_first, parts))


def _shapes_first(marks: re.Match[str]) -> str:
    return "".join(sorted(marks.group(), key=lambda mark: mark not in _SHAPES))


def _moved_tones() -> dict[str, str]:
    moved: dict[str, str] = {}
    for toned, plain in _TONED.items():
        mark = unicodedata.normalize("NFD", toned)[1]
        first = _FIRST[plain]
        moved[first + toned] = unicodedata.normalize("NFC", first + mark) + plain
    return moved


_MOVED = _moved_tones()
_MOVABLE = re.compile(
    f"(?<![qQ])({'|'.join(_MOVED)})(?![^\\W_]|[\u0300-\u036f])",  # a letter or loose mark follows
    re.IGNORECASE,
)


def _move(match: re.Match[str]) -> str:
    pair = match.group(1)
    moved = _MOVED[pair.lower()]
    return "".join(
        new.upper() if old.isupper() else new for old, new in zip(pair, moved, strict=True)
    )


def canonical_tones(text: str) -> str:
    """NFC text, tone of open oa, oe, uy on the first vowel: hoà → hòa, uỷ → ủy; quý stays."""
    return _MOVABLE.sub(_move, nfc(text))


def _without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def _fold_token(token: str) -> str:
    lowered = token.lower()
    if lowered.isascii():
        return lowered
    return unicodedata.normalize("NFC", _without_marks(lowered)).replace("đ", "d")


def fold(text: str) -> str:
    """Lower case without accents, đ → d, spaces collapsed: the key by which texts are compared."""
    return " ".join(filter(None, map(_fold_token, nfc(text).split())))


def tokens(text: str) -> list[str]:
    """Words of a text for index and query: canonical tones, lower case, letters and digits only."""
    lowered = nfc(text).lower()
    if not lowered.isascii():
        # A mark that belongs to no letter (reading error, lower "İ") must not cut a word in two.
        lowered = "".join(c for c in lowered if not unicodedata.combining(c))
        lowered = _MOVABLE.sub(_move, lowered)
    return _TOKEN.findall(lowered)


def slug(text: str) -> str:
    """Lower case without accents, hyphens between words: `Quyết định` → `quyet-dinh`."""
    return "-".join(_TOKEN.findall(fold(text)))


def code_key(text: str) -> str:
    """A document number or code reduced to what tells it apart: folded letters and digits only."""
    return "".join(_TOKEN.findall(fold(text)))

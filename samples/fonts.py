"""Fonts of Debian packages that hold every Vietnamese letter, checked glyph by glyph."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
ADVICE = "apt-get install fonts-liberation2 fonts-freefont-ttf fonts-noto-core"
STYLES = ("regular", "bold", "italic", "bold-italic")

_LOWER = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵfjwz"
)
ALPHABET = _LOWER + _LOWER.upper() + "0123456789.,;:/-()&%"
_NOWHERE = "\U0010fffd"  # no font draws it, so it shows the box that stands for a missing glyph


class FontMissing(RuntimeError):
    """No installed font of the wanted families holds all Vietnamese letters."""


@dataclass(frozen=True, slots=True)
class Family:
    """A typeface: name and the files of regular, bold, italic and bold italic."""

    name: str
    files: tuple[str, str, str, str]


LIBERATION_SERIF = Family(
    "Liberation Serif",
    (
        "LiberationSerif-Regular.ttf",
        "LiberationSerif-Bold.ttf",
        "LiberationSerif-Italic.ttf",
        "LiberationSerif-BoldItalic.ttf",
    ),
)
LIBERATION_SANS = Family(
    "Liberation Sans",
    (
        "LiberationSans-Regular.ttf",
        "LiberationSans-Bold.ttf",
        "LiberationSans-Italic.ttf",
        "LiberationSans-BoldItalic.ttf",
    ),
)
FREE_SERIF = Family(
    "FreeSerif",
    ("FreeSerif.ttf", "FreeSerifBold.ttf", "FreeSerifItalic.ttf", "FreeSerifBoldItalic.ttf"),
)
NOTO_SERIF = Family(
    "Noto Serif",
    (
        "NotoSerif-Regular.ttf",
        "NotoSerif-Bold.ttf",
        "NotoSerif-Italic.ttf",
        "NotoSerif-BoldItalic.ttf",
    ),
)
NOTO_SANS = Family(
    "Noto Sans",
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf", "NotoSans-BoldItalic.ttf"),
)
LIBERATION_MONO = Family(
    "Liberation Mono",
    (
        "LiberationMono-Regular.ttf",
        "LiberationMono-Bold.ttf",
        "LiberationMono-Italic.ttf",
        "LiberationMono-BoldItalic.ttf",
    ),
)
"""Of the package of Liberation Serif; for machine-readable lines, never for whole papers."""
EVERY = (LIBERATION_SERIF, LIBERATION_SANS, FREE_SERIF, NOTO_SERIF, NOTO_SANS)


def missing_letters(path: Path) -> str:
    """The letters of `ALPHABET` the font cannot draw; Debian's old fonts-liberation lacks most."""
    font = ImageFont.truetype(str(path), 40, layout_engine=ImageFont.Layout.BASIC)
    hole = bytes(font.getmask(_NOWHERE))
    return "".join(letter for letter in ALPHABET if bytes(font.getmask(letter)) == hole)


@lru_cache(maxsize=1)
def _files() -> dict[str, tuple[Path, ...]]:
    found: dict[str, tuple[Path, ...]] = {}
    wanted = {name for family in (*EVERY, LIBERATION_MONO) for name in family.files}
    for folder in FOLDERS:
        for path in sorted(Path(folder).rglob("*.ttf")):
            if path.name in wanted:
                found[path.name] = (*found.get(path.name, ()), path)
    return found


@lru_cache(maxsize=64)
def _path(name: str) -> Path | None:
    """The first installed file of that name with every letter: two packages may carry one name."""
    return next((path for path in _files().get(name, ()) if not missing_letters(path)), None)


@lru_cache(maxsize=16)
def complete(family: Family) -> bool:
    """Whether all four styles are installed and hold every Vietnamese letter."""
    return all(_path(name) is not None for name in family.files)


def usable(families: tuple[Family, ...]) -> tuple[Family, ...]:
    """The complete ones of `families`, else of all we know; FontMissing if there are none."""
    found = tuple(family for family in families if complete(family))
    found = found or tuple(family for family in EVERY if complete(family))
    if not found:
        names = ", ".join(family.name for family in EVERY)
        raise FontMissing(f"no font with all Vietnamese letters among {names}: {ADVICE}")
    return found


@lru_cache(maxsize=256)
def font(family: Family, style: str, pixels: int) -> ImageFont.FreeTypeFont:
    """The font at a height in px. Basic layout, so that the result does not hang on libraqm."""
    path = _path(family.files[STYLES.index(style)])
    if path is None:
        raise FontMissing(f"{family.name} {style} is not installed: {ADVICE}")
    return ImageFont.truetype(str(path), pixels, layout_engine=ImageFont.Layout.BASIC)

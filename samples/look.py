"""How a layout prints: typeface, size, margins, spellings. Never tune on layout b."""

from dataclasses import dataclass

from samples.chance import Chance
from samples.fonts import (
    FREE_SERIF,
    LIBERATION_SANS,
    LIBERATION_SERIF,
    NOTO_SANS,
    NOTO_SERIF,
    Family,
    usable,
)

LAYOUTS = ("a", "b")
_FACES = {
    "a": (LIBERATION_SERIF, LIBERATION_SERIF, LIBERATION_SERIF, LIBERATION_SANS),
    "b": (NOTO_SERIF, FREE_SERIF, FREE_SERIF, NOTO_SANS),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One layout's way to print. size in points; margins left, top, right, bottom in mm.

    leading: line distance in font heights. leaders: dots under and after the values of forms.
    padded_month: months 3 to 9 with a zero. old_tones: capitals as in UỶ BAN, CỘNG HOÀ.
    """

    layout: str
    family: Family
    size: float
    margins: tuple[float, float, float, float]
    leading: float
    leaders: bool
    padded_month: bool
    old_tones: bool

    @property
    def is_a(self) -> bool:
        """Whether this is the layout that may be used for tuning."""
        return self.layout == "a"


def draw_look(chance: Chance, layout: str) -> Look:
    """The look of one paper in `layout`, `a` or `b`."""
    if layout not in LAYOUTS:
        raise ValueError(f"layout is a or b, not {layout!r}")
    family = chance.pick(usable(_FACES[layout]))
    wide = family in (NOTO_SERIF, NOTO_SANS, LIBERATION_SANS)
    size = chance.pick((13.0, 13.5, 14.0) if layout == "a" else (12.5, 13.0)) - (1.5 if wide else 0)
    return Look(
        layout=layout,
        family=family,
        size=size,
        margins=(30, 20, 17, 20) if layout == "a" else (25, 17, 15, 18),
        leading=1.28 if layout == "a" else 1.42,
        leaders=layout == "a",
        padded_month=layout == "b",
        old_tones=layout == "b" and chance.odds(0.4),
    )

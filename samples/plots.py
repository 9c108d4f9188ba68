"""Plots of land: numbers, areas, uses, and the drawing on certificates."""

import math
from dataclasses import dataclass

from samples.chance import Chance
from samples.press import MM, Press, Run


@dataclass(frozen=True, slots=True)
class Use:
    """What land may be used for: as older and as newer certificates say it, and how long."""

    purpose: str
    kind: str
    term: str


USES = (
    Use("Đất ở tại nông thôn", "Đất ở tại nông thôn (ONT)", "Lâu dài"),
    Use("Đất trồng cây lâu năm", "Đất trồng cây lâu năm (CLN)", "Đến ngày 15/10/2043"),
    Use("Đất chuyên trồng lúa nước", "Đất chuyên trồng lúa (LUC)", "Đến ngày 15/10/2063"),
    Use("Đất rừng sản xuất", "Đất rừng sản xuất (RSX)", "Đến ngày 20/12/2064"),
    Use("Đất ở tại đô thị", "Đất ở tại đô thị (ODT)", "Lâu dài"),
)
ORIGINS = (
    "Công nhận quyền sử dụng đất như giao đất có thu tiền sử dụng đất",
    "Công nhận quyền sử dụng đất như giao đất không thu tiền sử dụng đất",
    "Nhận tặng cho đất được Công nhận QSDĐ như giao đất không thu tiền sử dụng đất",
    "Nhận chuyển nhượng đất được Nhà nước giao đất có thu tiền sử dụng đất",
    "Được thừa kế đất được Nhà nước giao đất không thu tiền sử dụng đất",
)


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot. area: tenths of a square metre."""

    number: int
    sheet: int
    area: int
    use: Use
    shared: bool
    origin: str

    @property
    def printed_area(self) -> str:
        """`1.250,5`; whole metres without a comma."""
        return metres(self.area)[0]

    @property
    def plain_area(self) -> str:
        """`1250.5`."""
        return metres(self.area)[1]


def metres(tenths: int) -> tuple[str, str]:
    """Tenths of m² or m as printed, `1.250,5`, and as a value, `1250.5`."""
    whole, tenth = divmod(tenths, 10)
    grouped = f"{whole:,}".replace(",", ".")
    return (f"{grouped},{tenth}", f"{whole}.{tenth}") if tenth else (grouped, str(whole))


def draw_plot(chance: Chance) -> Plot:
    """A plot of 60 to 9,000 m², most of them with a decimal."""
    return Plot(
        number=chance.whole(3, 890),
        sheet=chance.whole(1, 96),
        area=chance.whole(600, 90_000) if chance.odds(0.8) else chance.whole(60, 900) * 10,
        use=chance.pick(USES),
        shared=chance.odds(0.25),
        origin=chance.pick(ORIGINS),
    )


def sketch(press: Press, chance: Chance, middle: tuple[float, float], radius: float) -> None:
    """The outline of a plot with the lengths of its sides, and the north arrow."""
    count = chance.whole(4, 6)
    angles = [2 * math.pi * (n + chance.real(-0.25, 0.25)) / count for n in range(count)]
    corners = []
    for angle in angles:
        reach = radius * chance.real(0.65, 1.0)
        corners.append((middle[0] + reach * math.cos(angle), middle[1] + reach * math.sin(angle)))
    for n, (x, y) in enumerate(corners):
        x1, y1 = corners[(n + 1) % count]
        press.rule((x, y, x1, y1), 4)
        length = math.hypot(x1 - x, y1 - y) / MM * 0.5
        out = math.atan2((y + y1) / 2 - middle[1], (x + x1) / 2 - middle[0])
        at = (x + x1) / 2 + 7 * MM * math.cos(out), (y + y1) / 2 + 5 * MM * math.sin(out) + 12
        press.say([Run(f"{length:.2f}".replace(".", ","), size=10)], *at, anchor="middle")
    for n, (x, y) in enumerate(corners):
        out = math.atan2(y - middle[1], x - middle[0])
        at = x + 4 * MM * math.cos(out), y + 4 * MM * math.sin(out) + 12
        press.say([Run(str(n + 1), size=10)], *at, anchor="middle")
    x, top = middle[0] + radius * 1.6, middle[1] - radius * 0.9
    press.rule((x, top, x, top + 16 * MM), 4)
    press.rule((x, top, x - 2 * MM, top + 4 * MM), 4)
    press.rule((x, top, x + 2 * MM, top + 4 * MM), 4)
    press.say([Run("B", "bold", 11)], x, top - 1.5 * MM, anchor="middle")

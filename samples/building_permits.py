"""Giấy phép xây dựng of a house (`domain.md` §3.13)."""

import datetime as dt
from dataclasses import dataclass

from samples.blanks import Blank, Blanks, fill_in, title
from samples.chance import Chance
from samples.flow import paragraph
from samples.frame import head, sign
from samples.jobs import Job, Printed
from samples.offices import Office, above, commune, signing
from samples.places import MERGER, Place
from samples.plots import draw_plot, metres
from samples.press import Run

_BUILDINGS = ("Nhà ở riêng lẻ", "Nhà ở gia đình", "Nhà ở kết hợp kinh doanh", "Nhà ở liên kế")
_FIRMS = ("An Phát", "Sông Lô", "Việt Bắc", "Thành Đạt")
_BLANKS = Blanks(
    {
        "owner_name": ("1. Cấp cho ông (bà):", "1. Cấp cho chủ đầu tư:"),
        "address": ("Địa chỉ:", "Địa chỉ thường trú:"),
        "building": (
            "2. Được phép xây dựng công trình:",
            "2. Được phép xây dựng công trình (loại công trình):",
        ),
        "design": "- Theo thiết kế có ký hiệu:",
        "designer": "do",
        "location": ("- Vị trí xây dựng:", "+ Tại:"),
        "plot": ("- Thửa đất số:", "+ Lô đất số:"),
        "map_sheet": "tờ bản đồ số:",
        "density": ("- Mật độ xây dựng:", "+ Mật độ xây dựng:"),
        "ratio": "hệ số sử dụng đất:",
        "line": ("- Chỉ giới xây dựng:", "+ Chỉ giới đường đỏ, chỉ giới xây dựng:"),
        "ground_area": (
            "- Diện tích xây dựng tầng một:",
            "+ Diện tích xây dựng tầng 1 (tầng trệt):",
        ),
        "floor_area": ("- Tổng diện tích sàn:", "+ Tổng diện tích sàn xây dựng:"),
        "height": ("- Chiều cao công trình:", "+ Chiều cao toàn công trình:"),
        "floors": ("- Số tầng:", "+ Số tầng:"),
        "land_paper": ("3. Giấy tờ về quyền sử dụng đất:", "3. Giấy tờ về đất đai:"),
    }
)
_TERM = (
    "4. Giấy phép này có hiệu lực khởi công xây dựng trong thời hạn 12 tháng kể từ ngày cấp; quá "
    "thời hạn trên thì phải đề nghị gia hạn giấy phép xây dựng."
)


@dataclass(frozen=True, slots=True)
class _House:
    """floors: their count. ground, floor_area: tenths of m²; height: tenths of m."""

    floors: int
    ground: int
    floor_area: int
    height: int


def _house(chance: Chance) -> _House:
    floors, ground = chance.whole(1, 5), chance.whole(600, 2400)
    more = chance.whole(1, 99) if floors > 1 else 0
    return _House(floors, ground, ground * floors + more, chance.whole(floors * 33, floors * 40))


def _permitting(place: Place, day: dt.date) -> Office:
    """The district before the merger, the commune since."""
    return commune(place, day) if day >= MERGER else above(place, day)


def building_permit(job: Job) -> Printed:
    """Giấy phép xây dựng; b with the height before the areas."""
    press, case = job.press, job.case
    day = case.decided
    office = _permitting(case.place, day)
    head(job, office, f"{case.number:02d}/GPXD", day)
    title(job, ["GIẤY PHÉP XÂY DỰNG"], above=6, below=0)
    kind = Run("(Sử dụng cho công trình nhà ở riêng lẻ)", "italic")
    press.row([kind], press.middle, anchor="middle")
    press.down(2)
    fill_in(job, [*_place(job, day), *_sizes(job, _house(job.chance))])
    serial = f"{job.chance.pick(('BX', 'CN', 'CS', 'DB'))} {job.chance.whole(1, 999999):06d}"
    paper = f"Giấy chứng nhận quyền sử dụng đất số {serial}"
    fill_in(job, [[_BLANKS("land_paper", paper)]])
    paragraph(press, [Run(_TERM)], indent=0)
    signed = signing(job.chance, office, collective=True)
    sign(job, office, signed, ["Như trên", "Lưu: VT, KT"])
    return Printed("giay-phep-xay-dung", "Giấy phép xây dựng", "result", of_dossier=False)


def _place(job: Job, day: dt.date) -> list[list[Blank]]:
    """For whom, what and where."""
    case, chance, plot = job.case, job.chance, draw_plot(job.chance)
    who = case.applicant
    firm = f"Công ty TNHH Tư vấn xây dựng {chance.pick(_FIRMS)}"
    where = f"{who.home.hamlet}, {case.place.path(day)}"
    return [
        [_BLANKS("owner_name", who.name, bold=True)],
        [_BLANKS("address", who.home.address(day))],
        [_BLANKS("building", chance.pick(_BUILDINGS))],
        [
            _BLANKS.plain("design", f"KT-{chance.whole(1, 40):02d}/{day.year}"),
            _BLANKS.plain("designer", f"{firm} lập"),
        ],
        [_BLANKS("location", where)],
        [_BLANKS("plot", str(plot.number)), _BLANKS("map_sheet", str(plot.sheet))],
    ]


def _sizes(job: Job, house: _House) -> list[list[Blank]]:
    """How densely, how large, how high."""
    chance, a = job.chance, job.press.look.is_a
    ground, whole, high = metres(house.ground), metres(house.floor_area), metres(house.height)
    ratio = f"{house.floors * 0.8:.1f}".replace(".", ",")
    areas = [
        [_BLANKS("ground_area", f"{ground[0]} m²", ground[1])],
        [_BLANKS("floor_area", f"{whole[0]} m²", whole[1])],
    ]
    tall = _BLANKS("height", f"{high[0]} m", high[1])
    levels = _BLANKS("floors", f"{house.floors:02d}" if a else str(house.floors), str(house.floors))
    line = f"cách tim đường {chance.whole(4, 12)},{chance.whole(1, 9)} m"
    density = _BLANKS.plain("density", f"{chance.whole(40, 95)}%")
    return [
        [density, _BLANKS.plain("ratio", ratio)],
        [_BLANKS.plain("line", line)],
        *([*areas, [tall], [levels]] if a else [[levels, tall], *areas]),
    ]

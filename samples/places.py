"""Communes of the region before and after the merger of 01/7/2025, and addresses in them.

Names and what became of each: package vietnamadminunits 1.0.4. Unit codes below H60 and H22 are
invented.
"""

import datetime as dt
from dataclasses import dataclass

from samples.chance import Chance

MERGER = dt.date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """A commune: its old three-level names, its new name, the last groups of its unit code."""

    commune: str
    district: str
    province: str
    new_commune: str
    branch: str

    @property
    def in_town(self) -> bool:
        """Whether people live in street groups there, not in villages."""
        return not self.commune.startswith("xã")

    def unit(self, day: dt.date) -> str:
        """Its name that day: `xã Tân Trào`."""
        return self.new_commune if day >= MERGER else self.commune

    def path(self, day: dt.date) -> str:
        """Its address that day: two levels since the merger, three before."""
        if day >= MERGER:
            return f"{self.new_commune}, tỉnh Tuyên Quang"
        return f"{self.commune}, {self.district}, {self.province}"

    def code(self, day: dt.date, *, reversed_style: bool) -> str:
        """Agency code: `000.13.05.H60` in the style of 2016, `H60.05.13` in that of 2020."""
        root = "H60" if day >= MERGER or "Tuyên" in self.province else "H22"
        upper, lower = self.branch.split(".")
        return f"000.{lower}.{upper}.{root}" if reversed_style else f"{root}.{upper}.{lower}"


@dataclass(frozen=True, slots=True)
class Home:
    """Where a person lives: a village or street group of a place."""

    hamlet: str
    place: Place

    def address(self, day: dt.date) -> str:
        """The full address as printed that day."""
        return f"{self.hamlet}, {self.place.path(day)}"


def _of(province: str, district: str, *communes: str) -> list[tuple[str, str, str, str]]:
    split = [commune.split(" → ") for commune in communes]
    return [(old, district, province, rest[0] if rest else old) for old, *rest in split]


_TQ, _HG = "tỉnh Tuyên Quang", "tỉnh Hà Giang"
_ROWS = (
    *_of(_TQ, "thành phố Tuyên Quang", "phường Minh Xuân", "phường Nông Tiến", "phường Mỹ Lâm"),
    *_of(_TQ, "thành phố Tuyên Quang", "phường Tân Quang → phường Minh Xuân"),
    *_of(_TQ, "huyện Sơn Dương", "xã Tân Trào", "xã Minh Thanh", "xã Hồng Sơn", "xã Đông Thọ"),
    *_of(_TQ, "huyện Sơn Dương", "xã Hào Phú → xã Trường Sinh", "xã Đại Phú → xã Phú Lương"),
    *_of(_TQ, "huyện Yên Sơn", "xã Xuân Vân", "xã Hùng Lợi", "xã Tứ Quận → xã Yên Sơn"),
    *_of(_TQ, "huyện Hàm Yên", "xã Phù Lưu", "xã Thái Hòa", "xã Nhân Mục → xã Hàm Yên"),
    *_of(_TQ, "huyện Chiêm Hóa", "xã Kim Bình", "xã Hòa An", "xã Vinh Quang → xã Kim Bình"),
    *_of(_TQ, "huyện Na Hang", "xã Hồng Thái", "xã Yên Hoa", "xã Năng Khả → xã Nà Hang"),
    *_of(_TQ, "huyện Lâm Bình", "xã Thượng Lâm", "xã Minh Quang", "xã Thổ Bình → xã Bình An"),
    *_of(_HG, "thành phố Hà Giang", "phường Trần Phú → phường Hà Giang 2", "xã Ngọc Đường"),
    *_of(_HG, "huyện Đồng Văn", "xã Lũng Cú", "xã Sà Phìn", "xã Tả Lủng → xã Đồng Văn"),
    *_of(_HG, "huyện Mèo Vạc", "xã Khâu Vai", "xã Sơn Vĩ", "xã Sủng Trà → xã Sủng Máng"),
    *_of(_HG, "huyện Hoàng Su Phì", "xã Hồ Thầu", "xã Thông Nguyên", "xã Pờ Ly Ngài"),
    *_of(_HG, "huyện Vị Xuyên", "xã Cao Bồ", "xã Thuận Hòa", "thị trấn Việt Lâm → xã Việt Lâm"),
    *_of(_HG, "huyện Bắc Quang", "xã Tân Quang", "thị trấn Việt Quang → xã Bắc Quang"),
)
PLACES = tuple(Place(*row, f"{n // 12 + 21}.{n % 12 + 11}") for n, row in enumerate(_ROWS))

_HAMLETS = (
    "Nà_Đồn Khuổi_Xoan Lũng_Thầu Bản_Pước Tân_Lập Cốc_Phường Nà_Tông Khau_Tràng Sủng_Sì Mỏ_Nghiều "
    "Đồng_Trang Bản_Chợ Nậm_Đăm Làng_Ngòi Khuôn_Trú Thèn_Pả Pắc_Hóp Há_Súng Vĩnh_An Đoàn_Kết"
)


def home(chance: Chance, place: Place) -> Home:
    """A village or street group of `place`."""
    if place.in_town:
        group = f"Tổ dân phố số {chance.whole(1, 19)}"
        return Home(f"Số nhà {chance.whole(2, 240)}, {group}", place)
    name = chance.pick(_HAMLETS.split()).replace("_", " ")
    return Home(f"{chance.pick(('Thôn', 'Thôn', 'Thôn', 'Xóm'))} {name}", place)

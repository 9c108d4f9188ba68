"""Invented people of the region: names as its peoples give them, fitting personal numbers."""

import datetime as dt
from dataclasses import dataclass

from samples.chance import Chance
from samples.places import Home, Place, home


@dataclass(frozen=True, slots=True)
class People:
    """A people and how its names are built: surname, middle word, given name."""

    name: str
    surnames: tuple[str, ...]
    men: tuple[str, ...]
    women: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


_PREFIXES = _words("032 035 037 039 086 096 097 098 081 083 088 091 094 070 078 090")


def _people(name: str, surnames: str, men: str, women: str) -> People:
    return People(name, _words(surnames), _words(men), _words(women))


_PLAIN_MEN = "Văn_Hùng Văn_Thắng Đức_Long Quang_Huy Ngọc_Sơn Văn_Tuấn Minh_Khôi Đình_Phúc Tiến_Dũng"
_PLAIN_WOMEN = "Thị_Hường Thị_Thảo Thu_Hà Thị_Mai Thị_Nguyệt Ngọc_Ánh Thị_Yến Kim_Oanh Thị_Thủy"
PEOPLES = (
    _people(
        "Tày",
        "Ma Hoàng Nông Hà Quan Chẩu Lương",
        f"{_PLAIN_MEN} Văn_Thuật Công_Viện Đình_Kháng",
        f"{_PLAIN_WOMEN} Thị_Niệm Thị_Ỏi",
    ),
    _people(
        "Dao",
        "Bàn Triệu Đặng Phùng Chảo Lý Phượng",
        "Văn_Minh Tài_Vạng Chòi_Phúc Kim_Sơn Sành_Quẩy A_Chiệp Văn_Đức Tiến_Thọ",
        "Thị_Mấy Mùi_Nhậy Thị_Phấy Tà_Mẩy Thị_Liều Thị_Xuân",
    ),
    _people(
        "Mông",
        "Giàng Vừ Sùng Thào Hầu Mua Ly Vàng Cứ Già",
        "A_Dính Mí_Pó Mí_Sính Seo_Lử A_Sì Mí_Chá Súa_Vàng A_Páo Mí_Già Chứ_Phìn",
        "Thị_Mỷ Thị_Súa Thị_Xúa Thị_Chở Thị_Máy Thị_Dợ Mỷ",
    ),
    _people(
        "Nùng",
        "Nông Lù Vương Lèng Tải Hoàng Lùng",
        "Văn_Páo Seo_Chẩn Văn_Tín Quang_Vinh Sín_Vần Văn_Dùng",
        "Thị_Pà Thị_Sen Thị_Lầy Thị_Chương Thị_Diu",
    ),
    _people(
        "Cao Lan",
        "Trần Lâm Ninh Sầm Tiêu Hoàng Lý",
        f"{_PLAIN_MEN} Văn_Tám Văn_Vượng Quốc_Khánh",
        f"{_PLAIN_WOMEN} Thị_Bảy Thị_Sáu",
    ),
    _people(
        "Lô Lô",
        "Lò Vàng Sình Dìu Lang",
        "Dỉ_Gai Thế_Giới Mí_Vàng Dỉ_Phừn Văn_Chơ",
        "Thị_Mỷ Thị_Páng Thị_Hiền Sỉ_Chư",
    ),
    _people(
        "La Chí",
        "Vương Long Lùng Xin Ly",
        "Văn_Đôi Khái_Sơn Văn_Tung Minh_Pao Seo_Hòa",
        "Thị_Dung Thị_Cúc Thị_Nhẫn Thị_Vui",
    ),
    _people(
        "Sán Dìu",
        "Trương Diệp Tô Lục Ân",
        f"{_PLAIN_MEN} Văn_Sáng Văn_Lộc",
        f"{_PLAIN_WOMEN} Thị_Lan Thị_Thoan",
    ),
    _people(
        "Kinh",
        "Nguyễn Trần Lê Phạm Vũ Đỗ Bùi",
        f"{_PLAIN_MEN} Xuân_Trường Hữu_Nghĩa Thanh_Tùng",
        f"{_PLAIN_WOMEN} Thị_Quỳnh Phương_Thúy Thị_Bích_Ngọc",
    ),
)
_WEIGHTED = (*range(9), 0, 0, 1, 1, 2, 2, 2, 8, 8)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone invented. sex: `Nam` or `Nữ`. personal_id: fits place, sex and birth year."""

    name: str
    sex: str
    birth: dt.date
    people: str
    personal_id: str
    id_issued: dt.date
    phone: str
    home: Home

    def id_issuer(self) -> str:
        """Who issued the card: the ministry since 01/7/2024, a police department before."""
        if self.id_issued >= dt.date(2024, 7, 1):
            return "Bộ Công an"
        return "Cục Cảnh sát quản lý hành chính về trật tự xã hội"


def personal_id(chance: Chance, birth: dt.date, sex: str, province: str) -> str:
    """12 digits: province, century and sex, year, six at random (`domain.md` §2.4)."""
    root = "008" if "Tuyên" in province else "002"
    century = (birth.year // 100 - 19) * 2 + (sex == "Nữ")
    return f"{root}{century}{birth.year % 100:02d}{chance.whole(0, 999999):06d}"


def phone(chance: Chance) -> str:
    """A mobile number, ten digits without spaces."""
    return f"{chance.pick(_PREFIXES)}{chance.whole(0, 9999999):07d}"


def pick_people(chance: Chance) -> People:
    """One of the peoples, roughly as many as there are of each."""
    return PEOPLES[chance.pick(_WEIGHTED)]


def full_name(chance: Chance, people: People, sex: str, *, surname: str = "") -> str:
    """A full name in title case, two to four words."""
    given = chance.pick(people.men if sex == "Nam" else people.women)
    return f"{surname or chance.pick(people.surnames)} {given}"


def person(
    chance: Chance,
    place: Place,
    today: dt.date,
    *,
    sex: str = "",
    ages: tuple[int, int] = (19, 68),
) -> Person:
    """Someone of `place`, `ages` years old `today`; `sex` is drawn where not given."""
    people = pick_people(chance)
    sex = sex or chance.pick(("Nam", "Nữ"))
    birth = today - dt.timedelta(days=chance.whole(ages[0] * 366, ages[1] * 365))
    issued = max(dt.date(2021, 2, 1), today - dt.timedelta(days=chance.whole(40, 1100)))
    return Person(
        name=full_name(chance, people, sex),
        sex=sex,
        birth=birth,
        people=people.name,
        personal_id=personal_id(chance, birth, sex, place.province),
        id_issued=issued,
        phone=phone(chance),
        home=home(chance, place),
    )

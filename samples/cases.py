"""Administrative cases: one applicant, one procedure, one code, dates that follow each other."""

import datetime as dt
from dataclasses import dataclass, replace

from samples.chance import Chance
from samples.offices import official
from samples.people import PEOPLES, Person, full_name, person, personal_id
from samples.places import MERGER, PLACES, Place


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure. application, result: kinds of paper; result is empty where none is returned.

    request: what people ask for, after "đề nghị". Codes: `domain.md` §7, or of its shape.
    """

    code: str
    name: str
    request: str
    components: tuple[str, ...]
    days: int
    application: str
    result: str


APPLICATION = "don-de-nghi"
BIRTH = Procedure(
    "1.001193",
    "Đăng ký khai sinh",
    "đăng ký khai sinh cho con",
    ("Tờ khai đăng ký khai sinh", "Giấy chứng sinh", "Bản sao giấy chứng nhận kết hôn"),
    1,
    "to-khai-dang-ky-khai-sinh",
    "giay-khai-sinh",
)
DECIDED = (
    Procedure(
        "1.001776",
        "Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng",
        "hưởng trợ cấp xã hội hằng tháng",
        ("Đơn đề nghị", "Bản sao giấy xác nhận khuyết tật", "Bản sao thẻ căn cước công dân"),
        22,
        APPLICATION,
        "quyet-dinh",
    ),
    Procedure(
        "2.000751",
        "Trợ giúp xã hội đột xuất về hỗ trợ làm nhà ở, sửa chữa nhà ở",
        "hỗ trợ kinh phí làm nhà ở do nhà bị sạt lở",
        ("Đơn đề nghị", "Biên bản xác minh thiệt hại", "Ảnh chụp hiện trạng nhà ở"),
        10,
        APPLICATION,
        "quyet-dinh",
    ),
    Procedure(
        "2.000744",
        "Hỗ trợ chi phí mai táng cho đối tượng bảo trợ xã hội",
        "hỗ trợ chi phí mai táng cho thân nhân",
        ("Đơn đề nghị", "Bản sao trích lục khai tử"),
        5,
        APPLICATION,
        "quyet-dinh",
    ),
)
ANSWERED = (
    Procedure(
        "1.004269",
        "Cung cấp dữ liệu đất đai",
        "cung cấp thông tin về thửa đất đang sử dụng",
        ("Đơn đề nghị", "Bản sao giấy chứng nhận quyền sử dụng đất"),
        3,
        APPLICATION,
        "cong-van",
    ),
)
UNPAPERED = Procedure(
    "1.004222",
    "Đăng ký thường trú",
    "đăng ký thường trú vào chỗ ở hợp pháp",
    ("Tờ khai thay đổi thông tin cư trú", "Giấy tờ chứng minh chỗ ở hợp pháp"),
    7,
    APPLICATION,
    "",
)
PROCEDURES = (BIRTH, *DECIDED, *ANSWERED, UNPAPERED)


@dataclass(frozen=True, slots=True)
class Birth:
    """A newborn and the parents; the applicant of the case is one of them."""

    name: str
    sex: str
    day: dt.date
    people: str
    personal_id: str
    hospital: str
    father: Person
    mother: Person


@dataclass(frozen=True, slots=True)
class Case:
    """One case. received has the minute; finished and returned are None while the case is open.

    number: of the result paper; ordinal: place in the reception book of the year.
    """

    code: str
    unit: str
    procedure: Procedure
    place: Place
    applicant: Person
    birth: Birth | None
    channel: str
    officer: str
    received: dt.datetime
    due: dt.date
    finished: dt.date | None
    returned: dt.date | None
    number: int
    ordinal: int

    @property
    def decided(self) -> dt.date:
        """The date on the result: when the case was finished, the date due for one still open."""
        return self.finished or self.due


def _newborn(chance: Chance, place: Place, today: dt.date) -> Birth:
    """A child under 56 days, of the father's surname and people, at home with both parents."""
    father = person(chance, place, today, sex="Nam", ages=(20, 41))
    mother = person(chance, place, today, sex="Nữ", ages=(19, 38))
    sex = chance.pick(("Nam", "Nữ"))
    day = today - dt.timedelta(days=chance.whole(4, 55))
    people = next(people for people in PEOPLES if people.name == father.people)
    area = place.new_commune if day >= MERGER else place.district
    return Birth(
        name=full_name(chance, people, sex, surname=father.name.split()[0]),
        sex=sex,
        day=day,
        people=father.people,
        personal_id=personal_id(chance, day, sex, place.province),
        hospital=f"Trung tâm Y tế {area}, {place.path(day).rsplit(', ', 1)[1]}",
        father=father,
        mother=replace(mother, home=father.home),
    )


def _draw_code(chance: Chance, place: Place, day: dt.date) -> tuple[str, str]:
    """Unit code and dossier code; before the merger both styles of unit code were in use."""
    unit = place.code(day, reversed_style=day < MERGER and chance.odds(0.6))
    return unit, f"{unit}-{day:%y%m%d}-{chance.whole(1, 9999):04d}"


def after(day: dt.date, days: int) -> dt.date:
    """The day `days` working days later."""
    while days > 0:
        day += dt.timedelta(days=1)
        days -= day.weekday() < 5
    return day


def draw_case(chance: Chance, procedure: Procedure | None = None) -> Case:
    """A case of `procedure` or of any, received 2023 to mid 2026, before or after the merger."""
    place = chance.pick(PLACES)
    procedure = procedure or chance.pick(PROCEDURES)
    day = chance.workday(dt.date(2023, 2, 6), dt.date(2026, 5, 29))
    clock = dt.time(chance.pick((7, 8, 9, 10, 13, 14, 15, 16)), chance.whole(0, 59))
    birth = _newborn(chance, place, day) if procedure is BIRTH else None
    parents = (birth.father, birth.mother) if birth else ()
    unit, code = _draw_code(chance, place, day)
    due = after(day, procedure.days)
    finished = after(day, chance.whole(1, procedure.days)) if chance.odds(0.85) else None
    returned = after(finished, chance.whole(0, 3)) if finished and chance.odds(0.9) else None
    return Case(
        code=code,
        unit=unit,
        procedure=procedure,
        place=place,
        applicant=chance.pick(parents) if parents else person(chance, place, day),
        birth=birth,
        channel=chance.pick(("Trực tiếp", "Trực tiếp", "Trực tuyến", "Bưu chính")),
        officer=official(chance),
        received=dt.datetime.combine(day, clock),
        due=due,
        finished=finished,
        returned=returned,
        number=chance.whole(1, 980),
        ordinal=chance.whole(1, 2400),
    )

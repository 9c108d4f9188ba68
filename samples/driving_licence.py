"""Giấy phép lái xe, a plastic card (`domain.md` §3.14)."""

import datetime as dt

from samples import symbols
from samples.card_faces import WIDE, Face, country, faces, portrait
from samples.certified_copy import certified_copy
from samples.codes import licence_number
from samples.jobs import Job, Printed, short_day
from samples.judicial_records import POLICE
from samples.offices import official
from samples.places import MERGER
from samples.press import Run

_CLASSES = (
    (
        "B2",
        "Ô tô chở người đến 9 chỗ ngồi; ô tô tải dưới 3.500 kg",
        "Passenger cars up to 9 seats",
        10,
    ),
    ("C", "Ô tô tải, máy kéo từ 3.500 kg trở lên", "Trucks of 3,500 kg and more", 5),
    ("A1", "Mô tô hai bánh từ 50 đến dưới 175 cm³", "Motorcycles from 50 to under 175 cm³", 0),
    ("B1", "Ô tô số tự động chở người đến 9 chỗ ngồi", "Automatic cars up to 9 seats", 10),
)


def driving_licence(job: Job) -> Printed:
    """Front and back; b puts the back beside the front and names the office before the class."""
    chance, who = job.chance, job.case.applicant
    day = job.case.decided
    name, vehicles, english, years = chance.pick(_CLASSES)
    number = licence_number(chance, job.case.place, day)
    expires = day + dt.timedelta(days=365 * years + years // 4) if years else None
    front, back = faces(job)
    _front(job, front, (name, number), day, expires)
    _back(job, back, (name, vehicles, english, number), day)
    certified_copy(job, day)
    _ = who
    return Printed("giay-phep-lai-xe", "Giấy phép lái xe", "result", of_dossier=False)


def _label(vietnamese: str, english: str) -> list[Run]:
    return [Run(f"{vietnamese} / ", "regular", 5.6), Run(f"{english}: ", "italic", 5.2)]


def _front(
    job: Job, face: Face, known: tuple[str, str], day: dt.date, expires: dt.date | None
) -> None:
    who, (name, number) = job.case.applicant, known
    ministry = ("BỘ CÔNG AN", "MPS") if day >= POLICE else ("BỘ GTVT", "MOT")
    for n, text in enumerate(ministry):
        face.say([Run(text, "bold", 6)], 13, 6 + 2.8 * n, anchor="middle")
    country(face, 53, 6)
    face.red(Run("GIẤY PHÉP LÁI XE / DRIVER'S LICENSE", "bold", 7.6), 53, 18)
    face.say(
        [
            Run("Số / ", "bold", 6.4),
            Run("No: ", "bold-italic", 6),
            Run(number, "bold", 9, "number"),
        ],
        53,
        22.4,
        anchor="middle",
    )
    portrait(face, 4, 16)
    full = Run(who.name.upper(), "bold", 7.4, "owner_name")
    face.say([*_label("Họ tên", "Full name"), full], 27, 26.6)
    born = Run(short_day(who.birth), "bold", 7, "birth_date", who.birth.isoformat())
    face.say([*_label("Ngày sinh", "Date of Birth"), born], 27, 30)
    nation = Run("VIỆT NAM", "bold", 6.6, "nationality")
    face.say([*_label("Quốc tịch", "Nationality"), nation], 27, 33.4)
    home = Run(who.home.address(day), "regular", 6.4, "address")
    lived = face.fitted([*_label("Nơi cư trú", "Address"), home], 57, 2)
    face.flow(lived, 27, 36.8, 84.4, 2.7)
    parts = [_signed, _class] if not job.press.look.is_a else [_class, _signed]
    for part in parts:
        part(job, face, name, day, expires)


def _class(job: Job, face: Face, name: str, day: dt.date, expires: dt.date | None) -> None:
    face.say([*_label("Hạng", "Class"), Run(name, "bold", 9, "class")], 4, 46.4)
    text = short_day(expires) if expires else "Không thời hạn"
    value = expires.isoformat() if expires else text
    ends = Run(text, "bold", 6, "expires", value)
    face.say(
        [Run("Có giá trị đến / ", "regular", 4.8), Run("Expires: ", "italic", 4.6), ends], 4, 50.4
    )


def _signed(job: Job, face: Face, name: str, day: dt.date, expires: dt.date | None) -> None:
    province = "tỉnh Tuyên Quang" if day >= MERGER else job.case.place.province
    place = Run(province.removeprefix("tỉnh "), "italic", 4.9, "place")
    written = f"ngày / date {day:%d} tháng / month {day:%m} năm / year {day.year}"
    dated = Run(written, "italic", 4.7, "issued", day.isoformat())
    face.say([place, Run(", ", "italic", 4.9), dated], 59, 43.4, anchor="middle")
    title = "GIÁM ĐỐC" if day >= POLICE or job.press.look.is_a else "TUQ. CỤC TRƯỞNG"
    face.say([Run(title, "bold", 5.4)], 62, 45.8, anchor="middle")
    face.say([Run(official(job.chance), "bold", 6.2, "signer")], 62, 52, anchor="middle")


def _back(job: Job, face: Face, known: tuple[str, str, str, str], day: dt.date) -> None:
    name, vehicles, english, number = known
    title = "CÁC LOẠI XE CƠ GIỚI ĐƯỜNG BỘ ĐƯỢC ĐIỀU KHIỂN"
    face.say([Run(title, "bold", 5.6)], WIDE / 2, 6, anchor="middle")
    face.say([Run("CLASSIFICATION OF MOTOR VEHICLES", "italic", 5)], WIDE / 2, 8.6, anchor="middle")
    press = face.press
    columns = (4.0, 14.0, 60.0, 81.6)
    rows = (11.0, 16.0, 25.0)
    for y in rows:
        press.rule((*face.at(columns[0], y), *face.at(columns[-1], y)), 2)
    for x in columns:
        press.rule((*face.at(x, rows[0]), *face.at(x, rows[-1])), 2)
    heads = ("Hạng", "Loại xe / Vehicles", "Ngày trúng tuyển")
    for n, text in enumerate(heads):
        face.say([Run(text, "bold", 5)], (columns[n] + columns[n + 1]) / 2, 14.4, anchor="middle")
    face.say([Run(name, "bold", 7)], 9, 21, anchor="middle")
    face.flow([Run(vehicles, "regular", 5.2)], 15, 18.6, 59.5, 2.3)
    face.say([Run(english, "italic", 4.8)], 15, 23.8)
    passed = day - dt.timedelta(days=job.chance.whole(8, 40))
    face.say([Run(short_day(passed), "regular", 6)], 70.8, 21, anchor="middle")
    text = f"{number}|{job.case.applicant.name}|{job.case.applicant.birth:%d%m%Y}|{name}"
    face.picture(symbols.qr(text, 4, level="L"), 66, 29, "QRCode", text)
    note = "Giấy phép lái xe này phải mang theo khi điều khiển phương tiện."
    face.flow([Run(note, "italic", 5)], 4, 32, 60, 2.6)

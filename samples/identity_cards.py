"""Identity cards of 2021 and of 2024, front and back on one page (`domain.md` §2.4)."""

import datetime as dt

from samples import symbols
from samples.card_faces import Face, arms, chip, country, faces, fingerprint, machine_zone, portrait
from samples.certified_copy import certified_copy
from samples.codes import FOREVER, card_until, identity_qr, machine_lines, old_card_number
from samples.jobs import Job, Printed, short_day
from samples.offices import official
from samples.people import Person
from samples.press import Run

_NEW_LAW = dt.date(2024, 7, 1)
_MARKS = (
    "Nốt ruồi C: 1,5cm dưới trước đuôi mắt trái",
    "Sẹo chấm C: 2cm trên sau cánh mũi phải",
    "Nốt ruồi C: 1cm dưới sau mép phải",
    "Sẹo tròn C: 0,5cm trên đuôi lông mày trái",
)


def _until(expires: dt.date) -> tuple[str, str]:
    """As printed, and as a value."""
    if expires == FOREVER:
        return "Không thời hạn", "Không thời hạn"
    return short_day(expires), expires.isoformat()


def _issued(job: Job, who: Person, *, new: bool) -> dt.date:
    """The day on the card: the person's, where a card of this kind was given out that day."""
    if (who.id_issued >= _NEW_LAW) == new:
        return who.id_issued
    if new:
        return job.chance.workday(dt.date(2024, 7, 8), dt.date(2026, 5, 29))
    return job.chance.workday(dt.date(2021, 3, 8), dt.date(2024, 6, 28))


def _small(text: str, size: float = 5.4) -> Run:
    return Run(text, "regular", size)


def _pair(vietnamese: str, english: str) -> list[Run]:
    """A label in two languages; the English in italics."""
    return [_small(f"{vietnamese} / "), Run(f"{english}: ", "italic", 5.0)]


def citizen_card(job: Job) -> Printed:
    """Căn cước công dân of 2021: QR on the front, machine-readable lines on the back."""
    who = job.case.applicant
    issued = _issued(job, who, new=False)
    expires = card_until(who.birth, issued)
    front, back = faces(job)
    _citizen_front(job, front, issued, expires)
    _citizen_back(job, back, issued, expires)
    certified_copy(job, issued)
    return Printed("can-cuoc-cong-dan", "Căn cước công dân", "attachment", of_dossier=False)


def _citizen_front(job: Job, face: Face, issued: dt.date, expires: dt.date) -> None:
    who, day = job.case.applicant, issued
    arms(face, 10, 10, 6)
    country(face, 43, 5.8)
    face.red(Run("CĂN CƯỚC CÔNG DÂN", "bold", 10), 44, 18.2)
    face.red(Run("Citizen Identity Card", "bold", 6.2), 44, 21.2)
    text = identity_qr(who, who.home.address(day), issued, _old_number(job))
    face.picture(symbols.qr(text, 4, level="L"), 67.5, 2.5, "QRCode", text)
    portrait(face, 4, 19.5)
    face.say([*_pair("Số", "No."), Run(who.personal_id, "bold", 10, "personal_id")], 27, 25.6)
    face.say(_pair("Họ và tên", "Full name"), 27, 29)
    face.say([Run(who.name.upper(), "bold", 8, "owner_name")], 27, 32.3)
    born = Run(short_day(who.birth), "regular", 7.4, "birth_date", who.birth.isoformat())
    face.say([*_pair("Ngày sinh", "Date of birth"), born], 27, 35.5)
    sex, nation = (Run(who.sex, "regular", 7, "sex"), Run("Việt Nam", "regular", 7, "nationality"))
    both = [
        *_pair("Giới tính", "Sex"),
        sex,
        _small("    "),
        *_pair("Quốc tịch", "Nationality"),
        nation,
    ]
    face.say(both, 27, 38.7)
    face.say(_pair("Quê quán", "Place of origin"), 27, 41.5)
    origin = Run(job.case.place.path(day), "regular", 6.4, "home_town")
    face.flow(face.fitted([origin], 57, 1), 27, 44.2, 84.4, 2.6)
    _residence(face, who.home.address(day), 47.4)
    printed, value = _until(expires)
    ends = [_small("Có giá trị đến: ", 4.8), Run(printed, "bold", 5.2, "expires", value)]
    face.say(face.fitted(ends, 23, 1), 3, 48.6)
    face.say([Run("Date of expiry", "italic", 4.6)], 3, 51)


def _residence(face: Face, address: str, y: float) -> None:
    label = _pair("Nơi thường trú", "Place of residence")
    runs = face.fitted([*label, Run(address, "regular", 6.2, "address")], 57, 2)
    face.flow(runs, 27, y, 84.4, 2.5)


def _old_number(job: Job) -> str:
    """The number of the card before it, for those who had one."""
    old = job.case.applicant.birth < dt.date(2003, 1, 1) and job.chance.odds(0.7)
    return old_card_number(job.chance, job.case.place) if old else ""


def _citizen_back(job: Job, face: Face, issued: dt.date, expires: dt.date) -> None:
    face.say(_pair("Đặc điểm nhận dạng", "Personal identification"), 4, 6)
    face.say([Run(job.chance.pick(_MARKS), "regular", 6.4)], 4, 9.2)
    chip(face, 6, 16)
    day = Run(short_day(issued), "regular", 6.4, "issued", issued.isoformat())
    face.say([*_pair("Ngày, tháng, năm", "Date, month, year"), day], 42, 14, anchor="middle")
    lines = ("CỤC TRƯỞNG CỤC CẢNH SÁT", "QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI")
    for n, text in enumerate(lines):
        face.say([Run(text, "bold", 4.8)], 42, 17 + 2.3 * n, anchor="middle")
    english = "DIRECTOR GENERAL OF THE POLICE DEPARTMENT"
    face.say([Run(english, "regular", 3.9)], 42, 21.6, anchor="middle")
    face.say(
        [Run("FOR ADMINISTRATIVE MANAGEMENT OF SOCIAL ORDER", "regular", 3.9)],
        42,
        23.6,
        anchor="middle",
    )
    face.say([Run(official(job.chance), "bold", 6)], 42, 33, anchor="middle")
    for y, (text, other) in zip(
        (4.5, 19.5),
        (("Ngón trỏ trái", "Left index finger"), ("Ngón trỏ phải", "Right index finger")),
        strict=True,
    ):
        face.say([_small(f"{text} / ", 3.7), Run(other, "italic", 3.7)], 73.5, y, anchor="middle")
        fingerprint(face, 67.5, y + 1.2)
    who = job.case.applicant
    machine_zone(face, machine_lines(who, expires), who.personal_id)


def identity_card(job: Job) -> Printed:
    """Căn cước of 2024: QR, chip and machine-readable lines on the back."""
    who = job.case.applicant
    issued = _issued(job, who, new=True)
    expires = card_until(who.birth, issued)
    front, back = faces(job)
    _new_front(job, front)
    _new_back(job, back, issued, expires)
    certified_copy(job, issued)
    return Printed("can-cuoc", "Căn cước", "attachment", of_dossier=False)


def _new_front(job: Job, face: Face) -> None:
    who = job.case.applicant
    arms(face, 10, 9.5, 6)
    country(face, 50, 6.4)
    face.red(Run("CĂN CƯỚC", "bold", 12.5), 50, 19)
    face.red(Run("IDENTITY CARD", "bold", 7), 50, 22.2)
    portrait(face, 4, 19.5)
    face.say(_pair("Số định danh cá nhân", "Personal identification number"), 27, 27)
    face.say([Run(who.personal_id, "bold", 11, "personal_id")], 27, 31.4)
    face.say(_pair("Họ, chữ đệm và tên khai sinh", "Full name"), 27, 35.2)
    face.say([Run(who.name.upper(), "bold", 8.6, "owner_name")], 27, 39)
    born = Run(short_day(who.birth), "regular", 7.6, "birth_date", who.birth.isoformat())
    sex = Run(who.sex, "regular", 7.2, "sex")
    face.say([*_pair("Ngày, tháng, năm sinh", "Date of birth"), born], 27, 42.8)
    face.say([*_pair("Giới tính", "Sex"), sex], 27, 46.4)
    nation = Run("Việt Nam", "regular", 7.2, "nationality")
    face.say([*_pair("Quốc tịch", "Nationality"), nation], 27, 50)


def _new_back(job: Job, face: Face, issued: dt.date, expires: dt.date) -> None:
    who = job.case.applicant
    text = identity_qr(who, who.home.address(issued), issued)
    face.picture(symbols.qr(text, 4, level="L"), 67, 3.5, "QRCode", text)
    face.say(_pair("Nơi cư trú", "Place of residence"), 4, 6)
    face.flow([Run(who.home.address(issued), "regular", 6.4, "address")], 4, 9, 64, 2.7)
    face.say(_pair("Nơi đăng ký khai sinh", "Place of birth"), 4, 15.4)
    face.flow([Run(job.case.place.path(issued), "regular", 6.4, "birth_place")], 4, 18.4, 64, 2.7)
    day = Run(short_day(issued), "regular", 7, "issued", issued.isoformat())
    printed, value = _until(expires)
    ends = Run(printed, "regular", 7, "expires", value)
    face.say(_pair("Ngày, tháng, năm cấp", "Date of issue"), 4, 24.4)
    face.say([day], 4, 27.4)
    face.say(_pair("Ngày, tháng, năm hết hạn", "Date of expiry"), 4, 30.6)
    face.say([ends], 4, 33.6)
    chip(face, 47, 25)
    side = 73
    face.say([Run("BỘ CÔNG AN", "bold", 5.6)], side, 25, anchor="middle")
    face.say([Run("MINISTRY OF PUBLIC SECURITY", "regular", 3.8)], side, 27.2, anchor="middle")
    machine_zone(face, machine_lines(who, expires), who.personal_id)

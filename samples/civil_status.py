"""Extracts and confirmations of civil status, and the form that asks for copies (`domain.md` §3.6)."""

import datetime as dt
from dataclasses import replace

from samples import wording
from samples.blanks import Blank, Blanks, certify, dotted, fill_in, identity_of, line, one, title
from samples.flow import paragraph
from samples.forms import addressed, signed_by, top
from samples.frame import head
from samples.jobs import Job, Printed, long_day
from samples.offices import Office, commune, signing
from samples.people import Person, person
from samples.press import Run
from samples.wordy import day_in_words

_CAUSES = ("Bệnh già", "Suy tim", "Tai nạn giao thông", "Ung thư phổi", "Tai biến mạch máu não")
_STATUS = (
    "Chưa đăng ký kết hôn với ai",
    "Hiện tại chưa đăng ký kết hôn với ai",
    "Đã ly hôn theo Bản án số {n}/2021/HNGĐ-ST của Tòa án nhân dân; hiện chưa kết hôn với ai",
    "Vợ hoặc chồng đã chết; hiện tại chưa kết hôn với ai",
)
_PURPOSES = ("đăng ký kết hôn", "bổ sung hồ sơ vay vốn", "chuyển nhượng đất", "mua nhà ở")
_SELF = Blanks(
    {
        "deceased_name": ("Họ, chữ đệm, tên:", "Họ, chữ đệm, tên người chết:"),
        "owner_name": "Họ, chữ đệm, tên:",
        "birth_date": "Ngày, tháng, năm sinh:",
        "sex": "Giới tính:",
        "ethnicity": "Dân tộc:",
        "nationality": "Quốc tịch:",
    }
)
_DEATH = Blanks(
    {
        "last_address": ("Nơi cư trú cuối cùng:", "Nơi thường trú/tạm trú cuối cùng:"),
        "owner_id": "Giấy tờ tùy thân:",
        "death_date": ("Đã chết vào lúc:", "Chết lúc:"),
        "words": "Ghi bằng chữ:",
        "death_place": "Nơi chết:",
        "death_cause": "Nguyên nhân chết:",
        "registered_at": ("Đăng ký khai tử tại:", "Nơi đăng ký khai tử:"),
    }
)
_MARITAL = Blanks(
    {
        "owner_id": "Giấy tờ tùy thân:",
        "address": "Nơi cư trú:",
        "stay": "Trong thời gian cư trú tại:",
        "marital_status": ("Tình trạng hôn nhân:", "Về tình trạng hôn nhân:"),
    }
)
_COPY = Blanks(
    {
        "applicant": "Họ, chữ đệm, tên người yêu cầu:",
        "address": ("Nơi cư trú:", "Nơi thường trú:"),
        "owner_id": "Giấy tờ tùy thân:",
        "relation": "Quan hệ với người được cấp bản sao trích lục:",
        "subject_name": "Họ, chữ đệm, tên:",
        "birth_date": "Ngày, tháng, năm sinh:",
        "sex": "Giới tính:",
        "people": "Dân tộc:",
        "nation": "Quốc tịch:",
        "registered_at": ("Đã đăng ký tại:", "Nơi đã đăng ký hộ tịch:"),
        "registered_number": "Số:",
        "book": "Quyển số:",
        "registered_date": ("Đăng ký", "Ngày đăng ký:"),
    }
)


def _self(job: Job, who: Person, name: str) -> list[list[Blank]]:
    """Name, birth, sex, people, nationality; b puts the sex beside the birth."""
    called = _SELF(name, who.name.upper(), bold=True)
    born, sex = _SELF.day("birth_date", who.birth), _SELF("sex", who.sex)
    people, nation = _SELF("ethnicity", who.people), _SELF("nationality", "Việt Nam")
    if job.press.look.is_a:
        return [[called], [born], [sex, people, nation]]
    return [[called], [born, sex], [people, nation]]


def death_extract(job: Job) -> Printed:
    """Trích lục khai tử (bản sao): who died when, where and of what, and where that is registered."""
    case, chance = job.case, job.chance
    died = case.received.date() - dt.timedelta(days=chance.whole(2, 400))
    dead = person(chance, case.place, died, ages=(58, 93))
    office = commune(case.place, case.decided)
    head(job, office, f"{case.number}/TLKT-BS", case.decided)
    title(job, ["TRÍCH LỤC KHAI TỬ", "(BẢN SAO)"], above=8)
    fill_in(job, [*_self(job, dead, "deceased_name"), *_death(job, dead, died)])
    _booked(job, died + dt.timedelta(days=1))
    certify(job, office, signing(chance, office, collective=False))
    return Printed("trich-luc-khai-tu", "Trích lục khai tử", "result", of_dossier=False)


def _death(job: Job, dead: Person, died: dt.date) -> list[list[Blank]]:
    """Where the dead lived, and when, where and of what they died."""
    chance = job.chance
    clock = f"{chance.whole(0, 23):02d} giờ {chance.whole(0, 59):02d} phút, "
    home = dead.home.address(died)
    words = [[_DEATH.plain("words", day_in_words(died))]] if job.press.look.is_a else []
    registrar = commune(job.case.place, died + dt.timedelta(days=1)).name
    return [
        [_DEATH("last_address", home)],
        [_DEATH("owner_id", identity_of(dead), dead.personal_id)],
        [_DEATH("death_date", clock + long_day(job.press.look, died), died.isoformat())],
        *words,
        [_DEATH("death_place", chance.pick((home, f"Tại nhà riêng, {home}")))],
        [_DEATH("death_cause", chance.pick(_CAUSES))],
        [_DEATH("registered_at", registrar)],
    ]


def _booked(job: Job, day: dt.date) -> None:
    """Number and day of the registration, on one line."""
    number = Run(f"{job.chance.whole(1, 140):02d}", field="registered_number")
    when = Run(long_day(job.press.look, day), field="registered_date", value=day.isoformat())
    runs = [Run("Số: "), number, Run(", "), when, Run(".")]
    paragraph(job.press, runs, indent=0, justify=False)


def marital_confirmation(job: Job) -> Printed:
    """Giấy xác nhận tình trạng hôn nhân."""
    press, case = job.press, job.case
    office = commune(case.place, case.decided)
    head(job, office, f"{case.number}/UBND-XNTTHN", case.decided)
    title(job, ["GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"], above=8)
    _considered(job, office)
    fill_in(job, [*_self(job, case.applicant, "owner_name"), *_marital(job)])
    use = Run(job.chance.pick(_PURPOSES), field="purpose")
    runs = [Run("Giấy này được cấp để: "), use, Run(".")]
    paragraph(press, runs, indent=0, justify=False)
    months = "Giấy này có giá trị sử dụng trong thời hạn 06 tháng, kể từ ngày cấp./."
    paragraph(press, [Run(months)], indent=0)
    certify(job, office, signing(job.chance, office, collective=False))
    name = "Giấy xác nhận tình trạng hôn nhân"
    return Printed("giay-xac-nhan-tinh-trang-hon-nhan", name, "result", of_dossier=True)


def _considered(job: Job, office: Office) -> None:
    """Upon whose request the office confirms."""
    name = job.case.applicant.name
    if job.press.look.is_a:
        line(job, [Run(f"{office.board} {office.heading[-1]}", "bold", 12.5)])
        asked = f"Xét đề nghị của ông (bà) {name}, về việc cấp Giấy xác nhận tình trạng hôn nhân,"
    else:
        asked = f"Căn cứ kết quả kiểm tra, xác minh hồ sơ theo đề nghị của ông (bà) {name},"
    paragraph(job.press, [Run(asked)])
    line(job, [Run("XÁC NHẬN:", "bold")])


def _marital(job: Job) -> list[list[Blank]]:
    """Identity, home, since when there, and the status."""
    case, chance, who = job.case, job.chance, job.case.applicant
    day = case.decided
    since = f"{chance.whole(2, 28):02d}/{chance.whole(1, 12):02d}/{who.birth.year + 18}"
    status = chance.pick(_STATUS).format(n=chance.whole(10, 90))
    home = _MARITAL("address", who.home.address(day))
    card = _MARITAL("owner_id", identity_of(who), who.personal_id)
    return [
        *([[card], [home]] if job.press.look.is_a else [[home], [card]]),
        [_MARITAL.plain("stay", f"{case.place.path(day)}, từ ngày {since} đến nay")],
        [_MARITAL("marital_status", status)],
    ]


def copy_form(job: Job) -> Printed:
    """Tờ khai cấp bản sao trích lục hộ tịch."""
    press, who, a = job.press, job.case.applicant, job.press.look.is_a
    dotted(job)
    about, bond = _subject(job)
    top(press, ["TỜ KHAI", "CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH"])
    addressed(job)
    home = who.home.address(job.case.received.date())
    rows = [
        [_COPY("applicant", who.name.upper())],
        [_COPY("address", home)],
        [_COPY("owner_id", identity_of(who), who.personal_id)],
        [_COPY("relation", bond)],
    ]
    fill_in(job, rows)
    ask = "Đề nghị cơ quan cấp bản sao trích lục khai sinh cho người có tên dưới đây:"
    paragraph(press, [Run(ask, "bold" if a else "italic")], indent=0, justify=False)
    fill_in(job, _registered(job, about))
    _copies(job)
    paragraph(press, [Run(wording.VOWS[0 if a else 1])], indent=12.7 if a else 0)
    signed_by(job, one(job, ("Người yêu cầu", "NGƯỜI YÊU CẦU")), who, field="issued")
    name = "Tờ khai cấp bản sao trích lục hộ tịch"
    return Printed("to-khai-cap-ban-sao-trich-luc-ho-tich", name, "application", of_dossier=True)


def _subject(job: Job) -> tuple[Person, str]:
    """For whom copies are wanted, and what the applicant is to them."""
    case, day = job.case, job.case.received.date()
    parent = case.applicant
    spare = (day - parent.birth).days // 366 - 20
    if spare < 2 or job.chance.odds(0.4):
        return parent, "Bản thân"
    young = person(job.chance, case.place, day, ages=(1, min(spare, 19)))
    if parent.sex == "Nữ":
        return young, "Mẹ"
    named = " ".join((parent.name.split()[0], *young.name.split()[1:]))
    return replace(young, name=named, people=parent.people), "Cha"


def _registered(job: Job, about: Person) -> list[list[Blank]]:
    """Who it is, and where, when and under which number the birth is registered."""
    chance, case = job.chance, job.case
    last = case.received.date() - dt.timedelta(days=30)
    day = chance.day(max(about.birth, dt.date(1998, 1, 1)), last)
    number = _COPY("registered_number", f"{chance.whole(3, 180):02d}")
    book = _COPY("book", f"{chance.whole(1, 3):02d}/{day.year}")
    when = _COPY("registered_date", long_day(job.press.look, day), day.isoformat())
    return [
        [_COPY("subject_name", about.name.upper(), bold=True)],
        [_COPY.day("birth_date", about.birth), _COPY.plain("sex", about.sex)],
        [_COPY.plain("people", about.people), _COPY.plain("nation", "Việt Nam")],
        [_COPY("registered_at", commune(case.place, day).name)],
        *([[number, book], [when]] if job.press.look.is_a else [[when], [number, book]]),
    ]


def _copies(job: Job) -> None:
    copies = job.chance.whole(1, 9)
    runs = [
        Run("Số lượng bản sao yêu cầu cấp: "),
        Run(f"{copies:02d}", field="copies", value=str(copies)),
        Run(" bản."),
    ]
    paragraph(job.press, runs, indent=0, justify=False)

"""Extracts and confirmations of civil status, and the form that asks for copies (`domain.md` §3.6)."""

import datetime as dt

from samples import wording
from samples.blanks import (
    Blank,
    Label,
    certify,
    day_blank,
    dotted,
    fill_in,
    identity_of,
    line,
    long_day_blank,
    one,
    title,
)
from samples.flow import paragraph
from samples.forms import addressed, signed_by, top
from samples.frame import head
from samples.jobs import Job, Printed, long_day
from samples.offices import commune, signing
from samples.people import Person, person
from samples.press import Run
from samples.wordy import day_in_words

_CAUSES = ("Bệnh già", "Suy tim", "Tai nạn giao thông", "Ung thư phổi", "Tai biến mạch máu não")


def _gone(job: Job) -> tuple[Person, dt.date]:
    """Someone of the applicant's village who died some days before, and when."""
    case, chance = job.case, job.chance
    dead = person(chance, case.place, case.received.date(), ages=(58, 93))
    return dead, case.received.date() - dt.timedelta(days=chance.whole(2, 400))


def _self(job: Job, who: Person, prefix: str, name_label: Label) -> list[list[Blank]]:
    """Name, birth, sex, people, nationality; b puts the sex beside the birth."""
    name = Blank(name_label, who.name.upper(), f"{prefix}_name", style="bold")
    born = day_blank("Ngày, tháng, năm sinh:", who.birth, "birth_date")
    sex = Blank("Giới tính:", who.sex, "sex")
    people = Blank("Dân tộc:", who.people, "ethnicity")
    nation = Blank("Quốc tịch:", "Việt Nam", "nationality")
    if job.press.look.is_a:
        return [[name], [born], [sex, people, nation]]
    return [[name], [born, sex], [people, nation]]


def death_extract(job: Job) -> Printed:
    """Trích lục khai tử (bản sao): who died when, where and of what, and where that is registered."""
    press, case, chance = job.press, job.case, job.chance
    dead, died = _gone(job)
    day = case.decided
    office = commune(case.place, day)
    head(job, office, f"{case.number}/TLKT-BS", day)
    title(job, ["TRÍCH LỤC KHAI TỬ", "(BẢN SAO)"], above=8)
    clock = f"{chance.whole(0, 23):02d} giờ {chance.whole(0, 59):02d} phút, "
    moment = clock + long_day(press.look, died)
    home = dead.home.address(died)
    registered = died + dt.timedelta(days=1)
    place = commune(case.place, registered).name
    number = f"{chance.whole(1, 140):02d}"
    said = long_day(press.look, registered)
    rows = [
        *_self(job, dead, "deceased", ("Họ, chữ đệm, tên:", "Họ, chữ đệm, tên người chết:")),
        [
            Blank(
                ("Nơi cư trú cuối cùng:", "Nơi thường trú/tạm trú cuối cùng:"), home, "last_address"
            )
        ],
        [Blank("Giấy tờ tùy thân:", identity_of(job, dead, died), "owner_id", dead.personal_id)],
        [Blank(("Đã chết vào lúc:", "Chết lúc:"), moment, "death_date", died.isoformat())],
        *([[Blank("Ghi bằng chữ:", day_in_words(died))]] if press.look.is_a else []),
        [Blank("Nơi chết:", chance.pick((home, f"Tại nhà riêng, {home}")), "death_place")],
        [Blank("Nguyên nhân chết:", chance.pick(_CAUSES), "death_cause")],
        [Blank(("Đăng ký khai tử tại:", "Nơi đăng ký khai tử:"), place, "registered_at")],
    ]
    fill_in(job, rows)
    booked = Blank("số", number, "registered_number")
    when = Blank("", said, "registered_date", registered.isoformat())
    runs = [Run("Số: "), booked.run(), Run(", "), when.run(), Run(".")]
    paragraph(press, runs, indent=0, justify=False)
    signed = signing(chance, office, collective=False)
    certify(job, office, signed)
    return Printed("trich-luc-khai-tu", "Trích lục khai tử", "result", of_dossier=False)


_STATUS = (
    "Chưa đăng ký kết hôn với ai",
    "Hiện tại chưa đăng ký kết hôn với ai",
    "Đã ly hôn theo Bản án số {n}/2021/HNGĐ-ST của Tòa án nhân dân; hiện chưa kết hôn với ai",
    "Vợ hoặc chồng đã chết; hiện tại chưa kết hôn với ai",
)
_PURPOSES = (
    "đăng ký kết hôn",
    "bổ sung hồ sơ vay vốn",
    "làm thủ tục chuyển nhượng đất",
    "mua nhà ở",
)


def marital_confirmation(job: Job) -> Printed:
    """Giấy xác nhận tình trạng hôn nhân."""
    press, case, chance = job.press, job.case, job.chance
    who, day = case.applicant, case.decided
    office = commune(case.place, day)
    head(job, office, f"{case.number}/UBND-XNTTHN", day)
    title(job, ["GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"], above=8)
    board = f"{office.board} {office.heading[-1]}"
    if press.look.is_a:
        line(job, [Run(board, "bold", 12.5)])
        asked = (
            f"Xét đề nghị của ông (bà) {who.name}, về việc cấp Giấy xác nhận tình trạng hôn nhân,"
        )
    else:
        asked = f"Căn cứ kết quả kiểm tra, xác minh hồ sơ theo đề nghị của ông (bà) {who.name},"
    paragraph(press, [Run(asked)])
    line(job, [Run("XÁC NHẬN:", "bold")])
    identity = identity_of(job, who, day)
    since = f"{chance.whole(2, 28):02d}/{chance.whole(1, 12):02d}/{who.birth.year + 18}"
    status = chance.pick(_STATUS).format(n=chance.whole(10, 90))
    where = ("Tình trạng hôn nhân:", "Về tình trạng hôn nhân:")
    home = Blank("Nơi cư trú:", who.home.address(day), "address")
    card = Blank("Giấy tờ tùy thân:", identity, "owner_id", who.personal_id)
    rows = [
        *_self(job, who, "owner", "Họ, chữ đệm, tên:"),
        *([[card], [home]] if press.look.is_a else [[home], [card]]),
        [Blank("Trong thời gian cư trú tại:", f"{case.place.path(day)}, từ ngày {since} đến nay")],
        [Blank(where, status, "marital_status")],
    ]
    fill_in(job, rows)
    use = Run(chance.pick(_PURPOSES), field="purpose")
    runs = [Run("Giấy này được cấp để: "), use, Run(".")]
    paragraph(press, runs, indent=0, justify=False)
    months = "Giấy này có giá trị sử dụng trong thời hạn 06 tháng, kể từ ngày cấp./."
    paragraph(press, [Run(months)], indent=0)
    certify(job, office, signing(chance, office, collective=False))
    name = "Giấy xác nhận tình trạng hôn nhân"
    return Printed("giay-xac-nhan-tinh-trang-hon-nhan", name, "result", of_dossier=True)


def copy_form(job: Job) -> Printed:
    """Tờ khai cấp bản sao trích lục hộ tịch."""
    press, case, chance = job.press, job.case, job.chance
    dotted(job)
    who, a, day = case.applicant, press.look.is_a, case.received.date()
    about, bond = _subject(job)
    registered = chance.day(max(about.birth, dt.date(1998, 1, 1)), day - dt.timedelta(days=30))
    top(press, ["TỜ KHAI", "CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH"])
    addressed(job)
    rows = [
        [Blank("Họ, chữ đệm, tên người yêu cầu:", who.name.upper(), "applicant")],
        [Blank(("Nơi cư trú:", "Nơi thường trú:"), who.home.address(day), "address")],
        [Blank("Giấy tờ tùy thân:", identity_of(job, who, day), "owner_id", who.personal_id)],
        [Blank("Quan hệ với người được cấp bản sao trích lục:", bond, "relation")],
    ]
    fill_in(job, rows)
    ask = "Đề nghị cơ quan cấp bản sao trích lục khai sinh cho người có tên dưới đây:"
    paragraph(press, [Run(ask, "bold" if a else "italic")], indent=0, justify=False)
    booked = Blank("Số:", f"{chance.whole(3, 180):02d}", "registered_number")
    book = Blank("Quyển số:", f"{chance.whole(1, 3):02d}/{registered.year}", "book")
    when = long_day_blank(job, ("Đăng ký", "Ngày đăng ký:"), registered, "registered_date")
    where = commune(case.place, registered).name
    rows = [
        [Blank("Họ, chữ đệm, tên:", about.name.upper(), "subject_name", style="bold")],
        [
            day_blank("Ngày, tháng, năm sinh:", about.birth, "birth_date"),
            Blank("Giới tính:", about.sex),
        ],
        [Blank("Dân tộc:", about.people), Blank("Quốc tịch:", "Việt Nam")],
        [Blank(("Đã đăng ký tại:", "Nơi đã đăng ký hộ tịch:"), where, "registered_at")],
        *([[booked, book], [when]] if a else [[when], [booked, book]]),
    ]
    fill_in(job, rows)
    _copies(job)
    paragraph(press, [Run(wording.VOWS[0 if a else 1])], indent=12.7 if a else 0)
    signed_by(job, one(job, ("Người yêu cầu", "NGƯỜI YÊU CẦU")), who, field="issued")
    name = "Tờ khai cấp bản sao trích lục hộ tịch"
    return Printed("to-khai-cap-ban-sao-trich-luc-ho-tich", name, "application", of_dossier=True)


def _subject(job: Job) -> tuple[Person, str]:
    """For whom copies are wanted, and what the applicant is to them."""
    case = job.case
    if job.chance.odds(0.4):
        return case.applicant, "Bản thân"
    young = person(job.chance, case.place, case.received.date(), ages=(6, 19))
    return young, "Cha" if case.applicant.sex == "Nam" else "Mẹ"


def _copies(job: Job) -> None:
    copies = job.chance.whole(1, 9)
    runs = [
        Run("Số lượng bản sao yêu cầu cấp: "),
        Run(f"{copies:02d}", field="copies", value=str(copies)),
        Run(" bản."),
    ]
    paragraph(job.press, runs, indent=0, justify=False)

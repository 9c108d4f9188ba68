"""Certificates of companies and of household businesses (`domain.md` §3.10, §3.11)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from samples.blanks import (
    Blank,
    Label,
    certify,
    day_blank,
    fill_in,
    heading,
    line,
    one,
    title,
)
from samples.chance import Chance
from samples.codes import plain_letters, shop_number, tax_code
from samples.jobs import Job, Printed, long_day, money
from samples.offices import Office, Signing, commune, official
from samples.people import phone
from samples.places import MERGER, Place
from samples.press import Run
from samples.wordy import sum_in_words

_FINANCE = dt.date(2025, 3, 1)
"""Since then the department of finance registers businesses, before it the one of planning."""

_TRADES = (
    ("THƯƠNG MẠI VÀ DỊCH VỤ", "TRADING AND SERVICES"),
    ("XÂY DỰNG", "CONSTRUCTION"),
    ("CHÈ ĐẶC SẢN", "SPECIALTY TEA"),
    ("LÂM NGHIỆP", "FORESTRY"),
    ("DU LỊCH CỘNG ĐỒNG", "COMMUNITY TOURISM"),
    ("VẬN TẢI", "TRANSPORT"),
    ("CHẾ BIẾN NÔNG SẢN", "AGRICULTURAL PROCESSING"),
)
_PROPER = (
    "Phương Bắc",
    "Tân Trào",
    "Lũng Cú",
    "An Phát",
    "Sông Lô",
    "Đại Thành",
    "Nà Hang",
    "Hoàng Gia",
    "Sơn Thủy",
)
_SHOPS = (
    ("Cửa hàng tạp hóa", "Bán lẻ hàng tạp hóa, thực phẩm, đồ uống"),
    ("Cơ sở may mặc", "May trang phục dân tộc; bán lẻ vải, quần áo"),
    ("Nhà nghỉ", "Dịch vụ lưu trú ngắn ngày; dịch vụ ăn uống"),
    ("Cơ sở cơ khí", "Gia công cơ khí; sửa chữa máy nông nghiệp"),
    ("Quán ăn", "Nhà hàng và các dịch vụ ăn uống phục vụ lưu động"),
    ("Đại lý vật liệu xây dựng", "Bán lẻ xi măng, sắt thép, gạch ngói"),
)
_KINDS = ("MỘT THÀNH VIÊN", "HAI THÀNH VIÊN TRỞ LÊN")


def registrar(place: Place, day: dt.date) -> Office:
    """The room of the province that registers companies."""
    province = "tỉnh Tuyên Quang" if day >= MERGER else place.province
    parent = "SỞ TÀI CHÍNH" if day >= _FINANCE else "SỞ KẾ HOẠCH VÀ ĐẦU TƯ"
    seat = province.removeprefix("tỉnh ")
    room = ("PHÒNG ĐĂNG KÝ KINH DOANH",)
    return Office(
        f"{parent} {province.upper()}",
        room,
        "Phòng Đăng ký kinh doanh",
        seat,
        "ĐKKD",
        "TRƯỞNG PHÒNG",
        "",
    )


@dataclass(frozen=True, slots=True)
class _Dates:
    """First registration, and which change of when stands on the paper; 0: none."""

    first: dt.date
    change: int
    changed: dt.date


def _dates(job: Job) -> _Dates:
    chance, day = job.chance, job.case.decided
    change = chance.whole(1, 6) if chance.odds(0.6) else 0
    if not change:
        return _Dates(day, 0, day)
    return _Dates(chance.workday(dt.date(2012, 3, 1), day - dt.timedelta(days=90)), change, day)


def _registered(job: Job, dates: _Dates) -> None:
    first = long_day(job.press.look, dates.first)
    runs = [
        Run("Đăng ký lần đầu: " if job.press.look.is_a else "Đăng ký lần đầu, ", "italic"),
        Run(first, "italic", field="first_registered", value=dates.first.isoformat()),
    ]
    line(job, runs)
    if dates.change:
        changed = Run(
            long_day(job.press.look, dates.changed),
            "italic",
            field="changed",
            value=dates.changed.isoformat(),
        )
        runs = [
            Run("Đăng ký thay đổi lần thứ: ", "italic"),
            Run(str(dates.change), "italic", field="change_number"),
            Run(", ", "italic"),
            changed,
        ]
        line(job, runs)
    job.press.down(2)


def _owner(job: Job, day: dt.date, *, position: str = "") -> list[list[Blank]]:
    """Who leads the business; b prints the capacity first and short labels."""
    who, a = job.case.applicant, job.press.look.is_a
    name = Blank(
        ("* Họ và tên:", "Họ và tên:"),
        who.name.upper(),
        "owner_name",
        style="bold" if a else "regular",
    )
    sex = Blank("Giới tính:", who.sex, "sex")
    post = [[Blank("Chức danh:", position, "position")]] if position else []
    born = day_blank(("Sinh ngày:", "Ngày sinh:"), who.birth, "birth_date")
    people = Blank("Dân tộc:", who.people, "ethnicity")
    nation = Blank("Quốc tịch:", "Việt Nam", "nationality")
    card = "Thẻ căn cước" if who.id_issued >= dt.date(2024, 7, 1) else "Thẻ căn cước công dân"
    kind = Blank(("Loại giấy tờ pháp lý của cá nhân:", "Loại giấy tờ chứng thực cá nhân:"), card)
    number = Blank(
        ("Số giấy tờ pháp lý của cá nhân:", "Số giấy chứng thực cá nhân:"),
        who.personal_id,
        "personal_id",
    )
    given = day_blank("Ngày cấp:", who.id_issued, "id_issued")
    by = Blank("Nơi cấp:", who.id_issuer(), "id_issuer")
    home = Blank(
        ("Địa chỉ thường trú:", "Nơi đăng ký hộ khẩu thường trú:"),
        who.home.address(day),
        "owner_address",
    )
    stay = Blank(("Địa chỉ liên lạc:", "Chỗ ở hiện tại:"), who.home.address(day))
    facts = [[name, sex], *post] if a else [*post, [name, sex]]
    return [*facts, [born, people, nation], [kind], [number], [given], [by], [home], [stay]]


def company_certificate(job: Job) -> Printed:
    """Giấy chứng nhận đăng ký doanh nghiệp of a company with limited liability."""
    press, case, chance = job.press, job.case, job.chance
    dates = _dates(job)
    day = dates.changed
    office = registrar(case.place, day)
    heading(job, office)
    title(job, ["GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP"], above=12, below=0)
    kind = chance.pick(_KINDS)
    line(job, [Run(f"CÔNG TY TRÁCH NHIỆM HỮU HẠN {kind}", "bold")])
    code = tax_code(chance, case.place)
    line(job, [Run("Mã số doanh nghiệp: ", "bold"), Run(code, "bold", field="tax_code")])
    _registered(job, dates)
    parts = [_company_name, _company_seat]
    for part in parts:
        part(job, kind, day)
    capital = chance.pick((1, 3, 5, 9, 18, 45)) * 100_000_000 + chance.pick((0, 5, 50)) * 1_000_000
    words = sum_in_words(capital)
    rows = [
        [
            Blank(
                ("3. Vốn điều lệ:", "3. Vốn điều lệ"),
                f"{money(capital)} đồng",
                "capital",
                str(capital),
            )
        ],
        [Blank(("Bằng chữ:", "(Ghi bằng chữ):"), words, "capital_words")],
    ]
    fill_in(job, rows)
    label = "4. Người đại diện theo pháp luật của công ty"
    press.row([Run(label, "bold")], press.left)
    fill_in(
        job,
        _owner(
            job,
            day,
            position=chance.pick(("Giám đốc", "Tổng giám đốc", "Chủ tịch công ty kiêm Giám đốc")),
        ),
    )
    certify(job, office, Signing((_head_of(chance),), official(chance)))
    name = "Giấy chứng nhận đăng ký doanh nghiệp"
    return Printed("giay-chung-nhan-dang-ky-doanh-nghiep", name, "result", of_dossier=False)


def _head_of(chance: Chance) -> str:
    return chance.pick(("TRƯỞNG PHÒNG", "TRƯỞNG PHÒNG", "KT. TRƯỞNG PHÒNG"))


def _company_name(job: Job, kind: str, day: dt.date) -> None:
    press, chance = job.press, job.chance
    own = chance.pick(_PROPER).upper()
    trade, english = chance.pick(_TRADES)
    short = kind == _KINDS[0] and chance.odds(0.5)
    name = f"CÔNG TY TNHH {'MTV ' if short else ''}{trade} {own}"
    foreign = f"{plain_letters(own)} {english} COMPANY LIMITED"
    brief = f"{plain_letters(own)} CO., LTD"
    press.row([Run("1. Tên công ty", "bold")], press.left)
    labels: Sequence[Label] = (
        ("Tên công ty viết bằng tiếng Việt:", "Tên công ty bằng tiếng Việt:"),
        "Tên công ty viết bằng tiếng nước ngoài:",
        "Tên công ty viết tắt:",
    )
    rows = [
        [Blank(labels[0], name, "company_name", style="bold")],
        [Blank(labels[1], foreign, "company_name_foreign")],
        [Blank(labels[2], brief, "company_name_short")],
    ]
    fill_in(job, rows)
    _ = day


def _company_seat(job: Job, kind: str, day: dt.date) -> None:
    press, chance, case = job.press, job.chance, job.case
    press.row([Run("2. Địa chỉ trụ sở chính", "bold")], press.left)
    where = f"{case.applicant.home.address(day)}, Việt Nam"
    call = phone(chance)
    post = f"{plain_letters(chance.pick(_PROPER)).lower().replace(' ', '')}{chance.whole(1, 99)}@gmail.com"
    rows = [
        [Blank(("", "Địa chỉ:"), where, "address")],
        [Blank("Điện thoại:", call, "phone"), Blank("Fax:", "")],
        [Blank("Email:", post, "email"), Blank("Website:", "")],
    ]
    fill_in(job, rows)
    _ = kind


def shop_office(place: Place, day: dt.date) -> Office:
    """The commune registers household businesses since the merger, a district room before."""
    if day >= MERGER:
        own = commune(place, day)
        room = (
            "PHÒNG KINH TẾ"
            if own.place[0] < "M" or not place.in_town
            else "PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ"
        )
        parent = f"UBND {place.unit(day).upper()}"
        return Office(parent, (room,), own.name, own.place, "PKT", "TRƯỞNG PHÒNG", "")
    proper = place.district.split(" ", 1)[1].removeprefix("phố ")
    parent, room = f"UBND {place.district.upper()}", "PHÒNG TÀI CHÍNH - KẾ HOẠCH"
    return Office(parent, (room,), "Phòng Tài chính - Kế hoạch", proper, "TCKH", "TRƯỞNG PHÒNG", "")


def shop_certificate(job: Job) -> Printed:
    """Giấy chứng nhận đăng ký hộ kinh doanh."""
    press, case, chance = job.press, job.case, job.chance
    dates = _dates(job)
    day, who = dates.changed, case.applicant
    office = shop_office(case.place, day)
    heading(job, office)
    title(job, ["GIẤY CHỨNG NHẬN", "ĐĂNG KÝ HỘ KINH DOANH"], above=12, below=0)
    number = shop_number(chance, case.place) if day < MERGER else who.personal_id
    label = (
        ("Số: ", "Mã số hộ kinh doanh: ") if day < MERGER else ("Mã số: ", "Mã số hộ kinh doanh: ")
    )
    line(job, [Run(one(job, label), "bold"), Run(number, "bold", field="number")])
    _registered(job, dates)
    what, trades = chance.pick(_SHOPS)
    capital = chance.pick((30, 50, 80, 100, 150, 200, 350, 500)) * 1_000_000
    name = f"{what} {who.name.split()[-1]} {who.name.split()[0]}".upper()
    call = Blank(("Điện thoại:", "Số điện thoại:"), who.phone, "phone")
    rows = [
        [
            Blank(
                ("1. Tên hộ kinh doanh:", "1. Tên hộ kinh doanh (ghi bằng chữ in hoa):"),
                name,
                "business_name",
                style="bold",
            )
        ],
        [
            Blank(
                ("2. Địa điểm kinh doanh:", "2. Địa chỉ trụ sở hộ kinh doanh:"),
                who.home.address(day),
                "address",
            )
        ],
        [call, Blank("Email:", "")],
        [Blank(("3. Ngành, nghề kinh doanh:", "3. Ngành nghề kinh doanh:"), trades, "trades")],
        [
            Blank(
                ("4. Vốn kinh doanh:", "4. Tổng số vốn kinh doanh:"),
                f"{money(capital)} đồng",
                "capital",
                str(capital),
            )
        ],
    ]
    fill_in(job, rows)
    label = ("5. Họ và tên chủ hộ kinh doanh", "5. Thông tin về chủ hộ kinh doanh")
    press.row([Run(one(job, label), "bold")], press.left)
    fill_in(job, _owner(job, day))
    certify(job, office, Signing((_head_of(chance),), official(chance)))
    name = "Giấy chứng nhận đăng ký hộ kinh doanh"
    return Printed("giay-chung-nhan-dang-ky-ho-kinh-doanh", name, "result", of_dossier=False)

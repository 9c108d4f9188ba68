"""Certificates of companies and of household businesses (`domain.md` §3.10, §3.11)."""

import datetime as dt

from samples.blanks import Blank, Blanks, certify, fill_in, heading, line, one, title
from samples.codes import plain_letters, shop_number, tax_code
from samples.jobs import Job, Printed, money
from samples.offices import signing
from samples.people import phone
from samples.places import MERGER
from samples.press import Run
from samples.registrars import company_registrar, draw_dates, print_dates, shop_registrar
from samples.wordy import sum_in_words

_TRADES = (
    ("THƯƠNG MẠI VÀ DỊCH VỤ", "TRADING AND SERVICES"),
    ("XÂY DỰNG", "CONSTRUCTION"),
    ("CHÈ ĐẶC SẢN", "SPECIALTY TEA"),
    ("LÂM NGHIỆP", "FORESTRY"),
    ("DU LỊCH CỘNG ĐỒNG", "COMMUNITY TOURISM"),
    ("VẬN TẢI", "TRANSPORT"),
    ("CHẾ BIẾN NÔNG SẢN", "AGRICULTURAL PROCESSING"),
)
_PROPER = ("Phương Bắc", "Tân Trào", "Lũng Cú", "An Phát", "Sông Lô", "Đại Thành", "Hoàng Gia")
_POSTS = ("Giám đốc", "Tổng giám đốc", "Chủ tịch công ty kiêm Giám đốc")
_SHOPS = (
    ("Cửa hàng tạp hóa", "Bán lẻ hàng tạp hóa, thực phẩm, đồ uống"),
    ("Cơ sở may mặc", "May trang phục dân tộc; bán lẻ vải, quần áo"),
    ("Nhà nghỉ", "Dịch vụ lưu trú ngắn ngày; dịch vụ ăn uống"),
    ("Cơ sở cơ khí", "Gia công cơ khí; sửa chữa máy nông nghiệp"),
    ("Quán ăn", "Nhà hàng và các dịch vụ ăn uống phục vụ lưu động"),
    ("Đại lý vật liệu xây dựng", "Bán lẻ xi măng, sắt thép, gạch ngói"),
)
_KINDS = ("MỘT THÀNH VIÊN", "HAI THÀNH VIÊN TRỞ LÊN")
_OWNER = Blanks(
    {
        "owner_name": ("* Họ và tên:", "Họ và tên:"),
        "sex": "Giới tính:",
        "position": "Chức danh:",
        "birth_date": ("Sinh ngày:", "Ngày sinh:"),
        "ethnicity": "Dân tộc:",
        "nationality": "Quốc tịch:",
        "card": ("Loại giấy tờ pháp lý của cá nhân:", "Loại giấy tờ chứng thực cá nhân:"),
        "personal_id": ("Số giấy tờ pháp lý của cá nhân:", "Số giấy chứng thực cá nhân:"),
        "id_issued": "Ngày cấp:",
        "id_issuer": "Nơi cấp:",
        "owner_address": ("Địa chỉ thường trú:", "Nơi đăng ký hộ khẩu thường trú:"),
        "stay": ("Địa chỉ liên lạc:", "Chỗ ở hiện tại:"),
    }
)
_COMPANY = Blanks(
    {
        "company_name": ("Tên công ty viết bằng tiếng Việt:", "Tên công ty bằng tiếng Việt:"),
        "company_name_foreign": "Tên công ty viết bằng tiếng nước ngoài:",
        "company_name_short": "Tên công ty viết tắt:",
        "address": ("", "Địa chỉ:"),
        "phone": "Điện thoại:",
        "fax": "Fax:",
        "email": "Email:",
        "website": "Website:",
        "capital": "3. Vốn điều lệ:",
        "capital_words": ("Bằng chữ:", "(Ghi bằng chữ):"),
    }
)
_SHOP = Blanks(
    {
        "business_name": ("1. Tên hộ kinh doanh:", "1. Tên hộ kinh doanh (ghi bằng chữ in hoa):"),
        "address": ("2. Địa điểm kinh doanh:", "2. Địa chỉ trụ sở hộ kinh doanh:"),
        "phone": ("Điện thoại:", "Số điện thoại:"),
        "email": "Email:",
        "trades": ("3. Ngành, nghề kinh doanh:", "3. Ngành nghề kinh doanh:"),
        "capital": ("4. Vốn kinh doanh:", "4. Tổng số vốn kinh doanh:"),
    }
)


def _owner(job: Job, day: dt.date, *, position: str = "") -> list[list[Blank]]:
    """Who leads the business; b prints the capacity first and older labels."""
    who, a = job.case.applicant, job.press.look.is_a
    first = [_OWNER("owner_name", who.name.upper(), bold=a), _OWNER("sex", who.sex)]
    post = [[_OWNER("position", position)]] if position else []
    born = _OWNER.day("birth_date", who.birth)
    people, nation = _OWNER("ethnicity", who.people), _OWNER("nationality", "Việt Nam")
    new = who.id_issued >= dt.date(2024, 7, 1)
    card = "Thẻ căn cước" if new else "Thẻ căn cước công dân"
    return [
        *([first, *post] if a else [*post, first]),
        [born, people, nation],
        [_OWNER.plain("card", card)],
        [_OWNER("personal_id", who.personal_id)],
        [_OWNER.day("id_issued", who.id_issued)],
        [_OWNER("id_issuer", who.id_issuer())],
        [_OWNER("owner_address", who.home.address(day))],
        [_OWNER.plain("stay", who.home.address(day))],
    ]


def company_certificate(job: Job) -> Printed:
    """Giấy chứng nhận đăng ký doanh nghiệp of a company with limited liability."""
    press, case, chance = job.press, job.case, job.chance
    dates = draw_dates(job)
    day = dates.changed
    office = company_registrar(case.place, day)
    heading(job, office)
    title(job, ["GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP"], below=0)
    kind = chance.pick(_KINDS)
    line(job, [Run(f"CÔNG TY TRÁCH NHIỆM HỮU HẠN {kind}", "bold")])
    code = Run(tax_code(chance, case.place), "bold", field="tax_code")
    line(job, [Run("Mã số doanh nghiệp: ", "bold"), code])
    print_dates(job, dates)
    press.row([Run("1. Tên công ty", "bold")], press.left)
    fill_in(job, _names(job, kind))
    press.row([Run("2. Địa chỉ trụ sở chính", "bold")], press.left)
    fill_in(job, [*_seat(job, day), *_capital(job)])
    press.row([Run("4. Người đại diện theo pháp luật của công ty", "bold")], press.left)
    fill_in(job, _owner(job, day, position=chance.pick(_POSTS)))
    certify(job, office, signing(chance, office, collective=False))
    name = "Giấy chứng nhận đăng ký doanh nghiệp"
    return Printed("giay-chung-nhan-dang-ky-doanh-nghiep", name, "result", of_dossier=False)


def _names(job: Job, kind: str) -> list[list[Blank]]:
    """The company's name in Vietnamese, in English and short."""
    chance = job.chance
    own = chance.pick(_PROPER).upper()
    trade, english = chance.pick(_TRADES)
    single = kind == _KINDS[0] and chance.odds(0.5)
    name = f"CÔNG TY TNHH {'MTV ' if single else ''}{trade} {own}"
    plain = plain_letters(own)
    return [
        [_COMPANY("company_name", name, bold=True)],
        [_COMPANY("company_name_foreign", f"{plain} {english} COMPANY LIMITED")],
        [_COMPANY("company_name_short", f"{plain} CO., LTD")],
    ]


def _seat(job: Job, day: dt.date) -> list[list[Blank]]:
    chance = job.chance
    where = f"{job.case.applicant.home.address(day)}, Việt Nam"
    box = plain_letters(chance.pick(_PROPER)).lower().replace(" ", "")
    return [
        [_COMPANY("address", where)],
        [_COMPANY("phone", phone(chance)), _COMPANY.plain("fax", "")],
        [_COMPANY("email", f"{box}{chance.whole(1, 99)}@gmail.com"), _COMPANY.plain("website", "")],
    ]


def _capital(job: Job) -> list[list[Blank]]:
    chance = job.chance
    amount = chance.pick((1, 3, 5, 9, 18, 45)) * 100_000_000 + chance.pick((0, 5, 50)) * 1_000_000
    return [
        [_COMPANY("capital", f"{money(amount)} đồng", str(amount))],
        [_COMPANY("capital_words", sum_in_words(amount))],
    ]


def shop_certificate(job: Job) -> Printed:
    """Giấy chứng nhận đăng ký hộ kinh doanh; its number is the owner's since July 2025."""
    press, case, chance = job.press, job.case, job.chance
    dates = draw_dates(job)
    day = dates.changed
    office = shop_registrar(case.place, day)
    heading(job, office)
    title(job, ["GIẤY CHỨNG NHẬN", "ĐĂNG KÝ HỘ KINH DOANH"], below=0)
    old = day < MERGER
    number = shop_number(chance, case.place) if old else case.applicant.personal_id
    label = one(job, ("Số: " if old else "Mã số: ", "Mã số hộ kinh doanh: "))
    line(job, [Run(label, "bold"), Run(number, "bold", field="number")])
    print_dates(job, dates)
    fill_in(job, _shop(job, day))
    owner = ("5. Họ và tên chủ hộ kinh doanh", "5. Thông tin về chủ hộ kinh doanh")
    press.row([Run(one(job, owner), "bold")], press.left)
    fill_in(job, _owner(job, day))
    certify(job, office, signing(chance, office, collective=False))
    name = "Giấy chứng nhận đăng ký hộ kinh doanh"
    return Printed("giay-chung-nhan-dang-ky-ho-kinh-doanh", name, "result", of_dossier=False)


def _shop(job: Job, day: dt.date) -> list[list[Blank]]:
    """Rows 1 to 4: name, where, what, with how much."""
    chance, who = job.chance, job.case.applicant
    what, trades = chance.pick(_SHOPS)
    amount = chance.pick((30, 50, 80, 100, 150, 200, 350, 500)) * 1_000_000
    words = who.name.split()
    return [
        [_SHOP("business_name", f"{what} {words[-1]} {words[0]}".upper(), bold=True)],
        [_SHOP("address", who.home.address(day))],
        [_SHOP("phone", who.phone), _SHOP.plain("email", "")],
        [_SHOP("trades", trades)],
        [_SHOP("capital", f"{money(amount)} đồng", str(amount))],
    ]

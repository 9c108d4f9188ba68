"""Đơn đăng ký biến động đất đai (`domain.md` §3.9)."""

import datetime as dt

from samples.blanks import Blanks, dotted, fill_in, one
from samples.codes import land_serial
from samples.flow import paragraph
from samples.forms import addressed_to, signed_by, top
from samples.jobs import Job, Printed
from samples.offices import commune
from samples.places import MERGER
from samples.plots import draw_plot
from samples.press import MM, Run

_CHANGES = (
    "Nhận tặng cho quyền sử dụng đất từ bố mẹ đẻ",
    "Nhận chuyển nhượng toàn bộ thửa đất của hộ gia đình cùng thôn",
    "Nhận thừa kế quyền sử dụng đất theo văn bản thỏa thuận phân chia di sản",
    "Thay đổi số giấy tờ nhân thân và địa chỉ thường trú của người sử dụng đất",
    "Chuyển mục đích sử dụng một phần thửa đất sang đất ở",
)
_PAPERS = (
    "Giấy chứng nhận đã cấp (bản gốc)",
    "Hợp đồng tặng cho quyền sử dụng đất",
    "Văn bản xác nhận nguồn gốc sử dụng đất",
    "Trích lục bản đồ địa chính thửa đất",
    "Bản sao thẻ căn cước",
)
_BLANKS = Blanks(
    {
        "applicant": ("a) Tên:", "1.1. Họ và tên:"),
        "owner_id": ("b) Giấy tờ nhân thân: CCCD số", "1.2. Số định danh cá nhân:"),
        "address": ("c) Địa chỉ:", "1.3. Địa chỉ thường trú:"),
        "phone": ("d) Điện thoại liên hệ:", "1.4. Số điện thoại:"),
        "change_content": ("2. Nội dung biến động:", "III. NỘI DUNG BIẾN ĐỘNG:"),
        "book_number": ("Số vào sổ cấp GCN:", "Số vào sổ:"),
        "serial": ("Số phát hành GCN:", "Số phát hành:"),
        "issued_certificate": ("Ngày cấp GCN:", "Ngày cấp:"),
        "plot": "Thửa đất số:",
        "map_sheet": "Tờ bản đồ số:",
    }
)
_PARTS = {
    "who": (
        "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:",
        "I. NGƯỜI SỬ DỤNG ĐẤT, QUẢN LÝ ĐẤT",
    ),
    "certificate": ("3. Giấy chứng nhận đã cấp:", "II. GIẤY CHỨNG NHẬN ĐÃ CẤP"),
    "papers": (
        "4. Giấy tờ liên quan đến nội dung thay đổi nộp kèm theo đơn này gồm có:",
        "IV. GIẤY TỜ NỘP KÈM THEO",
    ),
}
_VOW = (
    "Tôi cam đoan nội dung kê khai trên đơn là đúng sự thật, nếu sai tôi hoàn toàn chịu trách nhiệm "
    "trước pháp luật."
)


def land_change(job: Job) -> Printed:
    """The application; b has roman parts and asks for the certificate before the change."""
    press, who, a = job.press, job.case.applicant, job.press.look.is_a
    dotted(job)
    form = Run("Mẫu số 11/ĐK" if a else "Mẫu số 09/ĐK", "italic", 10)
    press.say([form], press.right, press.top - 2 * MM, anchor="right")
    top(press, ["ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", "ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT"])
    addressed_to(job, _addressee(job))
    _applicant(job)
    for part in (_change, _certificate) if a else (_certificate, _change):
        part(job)
    _papers(job)
    paragraph(press, [Run(_VOW)], indent=12.7 if a else 0)
    signed_by(job, one(job, ("Người viết đơn", "NGƯỜI VIẾT ĐƠN")), who, field="issued")
    name = "Đơn đăng ký biến động đất đai"
    return Printed("don-dang-ky-bien-dong-dat-dai", name, "application", of_dossier=True)


def _addressee(job: Job) -> str:
    place, day = job.case.place, job.case.received.date()
    if day >= MERGER:
        return commune(place, day).name
    return f"Chi nhánh Văn phòng đăng ký đất đai {place.district}"


def _part(job: Job, name: str, *, bold: bool = False) -> None:
    style = "bold" if bold or not job.press.look.is_a else "regular"
    job.press.row([Run(one(job, _PARTS[name]), style)], job.press.left)


def _applicant(job: Job) -> None:
    _part(job, "who", bold=True)
    who, day = job.case.applicant, job.case.received.date()
    rows = [
        [_BLANKS("applicant", who.name.upper())],
        [_BLANKS("owner_id", who.personal_id)],
        [_BLANKS("address", who.home.address(day))],
        [_BLANKS("phone", who.phone)],
    ]
    fill_in(job, rows)


def _change(job: Job) -> None:
    fill_in(job, [[_BLANKS("change_content", job.chance.pick(_CHANGES))]])


def _certificate(job: Job) -> None:
    """The certificate given out before, and its plot."""
    chance = job.chance
    _part(job, "certificate")
    serial = land_serial(chance, 6)
    book = f"{chance.pick(('CS', 'CH'))} {chance.whole(12, 9999):05d}"
    day = chance.day(dt.date(2011, 1, 5), dt.date(2022, 12, 20))
    plot = draw_plot(chance)
    booked = _BLANKS("book_number", book, book.replace(" ", ""))
    printed = _BLANKS("serial", serial, serial.replace(" ", ""))
    given = _BLANKS.day("issued_certificate", day)
    row = [_BLANKS("plot", str(plot.number)), _BLANKS("map_sheet", str(plot.sheet))]
    if job.press.look.is_a:
        fill_in(job, [[booked], [printed], [given], row])
    else:
        fill_in(job, [row, [printed, booked], [given]])


def _papers(job: Job) -> None:
    _part(job, "papers")
    press = job.press
    papers = job.chance.some(_PAPERS, job.chance.whole(2, 3))
    for n, text in enumerate(papers):
        lead = f"({n + 1}) " if press.look.is_a else f"{n + 1}. "
        run = Run(text, field="components", value="; ".join(papers))
        press.row([Run(lead), run], press.left + 8 * MM)

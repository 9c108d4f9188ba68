"""Đơn đăng ký biến động đất đai (`domain.md` §3.9)."""

import datetime as dt

from samples.blanks import Blank, day_blank, dotted, fill_in, one
from samples.cases import Case
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


def _addressee(case: Case, day: dt.date) -> str:
    if day >= MERGER:
        return commune(case.place, day).name
    return f"Chi nhánh Văn phòng đăng ký đất đai {case.place.district}"


def land_change(job: Job) -> Printed:
    """The application; b asks for the certificate before the change, with numbered roman parts."""
    press, case, chance, a = job.press, job.case, job.chance, job.press.look.is_a
    dotted(job)
    who, day, plot = case.applicant, case.received.date(), draw_plot(chance)
    press.say(
        [Run("Mẫu số 11/ĐK" if a else "Mẫu số 09/ĐK", "italic", 10)],
        press.right,
        press.top - 2 * MM,
        anchor="right",
    )
    top(press, ["ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", "ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT"])
    addressed_to(job, _addressee(case, day))
    first = (
        "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:",
        "I. NGƯỜI SỬ DỤNG ĐẤT, QUẢN LÝ ĐẤT",
    )
    press.row([Run(one(job, first), "bold")], press.left)
    asker = [
        [Blank(("a) Tên:", "1.1. Họ và tên:"), who.name.upper(), "applicant")],
        [
            Blank(
                ("b) Giấy tờ nhân thân: CCCD số", "1.2. Số định danh cá nhân:"),
                who.personal_id,
                "owner_id",
            )
        ],
        [Blank(("c) Địa chỉ:", "1.3. Địa chỉ thường trú:"), who.home.address(day), "address")],
        [Blank(("d) Điện thoại liên hệ:", "1.4. Số điện thoại:"), who.phone, "phone")],
    ]
    fill_in(job, asker)
    parts = [_change, _certificate] if a else [_certificate, _change]
    for number, part in enumerate(parts, 2):
        part(job, number, plot.number, plot.sheet)
    papers = chance.some(_PAPERS, chance.whole(2, 3))
    label = (
        "4. Giấy tờ liên quan đến nội dung thay đổi nộp kèm theo đơn này gồm có:",
        "IV. GIẤY TỜ NỘP KÈM THEO",
    )
    press.row([Run(one(job, label), "regular" if a else "bold")], press.left)
    for n, text in enumerate(papers):
        lead = f"({n + 1}) " if a else f"{n + 1}. "
        press.row(
            [Run(lead), Run(text, field="components", value="; ".join(papers))], press.left + 8 * MM
        )
    vow = "Tôi cam đoan nội dung kê khai trên đơn là đúng sự thật, nếu sai tôi hoàn toàn chịu trách nhiệm trước pháp luật."
    paragraph(press, [Run(vow)], indent=12.7 if a else 0)
    signed_by(job, one(job, ("Người viết đơn", "NGƯỜI VIẾT ĐƠN")), who, field="issued")
    return Printed(
        "don-dang-ky-bien-dong-dat-dai",
        "Đơn đăng ký biến động đất đai",
        "application",
        of_dossier=True,
    )


def _change(job: Job, number: int, plot: int, sheet: int) -> None:
    label = (f"{number}. Nội dung biến động:", "III. NỘI DUNG BIẾN ĐỘNG:")
    fill_in(job, [[Blank(label, job.chance.pick(_CHANGES), "change_content")]])


def _certificate(job: Job, number: int, plot: int, sheet: int) -> None:
    press, chance = job.press, job.chance
    label = (f"{number}. Giấy chứng nhận đã cấp:", "II. GIẤY CHỨNG NHẬN ĐÃ CẤP")
    press.row([Run(one(job, label), "regular" if press.look.is_a else "bold")], press.left)
    serial = land_serial(chance, 6)
    book = f"{chance.pick(('CS', 'CH'))} {chance.whole(12, 9999):05d}"
    day = chance.day(dt.date(2011, 1, 5), dt.date(2022, 12, 20))
    booked = Blank(("Số vào sổ cấp GCN:", "Số vào sổ:"), book, "book_number", book.replace(" ", ""))
    printed = Blank(
        ("Số phát hành GCN:", "Số phát hành:"), serial, "serial", serial.replace(" ", "")
    )
    given = day_blank(("Ngày cấp GCN:", "Ngày cấp:"), day, "issued_certificate")
    row = [
        Blank("Thửa đất số:", str(plot), "plot"),
        Blank("Tờ bản đồ số:", str(sheet), "map_sheet"),
    ]
    if press.look.is_a:
        fill_in(job, [[booked], [printed], [given], row])
    else:
        fill_in(job, [row, [printed, booked], [given]])

"""Certificates of land use: a the form of 2009, b the form of 2025 with a QR (`domain.md` §3.8)."""

import datetime as dt
from dataclasses import dataclass

from PIL import Image, ImageDraw

from samples import ink, symbols
from samples.blanks import Blank, fill_in
from samples.codes import land_serial, old_card_number
from samples.flow import centred, paragraph
from samples.frame import stamp_over
from samples.ink import RED
from samples.jobs import Job, Printed
from samples.offices import Office, Signing, commune, official
from samples.people import Person
from samples.places import MERGER
from samples.plots import Plot, draw_plot, sketch
from samples.press import MM, Run
from samples.wordy import area_in_words

_NEW_FORM = dt.date(2025, 1, 1)
_CARDS = dt.date(2021, 3, 1)


@dataclass(frozen=True, slots=True)
class _Title:
    """A certificate's facts. identity: what stands before the number, and the number."""

    owner: Person
    identity: tuple[str, str]
    plot: Plot
    day: dt.date
    serial: str
    book: str


def _issued(job: Job, who: Person) -> dt.date:
    """A day on which this form was given out and the owner was grown."""
    day = job.case.decided
    if not job.press.look.is_a:
        return day if day >= _NEW_FORM else day + dt.timedelta(days=730)
    first = max(dt.date(2010, 3, 1), who.birth + dt.timedelta(days=19 * 366))
    return job.chance.workday(
        first + dt.timedelta(days=7), max(first + dt.timedelta(days=30), dt.date(2024, 6, 28))
    )


def _title(job: Job) -> _Title:
    chance, who = job.chance, job.case.applicant
    day = _issued(job, who)
    identity = ("CCCD số", who.personal_id)
    if day < _CARDS:
        identity = ("CMND số", old_card_number(chance, job.case.place))
    serial = land_serial(chance, 6 if job.press.look.is_a else 8)
    letters = chance.pick(("CS", "CS", "CH", "VP"))
    return _Title(
        who, identity, draw_plot(chance), day, serial, f"{letters} {chance.whole(12, 19999):05d}"
    )


def certificate_office(job: Job, day: dt.date) -> Office:
    """Who gave out land certificates that day: the district, its land office, the commune since."""
    place = job.case.place
    if day >= MERGER:
        return commune(place, day)
    proper = place.district.split(" ", 1)[1].removeprefix("phố ")
    if day < dt.date(2016, 1, 1) or day.day % 2:
        name = f"ỦY BAN NHÂN DÂN {place.district.upper()}"
        return Office(
            "",
            (name,),
            f"Ủy ban nhân dân {place.district}",
            proper,
            "UBND",
            "CHỦ TỊCH",
            "ỦY BAN NHÂN DÂN",
        )
    branch = f"CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI {place.district.upper()}"
    name = f"Chi nhánh Văn phòng đăng ký đất đai {place.district}"
    return Office("", (branch,), name, proper, "VPĐK", "GIÁM ĐỐC", "")


def _certified(job: Job, known: _Title) -> None:
    """Place and day, the issuing body as a line of its own, who signs for it."""
    press, chance = job.press, job.chance
    office = certificate_office(job, known.day)
    deputy = chance.odds(0.5)
    own = (f"KT. {office.head}", f"PHÓ {office.head}") if deputy else (office.head,)
    press.need(62 * MM)
    right = press.right - 46 * MM
    press.down(2)
    day = f"ngày {known.day.day:02d} tháng {known.day.month:02d} năm {known.day.year}"
    runs = [
        Run(f"{office.place}, ", "italic"),
        Run(day, "italic", field="issued", value=known.day.isoformat()),
    ]
    press.row(runs, right, anchor="middle")
    name = office.name.upper()
    board = f"TM. {name}" if office.board else name
    lead = "TM. " if office.board else ""
    centred(
        press,
        [Run(lead, "bold", 11.5), Run(board.removeprefix("TM. "), "bold", 11.5, "issuer")],
        right,
        84 * MM,
    )
    _signed(job, office, Signing(own, official(chance)), right)


def _signed(job: Job, office: Office, signed: Signing, x: float) -> None:
    press = job.press
    for text in signed.titles:
        press.row([Run(text, "bold", 11.5, "signer_title")], x, anchor="middle")
    start = press.y
    press.y += 21 * MM
    if job.sealed:
        stamp_over(job, office.name.upper(), (x, start + 8 * MM))
    press.row([Run(signed.name, "bold", field="signer")], x, anchor="middle")


def _motto(job: Job) -> None:
    """Country and motto in the middle of the page, with the arms as a ring."""
    press = job.press
    press.row(
        [Run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "bold", 14)], press.middle, anchor="middle"
    )
    press.row([Run("Độc lập - Tự do - Hạnh phúc", "bold", 14)], press.middle, anchor="middle")
    press.rule((press.middle - 30 * MM, press.y - 5 * MM, press.middle + 30 * MM, press.y - 5 * MM))


def _arms(job: Job, x: float, y: float, radius: float) -> None:
    """A red ring with a star where the arms are."""
    size = round(radius * 2)
    cover = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(cover)
    draw.ellipse((4, 4, size - 4, size - 4), outline=255, width=max(6, size // 14))
    ink.star(draw, size / 2, size * 0.26)
    tile = Image.new("RGBA", cover.size, (*RED, 0))
    tile.putalpha(cover)
    job.press.leaf.inks.append((tile, round(x - radius), round(y - radius)))


def land_certificate(job: Job) -> Printed:
    """Giấy chứng nhận quyền sử dụng đất, two pages."""
    known = _title(job)
    if job.press.look.is_a:
        _old_form(job, known)
    else:
        _new_form(job, known)
    name = "Giấy chứng nhận quyền sử dụng đất"
    return Printed("giay-chung-nhan-quyen-su-dung-dat", name, "result", of_dossier=False)


def _heading(job: Job, lines: tuple[str, ...]) -> None:
    press = job.press
    for n, text in enumerate(lines):
        size = 20.0 if n == 0 else 14.5
        press.tint(Run(text, "bold", size), press.middle, press.y, RED, anchor="middle")
        press.y += press.height(size)


def _old_form(job: Job, known: _Title) -> None:
    """Owner and serial on page 1; plot, body and book number on page 2."""
    press = job.press
    press.down(14)
    _motto(job)
    press.down(26)
    _arms(job, press.middle, press.y - 6 * MM, 15 * MM)
    press.down(24)
    _heading(
        job,
        (
            "GIẤY CHỨNG NHẬN",
            "QUYỀN SỬ DỤNG ĐẤT",
            "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT",
        ),
    )
    press.down(8)
    head = "I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất"
    paragraph(press, [Run(head, "bold")], indent=0, justify=False)
    _owner(job, known)
    press.tint(
        Run(known.serial, "bold", 18, "serial", known.serial.replace(" ", "")),
        press.right,
        press.bottom - 4 * MM,
        RED,
        anchor="right",
    )
    press.turn_over(numbered=False)
    _old_plot(job, known)
    _certified(job, known)
    runs = [
        Run("Số vào sổ cấp GCN: "),
        Run(known.book, field="book_number", value=known.book.replace(" ", "")),
    ]
    press.row(runs, press.left)


def _owner(job: Job, known: _Title) -> None:
    who = known.owner
    mister = "Ông:" if who.sex == "Nam" else "Bà:"
    label, number = known.identity
    rows = [
        [
            Blank(mister, who.name, "owner_name", style="bold"),
            Blank("Năm sinh:", str(who.birth.year), "owner_birth_year"),
        ],
        [Blank(f"{label}:", number, "owner_id")],
        [Blank("Địa chỉ thường trú:", who.home.address(known.day), "address")],
    ]
    fill_in(job, rows)


def _old_plot(job: Job, known: _Title) -> None:
    press, plot = job.press, known.plot
    head = "II. Thửa đất, nhà ở và tài sản khác gắn liền với đất"
    press.row([Run(head, "bold")], press.left)
    press.row([Run("1. Thửa đất:", "bold")], press.left)
    words = area_in_words(plot.area)
    where = f"{known.owner.home.hamlet}, {job.case.place.path(known.day)}"
    use = plot.use.purpose
    rows = [
        [
            Blank("a) Thửa đất số:", str(plot.number), "plot"),
            Blank("tờ bản đồ số:", str(plot.sheet), "map_sheet"),
        ],
        [Blank("b) Địa chỉ:", where, "plot_address")],
        [Blank("c) Diện tích:", f"{plot.printed_area} m²", "area", plot.plain_area)],
        [Blank("(Bằng chữ:", f"{words})", "area_words", words)],
        [
            Blank(
                "d) Hình thức sử dụng:",
                "Sử dụng chung" if plot.shared else "Sử dụng riêng",
                "use_form",
            )
        ],
        [Blank("đ) Mục đích sử dụng:", use, "purpose")],
        [Blank("e) Thời hạn sử dụng:", plot.use.term, "term")],
        [Blank("g) Nguồn gốc sử dụng:", plot.origin, "origin")],
    ]
    fill_in(job, rows)
    rest = (
        "2. Nhà ở: -/-",
        "3. Công trình xây dựng khác: -/-",
        "4. Rừng sản xuất là rừng trồng: -/-",
        "5. Cây lâu năm: -/-",
        "6. Ghi chú: Không",
    )
    for text in rest:
        press.row([Run(text, "bold" if text[-1] == ":" else "regular")], press.left)


def _new_form(job: Job, known: _Title) -> None:
    """QR, owner, plot, body and serial on page 1; the drawing and the book number on page 2."""
    press, plot, who = job.press, known.plot, known.owner
    top = press.y
    text = f"{known.serial.replace(' ', '')}|{who.personal_id}|{plot.number}|{plot.sheet}"
    square = symbols.qr(text, module=6)
    rect = press.paste(square, press.right - square.width, top - 6 * MM)
    press.leaf.codes.append(("QRCode", text, rect))
    _arms(job, press.left + 12 * MM, top + 6 * MM, 10 * MM)
    _motto(job)
    press.down(18)
    _heading(
        job, ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU", "TÀI SẢN GẮN LIỀN VỚI ĐẤT")
    )
    press.down(5)
    paragraph(
        press,
        [Run("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:", "bold")],
        indent=0,
        justify=False,
    )
    mister = "Ông" if who.sex == "Nam" else "Bà"
    runs = [
        Run(f"{mister} "),
        Run(who.name, "bold", field="owner_name"),
        Run(", CCCD số: "),
        Run(known.identity[1], field="owner_id"),
    ]
    paragraph(press, runs, indent=6, justify=False)
    paragraph(press, [Run("2. Thông tin thửa đất:", "bold")], indent=0)
    where = f"{who.home.hamlet}, {job.case.place.path(known.day)}"
    rows = [
        [
            Blank("a) Thửa đất số:", str(plot.number), "plot"),
            Blank("Tờ bản đồ số:", str(plot.sheet), "map_sheet"),
        ],
        [Blank("b) Diện tích:", f"{plot.printed_area} m²", "area", plot.plain_area)],
        [Blank("c) Loại đất:", plot.use.kind, "purpose")],
        [Blank("d) Thời hạn sử dụng đất:", plot.use.term, "term")],
        [
            Blank(
                "đ) Hình thức sử dụng đất:",
                "Sử dụng chung" if plot.shared else "Sử dụng riêng",
                "use_form",
            )
        ],
        [Blank("e) Địa chỉ:", where, "plot_address")],
        [Blank("g) Nguồn gốc sử dụng đất:", plot.origin, "origin")],
    ]
    fill_in(job, rows)
    paragraph(press, [Run("3. Thông tin tài sản gắn liền với đất: -/-", "bold")], indent=0)
    _certified(job, known)
    red = Run(f"{known.serial}", "bold", 15, "serial", known.serial.replace(" ", ""))
    press.say([Run("Số phát hành:", size=12)], press.left, press.bottom - 2 * MM)
    press.tint(red, press.left + 32 * MM, press.bottom - 2 * MM, RED)
    press.turn_over(numbered=False)
    press.row([Run("4. Sơ đồ thửa đất, tài sản gắn liền với đất:", "bold")], press.left)
    sketch(press, job.chance, (press.middle, press.y + 52 * MM), 36 * MM)
    press.y += 105 * MM
    press.row([Run("5. Ghi chú: Không", "bold")], press.left)
    press.row([Run("6. Những thay đổi sau khi cấp Giấy chứng nhận:", "bold")], press.left)
    press.down(40)
    runs = [
        Run("Số vào sổ cấp Giấy chứng nhận: "),
        Run(known.book, field="book_number", value=known.book.replace(" ", "")),
    ]
    press.row(runs, press.left)

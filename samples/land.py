"""Certificates of land use: a the form of 2009, b the form of 2025 with a QR (`domain.md` §3.8)."""

from samples import ink, symbols
from samples.blanks import Blank, Blanks, fill_in
from samples.flow import centred, paragraph
from samples.frame import stamp_over
from samples.ink import RED
from samples.jobs import Job, Printed, long_day
from samples.land_titles import LandTitle, draw_title, land_office
from samples.offices import Signing, signing
from samples.plots import sketch
from samples.press import MM, Press, Run
from samples.wordy import area_in_words

_BLANKS = Blanks(
    {
        "plot": "a) Thửa đất số:",
        "map_sheet": ("tờ bản đồ số:", "Tờ bản đồ số:"),
        "plot_address": ("b) Địa chỉ:", "e) Địa chỉ:"),
        "area": ("c) Diện tích:", "b) Diện tích:"),
        "area_words": "(Bằng chữ:",
        "use_form": ("d) Hình thức sử dụng:", "đ) Hình thức sử dụng đất:"),
        "purpose": ("đ) Mục đích sử dụng:", "c) Loại đất:"),
        "term": ("e) Thời hạn sử dụng:", "d) Thời hạn sử dụng đất:"),
        "origin": ("g) Nguồn gốc sử dụng:", "g) Nguồn gốc sử dụng đất:"),
    }
)
_TITLES = {
    True: (
        "GIẤY CHỨNG NHẬN",
        "QUYỀN SỬ DỤNG ĐẤT",
        "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT",
    ),
    False: (
        "GIẤY CHỨNG NHẬN",
        "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU",
        "TÀI SẢN GẮN LIỀN VỚI ĐẤT",
    ),
}
"""By whether it is the older form."""
_NOTHING_ELSE = (
    "2. Nhà ở: -/-",
    "3. Công trình xây dựng khác: -/-",
    "4. Rừng sản xuất là rừng trồng: -/-",
    "5. Cây lâu năm: -/-",
    "6. Ghi chú: Không",
)


def land_certificate(job: Job) -> Printed:
    """Giấy chứng nhận quyền sử dụng đất, two pages."""
    known = draw_title(job)
    if job.press.look.is_a:
        _old_form(job, known)
    else:
        _new_form(job, known)
    name = "Giấy chứng nhận quyền sử dụng đất"
    return Printed("giay-chung-nhan-quyen-su-dung-dat", name, "result", of_dossier=False)


def _country(press: Press) -> None:
    """Country and motto in the middle of the page."""
    for text in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"):
        press.row([Run(text, "bold", 14)], press.middle, anchor="middle")
    y = press.y - 5 * MM
    press.rule((press.middle - 30 * MM, y, press.middle + 30 * MM, y))


def _arms(press: Press, x: float, y: float, radius: float) -> None:
    picture = ink.arms(round(radius * 2))
    press.leaf.inks.append((picture, round(x - radius), round(y - radius)))


def _title(press: Press) -> None:
    for n, text in enumerate(_TITLES[press.look.is_a]):
        size = 20.0 if n == 0 else 14.0
        press.tint(Run(text, "bold", size), press.middle, press.y, RED, anchor="middle")
        press.y += press.height(size)


def _part(press: Press, text: str) -> None:
    paragraph(press, [Run(text, "bold")], indent=0, justify=False)


def _code(label: str, field: str, printed: str) -> list[Run]:
    return [Run(label), Run(printed, field=field, value=printed.replace(" ", ""))]


def _serial(press: Press, known: LandTitle, x: float, anchor: str) -> None:
    """The serial, red, at the foot of the page."""
    run = Run(known.serial, "bold", 17, "serial", known.serial.replace(" ", ""))
    press.tint(run, x, press.bottom - 4 * MM, RED, anchor=anchor)


def _old_form(job: Job, known: LandTitle) -> None:
    """Owner and serial on page 1; plot, body and book number on page 2."""
    press = job.press
    press.down(14)
    _country(press)
    _arms(press, press.middle, press.y + 20 * MM, 15 * MM)
    press.down(50)
    _title(press)
    press.down(8)
    _part(press, "I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất")
    fill_in(job, _owner(known))
    _serial(press, known, press.right, "right")
    press.turn_over(numbered=False)
    _part(press, "II. Thửa đất, nhà ở và tài sản khác gắn liền với đất")
    _part(press, "1. Thửa đất:")
    fill_in(job, _old_plot(known))
    for text in _NOTHING_ELSE:
        press.row([Run(text)], press.left)
    _certified(job, known)
    press.row(_code("Số vào sổ cấp GCN: ", "book_number", known.book), press.left)


def _owner(known: LandTitle) -> list[list[Blank]]:
    who, (label, number) = known.owner, known.identity
    mister = "Ông:" if who.sex == "Nam" else "Bà:"
    year = Blank("Năm sinh:", str(who.birth.year), "owner_birth_year")
    return [
        [Blank(mister, who.name, "owner_name", style="bold"), year],
        [Blank(f"{label}:", number, "owner_id")],
        [Blank("Địa chỉ thường trú:", who.home.address(known.day), "address")],
    ]


def _numbers(known: LandTitle) -> list[Blank]:
    plot = known.plot
    return [_BLANKS("plot", str(plot.number)), _BLANKS("map_sheet", str(plot.sheet))]


def _use(known: LandTitle) -> Blank:
    return _BLANKS("use_form", "Sử dụng chung" if known.plot.shared else "Sử dụng riêng")


def _area(known: LandTitle) -> Blank:
    return _BLANKS("area", f"{known.plot.printed_area} m²", known.plot.plain_area)


def _old_plot(known: LandTitle) -> list[list[Blank]]:
    plot = known.plot
    words = area_in_words(plot.area)
    return [
        _numbers(known),
        [_BLANKS("plot_address", known.where)],
        [_area(known)],
        [_BLANKS("area_words", f"{words})", words)],
        [_use(known)],
        [_BLANKS("purpose", plot.use.purpose)],
        [_BLANKS("term", plot.use.term)],
        [_BLANKS("origin", plot.origin)],
    ]


def _certified(job: Job, known: LandTitle) -> None:
    """Place and day, the issuing body as a line of its own, who signs for it."""
    press = job.press
    office = land_office(job, known.day)
    press.need(58 * MM)
    right = press.right - 46 * MM
    press.down(2)
    day = Run(long_day(press.look, known.day), "italic", 0, "issued", known.day.isoformat())
    press.row([Run(f"{office.place}, ", "italic"), day], right, anchor="middle")
    body = [Run(office.name.upper(), "bold", 11.5, "issuer")]
    lead = [Run("TM. ", "bold", 11.5)] if office.board else []
    centred(press, [*lead, *body], right, 84 * MM)
    _signed(job, office.name.upper(), signing(job.chance, office, collective=False), right)


def _signed(job: Job, owner: str, signed: Signing, x: float) -> None:
    press = job.press
    for text in signed.titles:
        press.row([Run(text, "bold", 11.5, "signer_title")], x, anchor="middle")
    start = press.y
    press.y += 21 * MM
    if job.sealed:
        stamp_over(job, owner, (x, start + 8 * MM))
    press.row([Run(signed.name, "bold", field="signer")], x, anchor="middle")


def _new_form(job: Job, known: LandTitle) -> None:
    """QR, owner, plot, body and serial on page 1; the drawing and the book number on page 2."""
    press, who = job.press, known.owner
    _qr(press, known)
    _arms(press, press.left + 12 * MM, press.y + 6 * MM, 10 * MM)
    _country(press)
    press.down(18)
    _title(press)
    press.down(5)
    _part(press, "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:")
    mister = "Ông" if who.sex == "Nam" else "Bà"
    name = Run(who.name, "bold", field="owner_name")
    number = Run(known.identity[1], field="owner_id")
    runs = [Run(f"{mister} "), name, Run(", CCCD số: "), number]
    paragraph(press, runs, indent=6, justify=False)
    _part(press, "2. Thông tin thửa đất:")
    fill_in(job, _new_plot(known))
    _part(press, "3. Thông tin tài sản gắn liền với đất: -/-")
    _certified(job, known)
    press.say([Run("Số phát hành:", size=12)], press.left, press.bottom - 4 * MM)
    _serial(press, known, press.left + 32 * MM, "left")
    press.turn_over(numbered=False)
    _new_back(job, known)


def _qr(press: Press, known: LandTitle) -> None:
    plot, serial = known.plot, known.serial.replace(" ", "")
    text = f"{serial}|{known.owner.personal_id}|{plot.number}|{plot.sheet}"
    square = symbols.qr(text, module=6)
    rect = press.paste(square, press.right - square.width, press.y - 6 * MM)
    press.leaf.codes.append(("QRCode", text, rect))


def _new_plot(known: LandTitle) -> list[list[Blank]]:
    plot = known.plot
    return [
        _numbers(known),
        [_area(known)],
        [_BLANKS("purpose", plot.use.kind)],
        [_BLANKS("term", plot.use.term)],
        [_use(known)],
        [_BLANKS("plot_address", known.where)],
        [_BLANKS("origin", plot.origin)],
    ]


def _new_back(job: Job, known: LandTitle) -> None:
    press = job.press
    _part(press, "4. Sơ đồ thửa đất, tài sản gắn liền với đất:")
    sketch(press, job.chance, (press.middle, press.y + 52 * MM), 36 * MM)
    press.down(105)
    _part(press, "5. Ghi chú: Không")
    _part(press, "6. Những thay đổi sau khi cấp Giấy chứng nhận:")
    press.down(40)
    press.row(_code("Số vào sổ cấp Giấy chứng nhận: ", "book_number", known.book), press.left)

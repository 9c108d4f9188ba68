"""The slips of a reception desk beside the receipt: Mẫu số 02 to 05 (`domain.md` §3.1)."""

import datetime as dt

from samples import offices
from samples.blanks import Blank, fill_in, heading, line, one, title
from samples.cases import after
from samples.flow import Table, centred, paragraph, table
from samples.frame import columns, head, sign, stamp_over
from samples.jobs import Job, Printed, long_day
from samples.offices import Office, commune, desk, official, signing
from samples.places import MERGER
from samples.press import MM, Run
from samples.receipts import sign_both

_LACKING = (
    "bản sao chưa được chứng thực theo quy định",
    "thông tin về nơi cư trú chưa thống nhất với Cơ sở dữ liệu quốc gia về dân cư",
    "tờ khai còn thiếu chữ ký của người có quyền, nghĩa vụ liên quan",
    "giấy tờ chứng minh quan hệ nhân thân chưa đầy đủ",
    "họ, chữ đệm, tên trong các giấy tờ chưa thống nhất",
)
_REFUSED = (
    "hồ sơ không thuộc thẩm quyền giải quyết của cơ quan tiếp nhận",
    "người nộp hồ sơ không phải là người được ủy quyền hợp pháp",
    "thửa đất đang có tranh chấp, chưa có kết luận của cơ quan có thẩm quyền",
    "đối tượng không thuộc diện được hưởng chính sách theo quy định hiện hành",
)
_LATE = (
    "số lượng hồ sơ tăng đột biến trong kỳ, hệ thống thông tin bị gián đoạn",
    "phải lấy ý kiến của cơ quan phối hợp, đến nay chưa nhận được văn bản trả lời",
    "mưa lũ gây chia cắt giao thông, chưa thể kiểm tra thực địa",
    "cần xác minh thêm thông tin tại nơi cư trú trước đây",
)
_MORE = (
    "Bản sao có chứng thực giấy chứng nhận quyền sử dụng đất",
    "Giấy ủy quyền có xác nhận của Ủy ban nhân dân cấp xã",
    "Văn bản xác nhận của trưởng thôn, tổ trưởng tổ dân phố",
    "Ảnh chân dung cỡ 3 x 4 cm, nền trắng",
    "Bản sao giấy xác nhận khuyết tật",
)


def _desk(job: Job, day: dt.date) -> Office:
    """The desk as an issuing body of its own."""
    place = job.case.place
    own = commune(place, day)
    name = (
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG" if day >= MERGER else "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ"
    )
    parent = f"UBND {place.unit(day).upper()}"
    return Office(parent, (name,), desk(place, day), own.place, "UBND", "", "")


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _who(job: Job, *, code: bool) -> list[list[Blank]]:
    """Whose dossier it is; b names the request before the address, as some provinces do."""
    case = job.case
    man = case.applicant
    name = Blank(
        ("Hồ sơ của:", "Tiếp nhận hồ sơ của ông (bà):"), man.name, "applicant", style="bold"
    )
    number = [Blank(("Mã hồ sơ:", "Mã số hồ sơ:"), case.code, "dossier_code")]
    asked = Blank("Nội dung yêu cầu giải quyết:", case.procedure.name, "request")
    home = Blank(
        ("Địa chỉ:", "Địa chỉ liên hệ:"), man.home.address(case.received.date()), "address"
    )
    call = Blank(("Số điện thoại:", "Điện thoại:"), man.phone, "phone")
    rows = (
        [[name], [asked], [home], [call]]
        if job.press.look.is_a
        else [[name], [home], [call], [asked]]
    )
    return [number, *rows] if code else rows


def _reason(job: Job, label: str, reason: str) -> None:
    runs = [Run(f"{label} "), Run(_capital(reason), field="reason"), Run(".")]
    paragraph(job.press, runs, indent=0, justify=False)


def supplement(job: Job) -> Printed:
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (Mẫu số 02)."""
    press, case, chance = job.press, job.case, job.chance
    day = after(case.received.date(), chance.whole(0, 2))
    head(job, _desk(job, day), f"{case.ordinal}/HDHS", day)
    title(job, ["PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"], above=6)
    fill_in(job, _who(job, code=True))
    label = (
        "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:",
        "Đề nghị ông (bà) bổ sung, hoàn thiện các giấy tờ sau:",
    )
    press.row([Run(one(job, label))], press.left)
    parts = chance.some(_MORE, chance.whole(1, 3))
    for n, part in enumerate(parts):
        run = Run(part, field="components", value="; ".join(parts))
        press.row([Run(f"{n + 1}. "), run], press.left + 10 * MM)
    _reason(job, "Lý do:", chance.pick(_LACKING))
    help_ = (
        f"Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, ông (bà) liên hệ với {case.officer}, "
        f"số điện thoại 0207.3{chance.whole(100000, 899999)} để được hướng dẫn."
    )
    paragraph(press, [Run(help_)], indent=0)
    _slip_signed(job, "NGƯỜI HƯỚNG DẪN", case.officer)
    name = "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"
    return Printed("phieu-yeu-cau-bo-sung-hoan-thien-ho-so", name, "attachment", of_dossier=True)


def _slip_signed(job: Job, who: str, name: str) -> None:
    press = job.press
    press.need(42 * MM)
    press.down(4)
    right = columns(press)[1]
    press.row([Run(who, "bold", 12.5)], right, anchor="middle")
    press.row([Run("(Ký và ghi rõ họ tên)", "italic", 11)], right, anchor="middle")
    start = press.y
    press.y += 22 * MM
    if job.sealed:
        owner = offices.commune(job.case.place, job.case.received.date())
        stamp_over(job, owner.issuer, (right, start + 8 * MM))
    press.row([Run(name, "bold", field="signer")], right, anchor="middle")


def refusal(job: Job) -> Printed:
    """Phiếu từ chối tiếp nhận, giải quyết hồ sơ (Mẫu số 03)."""
    press, case, chance = job.press, job.case, job.chance
    day = case.received.date()
    office = _desk(job, day)
    head(job, office, f"{case.ordinal}/TCHS", day)
    title(job, ["PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ"], above=6)
    fill_in(job, _who(job, code=False))
    told = (
        f"Qua xem xét, {office.name} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ "
        "thể như sau:"
    )
    paragraph(press, [Run(told)], indent=0 if press.look.is_a else 10)
    _reason(job, one(job, ("-", "Lý do:")), chance.pick(_REFUSED))
    paragraph(press, [Run("Xin thông báo cho ông (bà) được biết và thực hiện./.")], indent=0)
    if press.look.is_a:
        titles = ("NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ")
        names = (case.applicant.name, case.officer)
        sign_both(job, titles, names, fields=("", "signer"))
    else:
        _slip_signed(job, "NGƯỜI TIẾP NHẬN HỒ SƠ", case.officer)
    name = "Phiếu từ chối tiếp nhận giải quyết hồ sơ"
    return Printed("phieu-tu-choi-tiep-nhan-giai-quyet-ho-so", name, "attachment", of_dossier=True)


def apology(job: Job) -> Printed:
    """Phiếu xin lỗi và hẹn lại ngày trả kết quả (Mẫu số 04)."""
    press, case, chance = job.press, job.case, job.chance
    office = commune(case.place, case.due)
    head(job, office, f"{chance.whole(1, 60):02d}/PXL", case.due)
    title(job, ["PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ"], above=6)
    mister = "Ông" if case.applicant.sex == "Nam" else "Bà"
    name = Run(case.applicant.name, "bold", field="applicant")
    centred(press, [Run(f"Kính gửi: {mister} "), name], press.middle, 150 * MM)
    press.down(3)
    _sorry(job, office, mister.lower())
    before = len(press.marks)
    sign(job, office, signing(chance, office, collective=False), ["Như trên", "Lưu: VT"])
    press.marks[before:] = [mark for mark in press.marks[before:] if mark.field == "signer"]
    kind = "Phiếu xin lỗi và hẹn lại ngày trả kết quả"
    return Printed("phieu-xin-loi-va-hen-lai-ngay-tra-ket-qua", kind, "attachment", of_dossier=True)


def _sorry(job: Job, office: Office, mister: str) -> None:
    """What was asked when, that it is late and why, and the new day."""
    press, case, look = job.press, job.case, job.press.look
    again = after(case.due, job.chance.whole(2, 12))
    said = (
        f"{_capital(long_day(look, case.received.date()))}, {office.name} tiếp nhận hồ sơ đề nghị "
    )
    hour = f"{job.chance.pick((8, 11, 14, 16, 17)):02d} giờ 00 phút, " if look.is_a else ""
    due = Run(hour + long_day(look, case.due), field="due_at", value=case.due.isoformat())
    anew = Run(long_day(look, again), field="new_due_at", value=again.isoformat())
    request = Run(case.procedure.name, field="request")
    reason = Run(_capital(job.chance.pick(_LATE)), field="reason")
    sorry = f"Sự chậm trễ này đã gây phiền hà cho {mister}; {office.name} xin lỗi {mister} và hẹn "
    late = f"Tuy nhiên đến nay, {office.name} chưa trả kết quả giải quyết hồ sơ đúng thời hạn."
    for runs in (
        [Run(f"{said}giải quyết thủ tục "), request, Run(f" của {mister}.")],
        [Run("Mã số hồ sơ: "), Run(case.code, field="dossier_code")],
        [Run("Thời gian hẹn trả kết quả: "), due],
        [Run(late)],
        [Run("Lý do: "), reason, Run(".")],
        [Run(f"{sorry}lại thời gian trả kết quả vào: "), anew, Run(".")],
        [Run(f"Rất mong nhận được sự thông cảm của {mister}./.")],
    ):
        paragraph(press, runs, justify=len(runs) == 1)


def control(job: Job) -> Printed:
    """Phiếu kiểm soát quá trình giải quyết hồ sơ (Mẫu số 05): who had the dossier when, as a table."""
    press, case = job.press, job.case
    heading(job, _desk(job, case.received.date()), field=False)
    title(job, ["PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ"], above=12)
    day = case.received.date()
    line(job, [Run("Mã hồ sơ: "), Run(case.code, "bold", field="dossier_code")])
    press.down(2)
    taken = f"{case.received:%H} giờ {case.received:%M} phút, {long_day(press.look, day)}"
    body = (
        "Cơ quan (bộ phận) giải quyết hồ sơ:",
        "Cơ quan giải quyết:",
    )
    rows = [
        [Blank(body, offices.commune(case.place, day).name, "issuer")],
        [Blank(("Tiếp nhận lúc:", "Thời gian nhận hồ sơ:"), taken, "received_at", day.isoformat())],
        [Blank(("Nội dung:", "Thủ tục:"), case.procedure.name, "request")],
    ]
    fill_in(job, rows)
    press.down(2)
    table(press, _hand_overs(job))
    name = "Phiếu kiểm soát quá trình giải quyết hồ sơ"
    return Printed(
        "phieu-kiem-soat-qua-trinh-giai-quyet-ho-so", name, "attachment", of_dossier=True
    )


def _hand_overs(job: Job) -> Table:
    case, chance = job.case, job.chance
    stations = ("Công chức tiếp nhận", "Công chức chuyên môn", "Lãnh đạo UBND", "Văn thư")
    day, rows = case.received.date(), []
    for n, station in enumerate((*stations, "Bộ phận trả kết quả")):
        clock = f"{chance.whole(7, 16):02d} giờ {chance.whole(0, 59):02d}"
        giver = case.officer if n == 0 else official(chance)
        met = f"{clock}, ngày {day:%d/%m/%Y}"
        done = chance.pick(("Trước hạn", "Đúng hạn", "Đúng hạn"))
        rows.append((str(n + 1), f"Giao: {station}. Nhận: {giver}", met, done, ""))
        day = after(day, chance.whole(0, 2))
    top = ("TT", "Người giao, người nhận", "Thời gian", "Kết quả", "Ghi chú")
    if not job.press.look.is_a:
        top = (
            "STT",
            "Bên giao / Bên nhận",
            "Thời gian giao, nhận",
            "Kết quả giải quyết",
            "Ghi chú",
        )
    return Table((0.07, 0.38, 0.25, 0.16, 0.14), top, tuple(rows), "clccl", 12)

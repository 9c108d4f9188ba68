"""Giấy tiếp nhận hồ sơ và hẹn trả kết quả: it carries the dossier's code as QR and barcode."""

import datetime as dt

from samples import offices, symbols
from samples.flow import Entry, centred, form_line, paragraph
from samples.frame import columns, head, stamp_over
from samples.jobs import Job, Printed, long_day
from samples.people import Person
from samples.press import MM, Run

TYPE = "giay-tiep-nhan-ho-so-va-hen-tra-ket-qua"
NAME = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"


def _codes(job: Job) -> None:
    """Layout a: QR top left under the number, barcode beside it; b: barcode left, QR far right."""
    press, code = job.press, job.case.code
    square, bars = symbols.qr(code), symbols.code128(code, module=3 if len(code) > 22 else 4)
    top = press.y
    if press.look.is_a:
        places = (press.left + 4 * MM, press.right - bars.width - 4 * MM)
    else:
        places = (press.right - square.width - 2 * MM, press.left + 4 * MM)
    boxes = (
        ("QRCode", press.paste(square, places[0], top)),
        ("Code128", press.paste(bars, places[1], top + 5 * MM)),
    )
    for symbology, rect in boxes:
        press.leaf.codes.append((symbology, code, rect))
    press.y = top + square.height + press.height() * 1.1


def _clock(moment: dt.datetime) -> str:
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút, "


def _moment(job: Job, label: str, name: str, moment: dt.datetime) -> None:
    press = job.press
    printed = _clock(moment) + long_day(press.look, moment.date())
    form_line(press, Entry(label, Run(printed, field=name, value=moment.date().isoformat())))


def _spaced(number: str) -> str:
    return f"{number[:4]}.{number[4:7]}.{number[7:]}"


def _who(job: Job, man: Person) -> None:
    """The applicant's lines; b prints the telephone with dots, and other labels."""
    press, case = job.press, job.case
    a = press.look.is_a
    labels = (
        ("Tiếp nhận hồ sơ của:", "Số CMND/CCCD/MST:", "Địa chỉ:", "Số điện thoại:")
        if a
        else ("Người nộp hồ sơ:", "Số định danh cá nhân/CCCD:", "Địa chỉ liên hệ:", "Điện thoại:")
    )
    address = man.home.address(case.received.date())
    shown = man.phone if a else _spaced(man.phone)
    values = (
        Run(man.name, "bold" if a else "regular", field="applicant"),
        Run(man.personal_id, field="owner_id"),
        Run(address, field="address"),
        Run(shown, field="phone", value=man.phone),
    )
    for label, value in zip(labels, values, strict=True):
        form_line(press, Entry(label, value))


def _components(job: Job) -> None:
    press = job.press
    parts = job.case.procedure.components
    label = "Thành phần hồ sơ nộp gồm:" if press.look.is_a else "Giấy tờ đã nộp:"
    press.need(press.height() * (len(parts) + 1))
    press.row([Run(label)], press.left)
    for n, part in enumerate(parts):
        line = Run(part, field="components", value="; ".join(parts))
        press.row([Run(f"{n + 1}. "), line], press.left + 10 * MM)


def _terms(job: Job) -> None:
    """Sets, days, moments, delivery and book."""
    press, case, chance = job.press, job.case, job.chance
    due = dt.datetime.combine(case.due, dt.time(chance.pick((11, 16, 17)), 0))
    sets, days = chance.whole(1, 2), case.procedure.days
    form_line(
        press, Entry("Số lượng hồ sơ:", Run(f"{sets:02d} (bộ)", field="sets", value=str(sets)))
    )
    label = "Thời gian giải quyết hồ sơ theo quy định là:"
    form_line(
        press, Entry(label, Run(f"{days:02d} ngày làm việc", field="sla_days", value=str(days)))
    )
    a = press.look.is_a
    taken = "Thời gian nhận hồ sơ:" if a else "Nhận hồ sơ lúc:"
    ready = "Thời gian trả kết quả giải quyết hồ sơ:" if a else "Hẹn trả kết quả lúc:"
    _moment(job, taken, "received_at", case.received)
    _moment(job, ready, "due_at", due)
    where = offices.desk(case.place, case.received.date())
    form_line(press, Entry("Đăng ký nhận kết quả tại:", Run(where, field="delivery")))
    book, seq = f"{case.received.month:02d}/{case.received.year}", str(case.ordinal)
    runs = [
        Run("Vào Sổ theo dõi hồ sơ, Quyển số: "),
        Run(book, field="book"),
        Run(" Số thứ tự: "),
        Run(seq, field="seq"),
    ]
    paragraph(press, runs, indent=0, justify=False)


def sign_both(
    job: Job,
    titles: tuple[str, str],
    names: tuple[str, str],
    *,
    fields: tuple[str, str] = ("", ""),
) -> None:
    """Two columns of signatures: the citizen's left, the office's right; `fields` the names are."""
    press = job.press
    press.need(44 * MM)
    press.down(4)
    left, right = press.left + (press.right - press.left) * 0.24, columns(press)[1]
    top = press.y
    for x, title, name, field in zip((left, right), titles, names, fields, strict=True):
        press.say([Run(title, "bold", 12)], x, top, anchor="middle")
        note = "(Ký và ghi rõ họ tên)"
        press.say([Run(note, "italic", 11)], x, top + press.height(12), anchor="middle")
        press.say([Run(name, field=field)], x, top + 31 * MM, anchor="middle")
    if job.sealed:
        owner = offices.commune(job.case.place, job.case.received.date())
        stamp_over(job, owner.issuer, (right, top + 19 * MM))
    press.y = top + 40 * MM


def receipt(job: Job) -> Printed:
    """The receipt of the case (Mẫu số 01); its fields are those of `domain.md` §3.1."""
    press, case = job.press, job.case
    day = case.received.date()
    office = offices.commune(case.place, day)
    head(job, office, f"{case.ordinal}/TNHS", day)
    press.down(1)
    _codes(job)
    size = 13.5 if press.look.is_a else 13.0
    title = "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"
    press.row([Run(title, "bold", size)], press.middle, anchor="middle")
    code = Run(case.code, "bold", field="dossier_code")
    label = "Mã hồ sơ: " if press.look.is_a else "Mã số hồ sơ: "
    centred(press, [Run(label), code], press.middle, 150 * MM)
    press.down(2)
    unit = Run(offices.desk(case.place, day), field="reception_unit")
    form_line(
        press,
        Entry("Bộ phận tiếp nhận và trả kết quả:" if press.look.is_a else "Nơi tiếp nhận:", unit),
    )
    _who(job, case.applicant)
    request = Run(case.procedure.name, field="request")
    form_line(press, Entry("Nội dung yêu cầu giải quyết:", request))
    _components(job)
    _terms(job)
    titles = ("NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ")
    sign_both(job, titles, (case.applicant.name, case.officer))
    return Printed(TYPE, NAME, "attachment", of_dossier=True)

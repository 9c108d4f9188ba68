"""Papers about births that offices and hospitals give out."""

import datetime as dt

from samples import offices
from samples.cases import Birth
from samples.flow import Entry, centred, form_line, form_row
from samples.forms import blanks, child_rows, parent_rows
from samples.frame import columns, issuer, motto, motto_end, stamp_over
from samples.jobs import Job, Printed, long_day, short_day
from samples.press import MM, Run


def _birth(job: Job) -> Birth:
    if job.case.birth is None:
        raise ValueError("a paper about a birth needs a case of birth registration")
    return job.case.birth


def _title(job: Job, title: str) -> None:
    press = job.press
    press.down(15)
    size = 17 if press.look.is_a else 16
    press.row([Run(title, "bold", size)], press.middle, anchor="middle")


def _number(job: Job, number: str) -> None:
    """Layout a: under the title; b: on the right, as older forms had it."""
    press = job.press
    runs = [Run("Số: "), Run(number, field="number")]
    if press.look.is_a:
        press.row(runs, press.middle, anchor="middle")
    else:
        press.row(runs, press.right - 30 * MM, anchor="middle")
    press.down(2)


def _registered(job: Job, office: offices.Office, day: dt.date) -> None:
    """Who asked, with which paper, where and when the birth was registered."""
    who = job.case.applicant
    card = Run(f"CCCD số {who.personal_id}", field="owner_id", value=who.personal_id)
    written = long_day(job.press.look, day).removeprefix("ngày ")
    entries = [
        Entry("Họ, chữ đệm, tên người đi khai sinh:", Run(who.name.upper(), field="applicant")),
        Entry("Giấy tờ tùy thân:", card),
        Entry("Nơi đăng ký khai sinh:", Run(office.name, field="issuer")),
        Entry("Ngày, tháng, năm đăng ký:", Run(written, field="issued", value=day.isoformat())),
    ]
    for entry in entries:
        form_line(job.press, entry)


def _certified(job: Job, office: offices.Office) -> None:
    press = job.press
    press.need(48 * MM)
    press.down(3)
    right = columns(press)[1]
    signed = offices.signing(job.chance, office, collective=False)
    press.row([Run("NGƯỜI KÝ GIẤY KHAI SINH", "bold", 12.5)], right, anchor="middle")
    for title in signed.titles:
        press.row([Run(title, "bold", 12, "signer_title")], right, anchor="middle")
    start = press.y
    press.y += 23 * MM
    if job.sealed:
        stamp_over(job, office.issuer, (right, start + 9 * MM))
    press.row([Run(signed.name, "bold", field="signer")], right, anchor="middle")


def birth_certificate(job: Job) -> Printed:
    """Giấy khai sinh (`domain.md` §3.3); a names the mother first, b the father."""
    press, case, birth = job.press, job.case, _birth(job)
    office = offices.commune(case.place, case.decided)
    top = press.y
    last = _plain_issuer(job, office, top)
    press.y = max(last, motto(press, top))
    _title(job, "GIẤY KHAI SINH")
    _number(job, f"{case.number}/{case.decided.year}")
    blanks(job, child_rows(job, birth, number=True))
    for which in ("mother", "father") if press.look.is_a else ("father", "mother"):
        blanks(job, parent_rows(job, birth, which))
    _registered(job, office, case.decided)
    _certified(job, office)
    return Printed("giay-khai-sinh", "Giấy khai sinh", "result", of_dossier=True)


def _plain_issuer(job: Job, office: offices.Office, top: float) -> float:
    """The heading, marked as no field: on this paper a blank below names the issuer."""
    before = len(job.press.marks)
    last = issuer(job.press, office, top)
    del job.press.marks[before:]
    return last


def birth_notice(job: Job) -> Printed:
    """Giấy chứng sinh of a hospital (`domain.md` §3.4), typed."""
    press, case, birth = job.press, job.case, _birth(job)
    mother, day = birth.mother, case.received.date()
    top = press.y
    left = columns(press)[0]
    health = offices.Office("SỞ Y TẾ", ("CƠ SỞ Y TẾ",), "", "", "", "", "")
    press.y = max(issuer(press, health, top), motto_end(press, top))
    numbered = [Run("Số: ", size=12), Run(str(case.ordinal), size=12, field="number")]
    press.say(numbered, left, press.y + press.height() * 1.3, anchor="middle")
    motto(press, top)
    _title(job, "GIẤY CHỨNG SINH")
    press.down(4)
    moment = f"{job.chance.whole(0, 23):02d} giờ {job.chance.whole(0, 59):02d} phút, "
    born = Run(
        moment + long_day(press.look, birth.day), field="birth_date", value=birth.day.isoformat()
    )
    grams = job.chance.whole(2400, 4100)
    call = (
        "Họ và tên người mẹ:" if press.look.is_a else "Họ, chữ đệm, tên mẹ (hoặc người nuôi dưỡng):"
    )
    form_line(press, Entry(call, Run(mother.name, field="mother_name")))
    year = Run(str(mother.birth.year), field="mother_birth_year")
    form_row(press, [Entry("Năm sinh:", year), Entry("Dân tộc:", Run(mother.people))], (0, 0.5))
    home = Run(mother.home.address(day), field="address")
    form_line(press, Entry("Nơi thường trú/tạm trú:", home))
    form_line(press, Entry("Số CCCD/Hộ chiếu:", Run(mother.personal_id, field="owner_id")))
    form_line(press, Entry("Đã sinh con vào lúc:", born))
    form_line(press, Entry("Tại:", Run(birth.hospital)))
    sex = Entry("Giới tính của con:", Run(birth.sex, field="sex"))
    form_row(
        press,
        [sex, Entry("Cân nặng:", Run(f"{grams} gam", field="weight", value=str(grams)))],
        (0, 0.5),
    )
    form_line(press, Entry("Dự định đặt tên con là:", Run(birth.name, field="child_name")))
    press.down(6)
    right = columns(press)[1]
    press.row([Run(f"Ngày lập: {short_day(birth.day)}", "italic")], right, anchor="middle")
    press.row([Run("THỦ TRƯỞNG CƠ SỞ Y TẾ", "bold")], right, anchor="middle")
    centred(press, [Run("(Ký tên, đóng dấu)", "italic", 11)], right, 80 * MM)
    if job.sealed:
        stamp_over(job, "TRUNG TÂM Y TẾ", (right, press.y + 8 * MM))
    press.y += 18 * MM
    press.row([Run(offices.official(job.chance), "bold")], right, anchor="middle")
    return Printed("giay-chung-sinh", "Giấy chứng sinh", "attachment", of_dossier=True)

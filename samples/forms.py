"""Forms people hand in: applications and the birth-registration form."""

from collections.abc import Sequence

from samples import ink, offices, wording
from samples.cases import Birth
from samples.flow import Entry, centred, form_line, form_row, paragraph
from samples.frame import columns, motto
from samples.jobs import Job, Printed, long_day, short_day
from samples.people import Person
from samples.press import MM, Press, Run
from samples.wordy import day_in_words

Row = Sequence[Entry]


def top(press: Press, title: Sequence[str]) -> None:
    """Country, motto and title of a form, all centred in a, motto on the right in b."""
    if press.look.is_a:
        first = press.y
        right = columns(press)[1]
        shift = right - press.middle
        press.left -= shift
        press.right -= shift
        press.y = motto(press, first)
        press.left += shift
        press.right += shift
    else:
        press.y = motto(press, press.y)
    press.down(16)
    for line in title:
        press.row([Run(line, "bold", 15 if press.look.is_a else 14)], press.middle, anchor="middle")
    press.down(3)


def addressed(job: Job) -> None:
    """`Kính gửi: Ủy ban nhân dân xã …`."""
    addressed_to(job, offices.commune(job.case.place, job.case.received.date()).name)


def addressed_to(job: Job, name: str) -> None:
    """`Kính gửi:` and a name, centred."""
    runs = [
        Run("Kính gửi: ", "bold" if job.press.look.is_a else "italic"),
        Run(name, field="addressee"),
    ]
    centred(job.press, runs, job.press.middle, 150 * MM)
    job.press.down(4)


def blanks(job: Job, rows: Sequence[Row]) -> None:
    """Print rows of blanks; a row of several stands on one line, evenly spaced."""
    for row in rows:
        if len(row) == 1:
            form_line(job.press, row[0])
        else:
            form_row(job.press, row, [n / len(row) for n in range(len(row))])


def signed_by(job: Job, title: str, person: Person, *, field: str = "written") -> None:
    """Place, date (of the value `field`) and the citizen's signature at the lower right."""
    press, day = job.press, job.case.received.date()
    press.need(52 * MM)
    press.down(3)
    right = columns(press)[1]
    place = offices.commune(job.case.place, day).place
    made = "Làm tại: " if press.look.is_a else ""
    runs = [
        Run(f"{made}{place}, ", "italic"),
        Run(long_day(press.look, day), "italic", field=field, value=day.isoformat()),
    ]
    press.row(runs, right, anchor="middle")
    press.row([Run(title, "bold")], right, anchor="middle")
    press.row([Run("(Ký, ghi rõ họ, chữ đệm, tên)", "italic", 11)], right, anchor="middle")
    if job.sealed:
        hand = ink.signature(job.chance)
        press.leaf.inks.append((hand, round(right - hand.width / 2), round(press.y - 3 * MM)))
    press.y += 20 * MM
    press.row([Run(person.name)], right, anchor="middle")


def _told(job: Job, who: Person) -> list[Row]:
    """Who asks; a and b differ in labels and in the order of address and telephone."""
    a = job.press.look.is_a
    day = job.case.received.date()
    name = Entry(
        "Tôi tên là:" if a else "Họ và tên:",
        Run(who.name.upper() if a else who.name, field="applicant"),
    )
    birth = Run(short_day(who.birth), field="birth_date", value=who.birth.isoformat())
    born = Entry("Sinh ngày:" if a else "Ngày, tháng, năm sinh:", birth)
    people = Entry("Dân tộc:", Run(who.people, field="ethnicity"))
    number = Entry(
        "Số CCCD:" if a else "Số định danh cá nhân:", Run(who.personal_id, field="owner_id")
    )
    issued = Run(short_day(who.id_issued), field="id_issued", value=who.id_issued.isoformat())
    given = Entry("Cấp ngày:" if a else "Ngày cấp:", issued)
    by = Entry("Nơi cấp:" if a else "Cơ quan cấp:", Run(who.id_issuer(), field="id_issuer"))
    home = Entry(
        "Địa chỉ:" if a else "Nơi thường trú:", Run(who.home.address(day), field="address")
    )
    call = Entry("Điện thoại:" if a else "Số điện thoại liên hệ:", Run(who.phone, field="phone"))
    last: list[Row] = [[home], [call]] if a else [[call], [home]]
    return [[name], [born, people], [number, given], [by], *last]


def application(job: Job) -> Printed:
    """Đơn đề nghị, free in form (`domain.md` §3.16)."""
    press, case = job.press, job.case
    a = press.look.is_a
    subject = case.procedure.request
    if a:
        top(press, ["ĐƠN ĐỀ NGHỊ"])
        centred(press, [Run(f"Về việc {subject}", "bold")], press.middle, 130 * MM)
    else:
        top(press, [])
        centred(press, [Run(f"ĐƠN ĐỀ NGHỊ {subject.upper()}", "bold", 14)], press.middle, 130 * MM)
    press.down(4)
    addressed(job)
    blanks(job, _told(job, case.applicant))
    press.down(2)
    wish = (
        "Nay tôi làm đơn này đề nghị "
        if a
        else "Tôi viết đơn này xin được đề nghị giải quyết việc: "
    )
    asked = case.procedure.request
    form_line(press, Entry(wish.strip(), Run(asked, field="request")))
    reasons = {
        "1.001776": "Lý do: bản thân là người khuyết tật nặng, không có khả năng tự lo cuộc sống.",
        "2.000751": "Lý do: mưa lớn gây sạt lở, nhà ở bị hư hỏng nặng, không còn an toàn.",
        "2.000744": "Lý do: thân nhân là đối tượng bảo trợ xã hội đã qua đời, gia đình khó khăn.",
    }
    reason = reasons.get(case.procedure.code, "Lý do: phục vụ nhu cầu chính đáng của gia đình.")
    paragraph(press, [Run(reason)], indent=12.7 if a else 0)
    paragraph(press, [Run(wording.VOWS[0 if a else 1])], indent=12.7 if a else 0)
    thanks = "Xin chân thành cảm ơn./." if a else "Tôi xin trân trọng cảm ơn!"
    paragraph(press, [Run(thanks)], indent=12.7 if a else 0)
    signed_by(job, "NGƯỜI LÀM ĐƠN" if a else "NGƯỜI VIẾT ĐƠN", case.applicant)
    return Printed("don-de-nghi", "Đơn đề nghị", "application", of_dossier=True)


def parent_rows(job: Job, birth: Birth, which: str) -> list[Row]:
    """The lines about `mother` or `father`: name, year, people, nationality, home."""
    parent: Person = birth.mother if which == "mother" else birth.father
    called = "mẹ" if which == "mother" else "cha"
    if not job.press.look.is_a:
        called = f"người {called}"
    home = parent.home.address(job.case.received.date())
    name = Run(parent.name.upper(), "bold", field=f"{which}_name", value=parent.name.upper())
    year = Run(str(parent.birth.year), field=f"{which}_birth_year")
    people = Run(parent.people, field=f"{which}_ethnicity")
    nation = Run("Việt Nam", field=f"{which}_nationality")
    return [
        [Entry(f"Họ, chữ đệm, tên {called}:", name)],
        [Entry("Năm sinh:", year), Entry("Dân tộc:", people), Entry("Quốc tịch:", nation)],
        [Entry("Nơi cư trú:", Run(home, field=f"{which}_address"))],
    ]


def child_rows(job: Job, birth: Birth, *, number: bool) -> list[Row]:
    """The lines about the child; `number`: with its personal number, as on the certificate."""
    nation = Run("Việt Nam", field="nationality")
    home = birth.father.home.place.path(job.case.received.date())
    rows: list[Row] = [
        [Entry("Họ, chữ đệm, tên:", Run(birth.name.upper(), "bold", field="child_name"))],
        [
            Entry(
                "Ngày, tháng, năm sinh:",
                Run(short_day(birth.day), field="birth_date", value=birth.day.isoformat()),
            )
        ],
        [Entry("Ghi bằng chữ:", Run(day_in_words(birth.day), field="birth_date_words"))],
        [
            Entry("Giới tính:", Run(birth.sex, field="sex")),
            Entry("Dân tộc:", Run(birth.people, field="ethnicity")),
            Entry("Quốc tịch:", nation),
        ],
        [Entry("Nơi sinh:", Run(birth.hospital, field="birth_place"))],
        [Entry("Quê quán:", Run(home, field="home_town"))],
    ]
    if number:
        rows.append([Entry("Số định danh cá nhân:", Run(birth.personal_id, field="personal_id"))])
    return rows


def _asker_rows(job: Job, asker: Person, bond: str) -> list[Row]:
    day = job.case.received.date()
    issued = short_day(asker.id_issued)
    paper = f"Thẻ CCCD số {asker.personal_id}, {asker.id_issuer()} cấp ngày {issued}"
    numbered = Run(paper, field="owner_id", value=asker.personal_id)
    return [
        [Entry("Họ, chữ đệm, tên người yêu cầu:", Run(asker.name.upper(), field="applicant"))],
        [Entry("Nơi cư trú:", Run(asker.home.address(day), field="address"))],
        [Entry("Giấy tờ tùy thân:", numbered)],
        [Entry("Quan hệ với người được khai sinh:", Run(bond, field="relation"))],
    ]


def birth_form(job: Job) -> Printed:
    """Tờ khai đăng ký khai sinh (`domain.md` §3.2); a names the mother first, b the father."""
    press, case = job.press, job.case
    birth, a = case.birth, press.look.is_a
    if birth is None:
        raise ValueError("a birth form needs a case of birth registration")
    top(press, ["TỜ KHAI ĐĂNG KÝ KHAI SINH"])
    addressed(job)
    bond = "Cha" if case.applicant.sex == "Nam" else "Mẹ"
    blanks(job, _asker_rows(job, case.applicant, bond))
    ask = "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:"
    press.row([Run(ask, "bold-italic" if a else "italic")], press.left)
    blanks(job, child_rows(job, birth, number=False))
    for which in ("mother", "father") if a else ("father", "mother"):
        blanks(job, parent_rows(job, birth, which))
    paragraph(press, [Run(wording.VOWS[0 if a else 1])], indent=12.7 if a else 0)
    copies = job.chance.whole(1, 5)
    runs = [
        Run("Đề nghị cấp bản sao: Có [x]  Không [ ]   Số lượng: "),
        Run(f"{copies:02d}", field="copies", value=str(copies)),
        Run(" bản"),
    ]
    paragraph(press, runs, indent=0, justify=False)
    signed_by(job, "Người yêu cầu", case.applicant)
    name = "Tờ khai đăng ký khai sinh"
    return Printed("to-khai-dang-ky-khai-sinh", name, "application", of_dossier=True)

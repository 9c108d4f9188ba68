"""CT01, tờ khai thay đổi thông tin cư trú: personal numbers stand in boxes (`domain.md` §3.7)."""

import datetime as dt
from dataclasses import dataclass, replace

from samples.blanks import Blank, day_blank, dotted, fill_in, one
from samples.chance import Chance
from samples.codes import plain_letters
from samples.flow import Entry, Table, form_line, table
from samples.forms import addressed_to, top
from samples.jobs import Job, Printed, long_day, short_day
from samples.people import Person, person
from samples.press import MM, Mark, Run, union

_ASKED = (
    "Đăng ký thường trú theo chủ hộ tại chỗ ở hợp pháp",
    "Đăng ký tạm trú thời hạn 24 tháng",
    "Xác nhận thông tin về cư trú",
    "Tách hộ tại cùng một chỗ ở hợp pháp",
    "Điều chỉnh thông tin về cư trú: số điện thoại, nghề nghiệp",
)
_BONDS = {"Nam": ("Con đẻ", "Chồng", "Em ruột", "Cháu ruột"), "Nữ": ("Con đẻ", "Vợ", "Chị ruột")}


def boxed(job: Job, label: str, digits: str, field: str) -> None:
    """A label and a row of boxes with one digit each; its line reads as the digits without gaps."""
    press = job.press
    side = (6.2 if press.look.is_a else 5.6) * MM
    start = press.left + press.width([Run(f"{label}  ")])
    start = max(start, press.right - side * len(digits) - 1)
    base = press.y
    placed = [(Run(label), press.left)]
    edge = base - side * 0.78
    for n, digit in enumerate(digits):
        x = start + n * side
        run = Run(digit)
        placed.append((run, x + (side - press.width([run])) / 2))
        for rule in ((x, edge, x + side, edge), (x, edge + side, x + side, edge + side)):
            press.rule(rule, 2)
    for n in range(len(digits) + 1):
        press.rule((start + n * side, edge, start + n * side, edge + side), 2)
    press.put(placed, base, f"{label} {digits}")
    cells = (start, edge, start + side * len(digits), edge + side)
    press.marks.append(Mark(field, digits, "", len(press.leaves), union([cells])))
    press.y = base + max(press.height(), side * 1.12)


def _email(chance: Chance, who: Person) -> str:
    words = plain_letters(who.name).lower().split()
    return f"{words[-1]}{words[0]}{chance.whole(70, 99)}@gmail.com"


@dataclass(frozen=True, slots=True)
class _Household:
    head: Person
    bond: str
    others: tuple[Person, ...]


def _household(job: Job) -> _Household:
    """Whose household the applicant joins or leads, and who moves along."""
    case, chance = job.case, job.chance
    day = case.received.date()
    leads = chance.odds(0.35)
    head = case.applicant if leads else person(chance, case.place, day, ages=(35, 68))
    bond = "Chủ hộ" if leads else chance.pick(_BONDS[case.applicant.sex])
    others = tuple(
        replace(person(chance, case.place, day, ages=(1, 45)), home=head.home)
        for _ in range(chance.whole(0, 3))
    )
    return _Household(head, bond, others)


def residence_form(job: Job) -> Printed:
    """CT01; b has the older title lines, other labels and leaves the sex before the birth."""
    press, case, chance = job.press, job.case, job.chance
    dotted(job)
    who, house, a = case.applicant, _household(job), press.look.is_a
    day = case.received.date()
    press.say(
        [
            Run(
                "Mẫu CT01 ban hành kèm theo Thông tư số 66/2023/TT-BCA" if a else "Mẫu CT01",
                "italic",
                10,
            )
        ],
        press.right,
        press.top - 2 * MM,
        anchor="right",
    )
    top(press, ["TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ"])
    police = f"Công an {case.place.unit(day)}"
    addressed_to(job, police)
    name = Blank("1. Họ, chữ đệm và tên:", who.name.upper(), "owner_name")
    sex = Blank(("3. Giới tính:", "3. Giới tính (Nam/Nữ):"), who.sex, "sex")
    fill_in(job, [[name], [day_blank("2. Ngày, tháng, năm sinh:", who.birth, "birth_date"), sex]])
    boxed(
        job,
        one(job, ("4. Số định danh cá nhân:", "4. Số định danh cá nhân/CMND:")),
        who.personal_id,
        "personal_id",
    )
    call = Blank(("5. Số điện thoại liên hệ:", "5. Số điện thoại:"), who.phone, "phone")
    post = Blank("6. Email:", _email(chance, who), "email")
    fill_in(
        job,
        [
            [call, post],
            [
                Blank(
                    ("7. Họ, chữ đệm và tên chủ hộ:", "7. Họ và tên chủ hộ:"),
                    house.head.name.upper(),
                    "head_name",
                )
            ],
        ],
    )
    fill_in(
        job,
        [[Blank(("8. Mối quan hệ với chủ hộ:", "8. Quan hệ với chủ hộ:"), house.bond, "relation")]],
    )
    boxed(job, "9. Số định danh cá nhân của chủ hộ:", house.head.personal_id, "head_id")
    asked = Run(chance.pick(_ASKED), field="request")
    label = one(job, ("10. Nội dung đề nghị:", "10. Nội dung đề nghị (ghi rõ):"))
    form_line(press, Entry(label, asked))
    _members(job, house)
    _hands(job, house, day)
    full = "Tờ khai thay đổi thông tin cư trú"
    return Printed("to-khai-thay-doi-thong-tin-cu-tru", full, "application", of_dossier=True)


def _members(job: Job, house: _Household) -> None:
    press, a = job.press, job.press.look.is_a
    press.row([Run("11. Những thành viên trong hộ gia đình cùng thay đổi:")], press.left)
    press.y -= press.height() * 0.55
    head = (
        "TT",
        "Họ, chữ đệm và tên",
        "Ngày, tháng, năm sinh",
        "Giới tính",
        "Số định danh cá nhân",
        "Mối quan hệ với chủ hộ",
    )
    rows = [
        (
            str(n + 1),
            who.name,
            short_day(who.birth),
            who.sex,
            who.personal_id,
            "Con đẻ" if n else "Vợ" if who.sex == "Nữ" else "Chồng",
        )
        for n, who in enumerate(house.others)
    ]
    rows += [("", "", "", "", "", "")] * (3 - len(rows))
    shares = (0.06, 0.26, 0.16, 0.1, 0.24, 0.18)
    size = 11 if a else 10.5
    table(press, Table(shares, head, tuple(rows), "clccll", size))


def _hands(job: Job, house: _Household, day: dt.date) -> None:
    """Four columns: what household head, owner and parents say, and who declares."""
    press = job.press
    press.need(50 * MM)
    titles = (
        ("Ý KIẾN CỦA", "CHỦ HỘ"),
        ("Ý KIẾN CỦA CHỦ", "SỞ HỮU CHỖ Ở"),
        ("Ý KIẾN CỦA CHA, MẸ", "HOẶC GIÁM HỘ"),
        ("NGƯỜI KÊ KHAI", ""),
    )
    names = (house.head.name, "", "", job.case.applicant.name)
    start = press.y
    wide = (press.right - press.left) / 4
    for n, (lines, name) in enumerate(zip(titles, names, strict=True)):
        x = press.left + wide * (n + 0.5)
        dated = long_day(press.look, day)
        shown = dated if name else "…ngày…tháng…năm…"
        y = start
        if name:
            press.say([Run(shown, "italic", 9)], x, y, anchor="middle")
        for text in filter(None, lines):
            y += press.height(9.5)
            press.say([Run(text, "bold", 9)], x, y, anchor="middle")
        if name:
            press.say([Run(name, size=10.5)], x, start + 32 * MM, anchor="middle")
    press.y = start + 38 * MM

"""CT01, tờ khai thay đổi thông tin cư trú: personal numbers stand in boxes (`domain.md` §3.7)."""

import datetime as dt
from dataclasses import dataclass, replace

from samples.blanks import Blanks, dotted, fill_in, one
from samples.chance import Chance
from samples.codes import plain_letters
from samples.digit_boxes import boxed
from samples.flow import Table, table
from samples.forms import addressed_to, top
from samples.jobs import Job, Printed, long_day, short_day
from samples.people import Person, person
from samples.press import MM, Run

_ASKED = (
    "Đăng ký thường trú theo chủ hộ tại chỗ ở hợp pháp",
    "Đăng ký tạm trú thời hạn 24 tháng",
    "Xác nhận thông tin về cư trú",
    "Tách hộ tại cùng một chỗ ở hợp pháp",
    "Điều chỉnh thông tin về cư trú: số điện thoại, nghề nghiệp",
)
_BONDS = {"Nam": ("Con đẻ", "Chồng", "Em ruột", "Cháu ruột"), "Nữ": ("Con đẻ", "Vợ", "Chị ruột")}
_HEAD_OF = {"Chồng": "Nữ", "Vợ": "Nam"}
_BLANKS = Blanks(
    {
        "owner_name": "1. Họ, chữ đệm và tên:",
        "birth_date": "2. Ngày, tháng, năm sinh:",
        "sex": ("3. Giới tính:", "3. Giới tính (Nam/Nữ):"),
        "phone": ("5. Số điện thoại liên hệ:", "5. Số điện thoại:"),
        "email": "6. Email:",
        "head_name": ("7. Họ, chữ đệm và tên chủ hộ:", "7. Họ và tên chủ hộ:"),
        "relation": ("8. Mối quan hệ với chủ hộ:", "8. Quan hệ với chủ hộ:"),
        "request": ("10. Nội dung đề nghị:", "10. Nội dung đề nghị (ghi rõ):"),
    }
)
_OWN = ("4. Số định danh cá nhân:", "4. Số định danh cá nhân/CMND:")
_HEADS = ("9. Số định danh cá nhân của chủ hộ:", "9. Số định danh cá nhân chủ hộ:")


@dataclass(frozen=True, slots=True)
class _Household:
    """Who heads it, what the applicant is to them, and who moves along as what."""

    head: Person
    bond: str
    others: tuple[tuple[Person, str], ...]


def _household(job: Job) -> _Household:
    case, chance = job.case, job.chance
    day, who = case.received.date(), case.applicant
    leads = chance.odds(0.35)
    bond = "Chủ hộ" if leads else chance.pick(_BONDS[who.sex])
    drawn = person(chance, case.place, day, sex=_HEAD_OF.get(bond, ""), ages=(35, 68))
    head = who if leads else drawn
    young = [person(chance, case.place, day, ages=(1, 16)) for _ in range(chance.whole(0, 3))]
    others = tuple((replace(child, home=head.home), "Cháu ruột") for child in young)
    return _Household(head, bond, others)


def _email(chance: Chance, who: Person) -> str:
    words = plain_letters(who.name).lower().split()
    return f"{words[-1]}{words[0]}{chance.whole(70, 99)}@gmail.com"


def residence_form(job: Job) -> Printed:
    """CT01, on one page where the household is small; b with the labels of other printings."""
    press, chance = job.press, job.chance
    dotted(job)
    who, house, day = job.case.applicant, _household(job), job.case.received.date()
    form = "Mẫu CT01 ban hành kèm theo Thông tư số 66/2023/TT-BCA"
    note = Run(one(job, (form, "Mẫu CT01")), "italic", 10)
    press.say([note], press.right, press.top - 2 * MM, anchor="right")
    top(press, ["TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ"])
    addressed_to(job, f"Công an {job.case.place.unit(day)}")
    born, sex = _BLANKS.day("birth_date", who.birth), _BLANKS("sex", who.sex)
    fill_in(job, [[_BLANKS("owner_name", who.name.upper())], [born, sex]])
    boxed(job, one(job, _OWN), who.personal_id, "personal_id")
    call, post = _BLANKS("phone", who.phone), _BLANKS("email", _email(chance, who))
    head = _BLANKS("head_name", house.head.name.upper())
    fill_in(job, [[call, post], [head], [_BLANKS("relation", house.bond)]])
    boxed(job, one(job, _HEADS), house.head.personal_id, "head_id")
    fill_in(job, [[_BLANKS("request", chance.pick(_ASKED))]])
    _members(job, house)
    _hands(job, house, day)
    name = "Tờ khai thay đổi thông tin cư trú"
    return Printed("to-khai-thay-doi-thong-tin-cu-tru", name, "application", of_dossier=True)


def _members(job: Job, house: _Household) -> None:
    """The table of who moves along, with empty rows below."""
    press = job.press
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
        (str(n), who.name, short_day(who.birth), who.sex, who.personal_id, bond)
        for n, (who, bond) in enumerate(house.others, 1)
    ]
    rows += [("", "", "", "", "", "")] * (3 - len(rows))
    size = 11 if press.look.is_a else 10.5
    table(press, Table((0.06, 0.26, 0.16, 0.1, 0.24, 0.18), head, tuple(rows), "clccll", size))


_COLUMNS = (
    ("Ý KIẾN CỦA", "CHỦ HỘ"),
    ("Ý KIẾN CỦA CHỦ", "SỞ HỮU CHỖ Ở"),
    ("Ý KIẾN CỦA CHA, MẸ", "HOẶC GIÁM HỘ"),
    ("NGƯỜI KÊ KHAI", ""),
)


def _hands(job: Job, house: _Household, day: dt.date) -> None:
    """Four columns: what household head, owner and parents say, and who declares."""
    press = job.press
    press.need(44 * MM)
    names = (house.head.name, "", "", job.case.applicant.name)
    start, wide = press.y, (press.right - press.left) / len(_COLUMNS)
    for n, (lines, name) in enumerate(zip(_COLUMNS, names, strict=True)):
        x = press.left + wide * (n + 0.5)
        if name:
            dated = Run(long_day(press.look, day), "italic", 9)
            press.say([dated], x, start, anchor="middle")
        for k, text in enumerate(filter(None, lines), 1):
            y = start + k * press.height(9.5)
            press.say([Run(text, "bold", 9)], x, y, anchor="middle")
        if name:
            press.say([Run(name, size=10.5)], x, start + 32 * MM, anchor="middle")
    press.y = start + 38 * MM

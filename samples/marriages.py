"""Papers about marriages, in two columns (`domain.md` §3.5)."""

import datetime as dt
from collections.abc import Sequence

from samples import ink
from samples.blanks import Blank, certify, dotted, fill_in, heading, identity_of, line, one, title
from samples.flow import Table, break_lines, leader, paragraph, set_words, table
from samples.forms import addressed, top
from samples.frame import columns
from samples.jobs import Job, Printed, long_day, short_day
from samples.offices import commune, signing
from samples.people import Person, person
from samples.press import MM, Run


def couple(job: Job) -> tuple[Person, Person]:
    """Bride and groom; one of them is the applicant where old enough and young enough."""
    case = job.case
    today = case.received.date()
    who = case.applicant
    grown = 20 * 366 <= (today - who.birth).days <= 50 * 365
    sexes = ("Nữ", "Nam")
    drawn = [person(job.chance, case.place, today, sex=sex, ages=(20, 41)) for sex in sexes]
    if grown:
        drawn[sexes.index(who.sex)] = who
    return drawn[0], drawn[1]


def _facts(job: Job, who: Person, prefix: str, labels: Sequence[str], day: dt.date) -> list[Blank]:
    """Name, birth, people, nationality, home, identity of one of the two."""
    identity = identity_of(who)
    return [
        Blank(labels[0], who.name.upper(), f"{prefix}_name", style="bold"),
        Blank(labels[1], short_day(who.birth), f"{prefix}_birth_date", who.birth.isoformat()),
        Blank(labels[2], who.people, f"{prefix}_ethnicity"),
        Blank(labels[3], "Việt Nam", f"{prefix}_nationality"),
        Blank(labels[4], who.home.address(day), f"{prefix}_address"),
        Blank(labels[5], identity, f"{prefix}_id", who.personal_id),
    ]


def _column(
    job: Job, blanks: Sequence[Blank], span: tuple[float, float], tops: list[float]
) -> None:
    """Blanks within the x of `span`, each at its own height of `tops`."""
    press = job.press
    left, right = span
    space = press.width([Run(" ")])
    for blank, y in zip(blanks, tops, strict=True):
        press.y = y
        label = Run(f"{one(job, blank.label)} ")
        for n, words in enumerate(
            break_lines(press, [label, blank.run()], right - left, right - left)
        ):
            end = set_words(press, words, left, space)
            if press.look.leaders:
                start = left + (press.width([label]) if n == 0 else 0)
                leader(press, max(start, end + space * 0.5), right)
            press.y += press.height()


def side_by_side(job: Job, left: Sequence[Blank], right: Sequence[Blank]) -> None:
    """Two columns whose blanks begin at the same heights: as read, all of the left one first."""
    press = job.press
    half = (press.right - press.left) / 2 - 3 * MM
    tops, y = [], press.y
    for pair in zip(left, right, strict=True):
        tops.append(y)
        broken = [
            break_lines(press, [Run(f"{one(job, b.label)} "), b.run()], half, half) for b in pair
        ]
        y += max(map(len, broken)) * press.height()
    _column(job, left, (press.left, press.left + half), tops)
    _column(job, right, (press.right - half, press.right), tops)
    press.y = y


def _asked(job: Job) -> None:
    """Place, day and both signatures below a marriage form."""
    press, day = job.press, job.case.received.date()
    press.need(55 * MM)
    press.down(2)
    place = commune(job.case.place, day).place
    made = "Làm tại: " if press.look.is_a else ""
    dated = Run(long_day(press.look, day), "italic", field="issued", value=day.isoformat())
    press.row([Run(f"{made}{place}, ", "italic"), dated], columns(press)[1], anchor="middle")


def _both_signed(job: Job, labels: tuple[str, str], names: tuple[str, str]) -> None:
    press = job.press
    where = press.left + (press.right - press.left) * 0.24, columns(press)[1]
    note = "(Ký, ghi rõ họ, chữ đệm, tên)"
    top_ = press.y
    for x, label, name in zip(where, labels, names, strict=True):
        press.say([Run(label, "bold", 12.5)], x, top_, anchor="middle")
        press.say([Run(note, "italic", 10.5)], x, top_ + press.height(12), anchor="middle")
        if job.sealed:
            hand = ink.signature(job.chance)
            press.leaf.inks.append((hand, round(x - hand.width / 2), round(top_ + 9 * MM)))
        press.say([Run(name)], x, top_ + 32 * MM, anchor="middle")
    press.y = top_ + 38 * MM


def marriage_form(job: Job) -> Printed:
    """Tờ khai đăng ký kết hôn: a as a ruled table of three columns, b as two columns of blanks."""
    press, a = job.press, job.press.look.is_a
    bride, groom = couple(job)
    day = job.case.received.date()
    top(press, ["TỜ KHAI ĐĂNG KÝ KẾT HÔN"])
    addressed(job)
    if a:
        _as_table(job, bride, groom, day)
    else:
        _as_columns(job, bride, groom, day)
    vow = "Chúng tôi cam đoan những lời khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật"
    paragraph(press, [Run(f"{vow} về cam đoan của mình.")], indent=12.7 if a else 0)
    ask = "Đề nghị Quý cơ quan đăng ký kết hôn."
    paragraph(press, [Run(ask if a else "Đề nghị cấp bản sao: Có [ ]  Không [x]")], indent=0)
    _asked(job)
    if a:
        _both_signed(job, ("Bên nữ", "Bên nam"), (bride.name, groom.name))
    else:
        _both_signed(job, ("Bên nam", "Bên nữ"), (groom.name, bride.name))
    name = "Tờ khai đăng ký kết hôn"
    return Printed("to-khai-dang-ky-ket-hon", name, "application", of_dossier=True)


_ASKED = (
    "Họ, chữ đệm, tên",
    "Ngày, tháng, năm sinh",
    "Dân tộc",
    "Quốc tịch",
    "Nơi cư trú",
    "Giấy tờ tùy thân",
)
_TIMES = "Kết hôn lần thứ mấy"


def _as_table(job: Job, bride: Person, groom: Person, day: dt.date) -> None:
    """Labels, bride, groom: a ruled table of three columns."""
    her = [blank.run() for blank in _facts(job, bride, "bride", _ASKED, day)]
    him = [blank.run() for blank in _facts(job, groom, "groom", _ASKED, day)]
    rows: list[tuple[str | Run, ...]] = list(zip(_ASKED, her, him, strict=True))
    rows.append((_TIMES, "Lần thứ nhất", "Lần thứ nhất"))
    head = ("Thông tin", "Bên nữ", "Bên nam")
    size = job.press.look.size - 1
    table(job.press, Table((0.22, 0.39, 0.39), head, tuple(rows), "lll", size))


def _as_columns(job: Job, bride: Person, groom: Person, day: dt.date) -> None:
    """The groom's blanks left, the bride's right."""
    press = job.press
    dotted(job)
    labels = [f"{label}:" for label in _ASKED]
    his, hers = (
        [*_facts(job, who, which, labels, day), Blank(f"{_TIMES}:", "01")]
        for who, which in ((groom, "groom"), (bride, "bride"))
    )
    press.say([Run("BÊN NAM", "bold")], press.left + 40 * MM, press.y, anchor="middle")
    press.say([Run("BÊN NỮ", "bold")], press.right - 40 * MM, press.y, anchor="middle")
    press.y += press.height()
    side_by_side(job, his, hers)


_NEW = ("Họ, chữ đệm, tên {}:", "Ngày, tháng, năm sinh:", "Dân tộc:", "Quốc tịch:")
_OLD = ("Họ và tên {}:", "Sinh ngày:", "Dân tộc:", "Quốc tịch:")


def marriage_certificate(job: Job) -> Printed:
    """Giấy chứng nhận kết hôn: a wife left, b husband left with the labels of older forms."""
    press, case, a = job.press, job.case, job.press.look.is_a
    wife, husband = couple(job)
    day = case.decided
    office = commune(case.place, day)
    heading(job, office, field=False)
    title(job, ["GIẤY CHỨNG NHẬN KẾT HÔN"], above=16)
    number = Run(f"{case.number:02d}/{day.year}", field="number")
    if a:
        line(job, [Run("Số: "), number])
    else:
        press.row([Run("Số: "), number], press.right, anchor="right")
    press.down(3)
    rest = (
        ("Nơi cư trú:", "Giấy tờ tùy thân:") if a else ("Nơi thường trú/tạm trú:", "Số CMND/CCCD:")
    )
    sides = []
    for who, which, called in ((wife, "wife", "vợ"), (husband, "husband", "chồng")):
        labels = [label.format(called) for label in (*(_NEW if a else _OLD), *rest)]
        sides.append(_facts(job, who, which, labels, day))
    if not a:
        sides.reverse()
    side_by_side(job, sides[0], sides[1])
    press.down(2)
    _registered(job, office.name, day)
    _spouses(job, (wife.name, husband.name) if a else (husband.name, wife.name))
    signed = signing(job.chance, office, collective=False)
    certify(job, office, signed, seal=office.issuer)
    name = "Giấy chứng nhận kết hôn"
    return Printed("giay-chung-nhan-ket-hon", name, "result", of_dossier=True)


def _registered(job: Job, issuer: str, day: dt.date) -> None:
    written = long_day(job.press.look, day)
    if job.press.look.is_a:
        written = written.removeprefix("ngày ")
    rows = [
        [Blank("Nơi đăng ký kết hôn:", issuer, "issuer")],
        [Blank(("Ngày, tháng, năm đăng ký:", "Đăng ký"), written, "issued", day.isoformat())],
    ]
    fill_in(job, rows)


def _spouses(job: Job, names: tuple[str, str]) -> None:
    """The hands of both, under their columns."""
    press = job.press
    labels = ("Vợ", "Chồng") if press.look.is_a else ("CHỒNG", "VỢ")
    press.need(78 * MM)
    press.down(3)
    where = press.left + 36 * MM, press.right - 36 * MM
    start = press.y
    for x, label, name in zip(where, labels, names, strict=True):
        press.say([Run(label, "bold")], x, start, anchor="middle")
        note = "(Ký, ghi rõ họ, chữ đệm, tên)"
        press.say([Run(note, "italic", 10.5)], x, start + press.height(12), anchor="middle")
        press.say([Run(name)], x, start + 27 * MM, anchor="middle")
    press.y = start + 33 * MM

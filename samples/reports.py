"""Báo cáo: a report with a ruled table of figures, or a list of people."""

from samples import wording
from samples.flow import Table, centred, paragraph, table
from samples.frame import head, sign, titled
from samples.jobs import Job, Printed, fill, money
from samples.offices import above, signing
from samples.people import person
from samples.places import PLACES
from samples.press import MM, Run


def report(job: Job) -> Printed:
    """Báo cáo with a ruled table of figures, or of people."""
    press, case, chance = job.press, job.case, job.chance
    office = above(case.place, case.decided)
    head(job, office, f"{case.number:02d}/BC-{office.symbol}", case.decided)
    of_people = chance.odds(0.5)
    matter = wording.REPORTS[of_people]
    titled(press, "BÁO CÁO", fill(job, matter.subject, office))
    first, last = (fill(job, text, office) for text in matter.body)
    paragraph(press, [Run(first)])
    for text in () if of_people else chance.some(wording.MORE, chance.whole(0, 2)):
        paragraph(press, [Run(fill(job, text, office))])
    press.down(1)
    table(press, _people_table(job) if of_people else _figures_table(job))
    paragraph(press, [Run(f"{last[:-1]}./.")])
    sign(job, office, signing(chance, office, collective=True), ["Như kính gửi", "Lưu: VT"])
    return Printed("bao-cao", "Báo cáo", "attachment", of_dossier=False)


def _figures_table(job: Job) -> Table:
    rows: list[tuple[str, ...]] = []
    for n, place in enumerate(job.chance.some(PLACES, job.chance.whole(7, 11))):
        taken = job.chance.whole(40, 1900)
        scanned = taken - job.chance.whole(0, taken // 5)
        done = job.chance.whole(taken // 3, taken)
        rate = f"{scanned / taken * 100:.1f}".replace(".", ",")
        unit = place.unit(job.case.decided)
        cells = (
            str(n + 1),
            unit[0].upper() + unit[1:],
            money(taken),
            money(scanned),
            rate,
            money(done),
        )
        rows.append(cells)
    top = ("TT", "Đơn vị", "Tiếp nhận", "Đã số hóa", "Tỷ lệ (%)", "Đã giải quyết")
    return Table((0.08, 0.32, 0.15, 0.15, 0.13, 0.17), top, tuple(rows), "clcccc", 12)


def _people_table(job: Job) -> Table:
    rows: list[tuple[str, ...]] = []
    for n in range(job.chance.whole(7, 12)):
        who = person(job.chance, job.case.place, job.case.decided)
        paid = money(job.chance.pick((30000000, 40000000, 60000000)))
        rows.append((str(n + 1), who.name, str(who.birth.year), who.people, who.home.hamlet, paid))
    top = ("TT", "Họ và tên chủ hộ", "Năm sinh", "Dân tộc", "Nơi ở", "Số tiền (đồng)")
    return Table((0.07, 0.27, 0.11, 0.12, 0.25, 0.18), top, tuple(rows), "clccll", 12)


def appendix(job: Job, source: str) -> None:
    """A list of members on a page of its own, behind the decision `source` names."""
    press = job.press
    press.turn_over()
    press.down(4)
    press.row([Run("DANH SÁCH", "bold", 14)], press.middle, anchor="middle")
    centred(press, [Run(source, "italic")], press.middle, 140 * MM)
    press.down(2)
    rows: list[tuple[str, ...]] = []
    for n in range(job.chance.whole(6, 15)):
        who = person(job.chance, job.case.place, job.case.decided)
        cells = (str(n + 1), who.name, str(who.birth.year), who.people, who.home.hamlet)
        rows.append((*cells, "Tổ trưởng" if n == 0 else "Thành viên"))
    top = ("TT", "Họ và tên", "Năm sinh", "Dân tộc", "Nơi ở", "Nhiệm vụ")
    table(press, Table((0.07, 0.26, 0.11, 0.13, 0.25, 0.18), top, tuple(rows), "clcclc", 12))

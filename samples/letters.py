"""The papers of Nghị định 30/2020 without tables: decision and official letter."""

from collections.abc import Sequence

from samples import wording
from samples.flow import centred, paragraph
from samples.frame import head, sign, spelt, titled
from samples.jobs import Job, Printed, fill, long_day, money
from samples.offices import Office, above, commune, department, signing
from samples.places import MERGER
from samples.press import MM, Run
from samples.reports import appendix


def _grounds(job: Job, office: Office) -> None:
    law = wording.ORGANISATION_LAW[job.case.decided >= MERGER]
    style = "italic" if job.press.look.is_a else "regular"
    for text in (law, *job.chance.some(wording.GROUNDS, job.chance.whole(1, 2))):
        paragraph(job.press, [Run(fill(job, text, office), style)])


def _articles(job: Job, articles: Sequence[Sequence[Run]]) -> None:
    for n, runs in enumerate(articles):
        paragraph(job.press, [Run(f"Điều {n + 1}. ", "bold"), *runs])


def _granting(job: Job) -> tuple[str, list[Sequence[Run]]]:
    """Subject and articles of a decision for the applicant of the case."""
    case, chance = job.case, job.chance
    grant = wording.GRANTS[case.procedure.code]
    man = case.applicant.sex == "Nam"
    who = f"{'ông' if man else 'bà'} {case.applicant.name}"
    said = grant.article.format(sum=money(chance.pick(grant.sums)), day=f"01/{case.decided:%m/%Y}")
    runs = [
        Run(
            f"{said}, đối với {who}, sinh ngày {case.applicant.birth:%d/%m/%Y}, số định danh cá nhân "
        ),
        Run(case.applicant.personal_id),
        Run(f", cư trú tại {case.applicant.home.address(case.decided)}."),
    ]
    paid = [
        Run(
            "Kinh phí thực hiện từ nguồn ngân sách nhà nước bảo đảm xã hội theo quy định hiện hành."
        )
    ]
    return f"Về việc {grant.subject} đối với {who}", [runs, paid]


def _decided(
    job: Job, office: Office, matter: wording.Matter | None
) -> tuple[str, list[Sequence[Run]]]:
    """Subject and articles, of general effect or, without a matter, for the applicant."""
    if matter is None:
        return _granting(job)
    return f"Về việc {matter.subject}", [[Run(fill(job, text, office))] for text in matter.body]


def decision(job: Job) -> Printed:
    """Quyết định: grounds, `QUYẾT ĐỊNH:`, articles. For the applicant, or of general effect."""
    press, case, chance = job.press, job.case, job.chance
    granting = case.procedure.code in wording.GRANTS and (job.for_dossier or chance.odds(0.6))
    office = chance.pick((commune, above))(case.place, case.decided)
    head(job, office, f"{case.number:02d}/QĐ-UBND", case.decided)
    matter = None if granting else chance.pick(wording.DECISIONS)
    subject, articles = _decided(job, office, matter)
    titled(press, "QUYẾT ĐỊNH", subject)
    board = f"CHỦ TỊCH {office.board} {office.heading[-1]}"
    centred(press, [Run(spelt(press, board), "bold")], press.middle, 140 * MM)
    press.down(3)
    _grounds(job, office)
    if granting:
        asked = f"Xét hồ sơ mã số {case.code} và đề nghị của công chức Văn hóa - Xã hội."
        paragraph(press, [Run(asked, "italic" if press.look.is_a else "regular")])
    press.down(3)
    press.row([Run("QUYẾT ĐỊNH:", "bold")], press.middle, anchor="middle")
    press.down(1.5)
    charged = "ông (bà) có tên tại Điều 1" if granting else "các tổ chức, cá nhân có liên quan"
    last = f"Chánh Văn phòng, Trưởng các phòng, đơn vị và {charged} chịu trách nhiệm thi hành "
    _articles(job, [*articles, [Run(f"{last}Quyết định này kể từ ngày ký./.")]])
    filed = chance.pick(("VT", "VT, VX", "VT, NC", "VT, KSTT"))
    recipients = [f"Như Điều {len(articles) + 1}", f"Lưu: {filed}"]
    sign(job, office, signing(chance, office, collective=not granting), recipients)
    if matter and matter.listed:
        source = f"{case.number:02d}/QĐ-UBND {long_day(press.look, case.decided)} của {office.name}"
        appendix(job, f"(Kèm theo Quyết định số {source})")
    return Printed("quyet-dinh", "Quyết định", "result", of_dossier=granting)


def _sender(job: Job, answering: bool) -> Office:
    """The commune answers its citizens; other letters also come from departments."""
    own = commune(job.case.place, job.case.decided)
    if answering or job.chance.odds(0.5):
        return own
    return department(job.chance, job.case.place, job.case.decided)


def _body(job: Job, office: Office, matter: wording.Matter) -> None:
    """Two to nine paragraphs, the last of which ends in `./.`."""
    more = job.chance.some(wording.MORE, job.chance.whole(1, 6))
    texts = [*matter.body] if matter is wording.ANSWER else [*matter.body, *more]
    for n, text in enumerate(texts):
        end = "./." if n == len(texts) - 1 else text[-1]
        paragraph(job.press, [Run(fill(job, text, office)[:-1] + end)])


def official_letter(job: Job) -> Printed:
    """Công văn: no title, `V/v` under the number, `Kính gửi`."""
    press, case, chance = job.press, job.case, job.chance
    answering = case.procedure.result == "cong-van" and (job.for_dossier or chance.odds(0.6))
    office = _sender(job, answering)
    symbol = chance.pick(("VP", "ĐC", "NC", "KSTT"))
    matter = wording.ANSWER if answering else chance.pick(wording.LETTERS)
    subject = Run(f"V/v {matter.subject}", size=12, field="subject")
    head(job, office, f"{case.number}/{office.symbol}-{symbol}", case.decided, subject)
    press.down(6)
    mister = "Ông" if case.applicant.sex == "Nam" else "Bà"
    dear = f"{mister} {case.applicant.name}" if answering else _addressee(job, office)
    press.row([Run(f"Kính gửi: {dear}")], press.middle, anchor="middle")
    press.down(5)
    _body(job, office, matter)
    filed = chance.pick(("VT", "VT, VP", "VT, Hường", "VT, KSTT(2)"))
    sign(job, office, signing(chance, office, collective=True), ["Như trên", f"Lưu: {filed}"])
    return Printed("cong-van", "Công văn", "result", of_dossier=answering)


def _addressee(job: Job, office: Office) -> str:
    known = [f"Ủy ban nhân dân {job.case.place.unit(job.case.decided)}", "Các cơ quan, đơn vị"]
    return job.chance.pick([name for name in known if name != office.name])

"""Prints the types of `letter_acts` and `letter_dealings`: one frame, marked lines, one or two who sign."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from samples import wording
from samples.flow import centred, paragraph
from samples.frame import columns, head, sign, spelt, stamp_over, titled
from samples.jobs import Job, Printed, fill, long_day, money
from samples.letter_acts import ACTS
from samples.letter_dealings import DEALINGS
from samples.letter_kind import WORKS, LetterKind
from samples.offices import Office, Signing, above, commune, department, official, signing
from samples.press import MM, Run
from samples.reports import appendix
from samples.wordy import sum_in_words


@dataclass(frozen=True, slots=True)
class _Letter:
    """One letter to print. words: what the bodies' own blanks stand for."""

    kind: LetterKind
    office: Office
    signed: Signing
    subject: str
    words: dict[str, str]


def _office(job: Job, kind: LetterKind) -> Office:
    place, day = job.case.place, job.case.decided
    if kind.board == "HĐND":
        own = job.chance.pick((commune, above))(place, day)
        area = own.heading[-1]
        return replace(
            own,
            heading=("HỘI ĐỒNG NHÂN DÂN", area),
            name=own.name.replace("Ủy ban nhân dân", "Hội đồng nhân dân"),
            symbol="HĐND",
            board="HỘI ĐỒNG NHÂN DÂN",
        )
    offices: tuple[Callable[[], Office], ...] = (
        lambda: commune(place, day),
        lambda: above(place, day),
        lambda: department(job.chance, place, day),
    )
    return job.chance.pick(offices)()


def _signing(job: Job, office: Office) -> Signing:
    if office.symbol == "HĐND":  # a resolution is signed by the chair alone
        return Signing(("CHỦ TỊCH",), official(job.chance))
    return signing(job.chance, office, collective=True)


def _drawn(job: Job, kind: LetterKind) -> _Letter:
    chance, case = job.chance, job.case
    office = _office(job, kind)
    signed = _signing(job, office)
    amount = chance.whole(12, 480) * 1_000_000
    words = {
        "work": chance.pick(WORKS),
        "day": long_day(job.press.look, case.decided),
        "signer": signed.name,
        "post": signed.titles[-1].capitalize(),
        "other": official(chance),
        "office_caps": f"{office.head} {office.heading[0]} {office.heading[-1]}"
        if office.board
        else office.heading[0],
        "sum": money(amount),
        "words": sum_in_words(amount),
    }
    letter = _Letter(kind, office, signed, "", words)
    subject = _filled(job, letter, chance.pick(kind.subjects))
    return replace(letter, subject=subject, words={**words, "subject": subject})


def _filled(job: Job, letter: _Letter, text: str) -> str:
    """Put the letter's own words in, then the paper's numbers."""
    for name, value in letter.words.items():
        text = text.replace(f"{{{name}}}", value)
    said = fill(job, text, letter.office)
    return said[0].upper() + said[1:] if text.startswith("{office}") else said


def _number(job: Job, letter: _Letter) -> str:
    letters, symbol = letter.kind.letters, letter.office.symbol
    own = f"{letters}-{symbol}" if letters else f"{symbol}-VP"
    return f"{job.case.number:02d}/{own}"


def _title(job: Job, letter: _Letter) -> None:
    """The type and, where it has one, its subject with a rule below."""
    press, kind = job.press, letter.kind
    if kind.hidden:
        press.down(6)
        size = 14.0 if press.look.is_a else 13.5
        press.row([Run(kind.title, "bold", size)], press.middle, anchor="middle")
        press.down(4)
        return
    about = kind.about if press.look.is_a else kind.about.replace("Về việc", "V/v")
    subject = f"{about} {letter.subject}".strip()
    titled(press, kind.title, subject[0].upper() + subject[1:])


def _addressed(job: Job) -> None:
    place, day = job.case.place, job.case.decided
    whom = job.chance.pick(
        (
            f"Ủy ban nhân dân {place.unit(day)}",
            "Văn phòng Ủy ban nhân dân tỉnh",
            "Các cơ quan, đơn vị",
        )
    )
    job.press.row([Run(f"Kính gửi: {whom}")], job.press.middle, anchor="middle")
    job.press.down(3)


def _body(job: Job, letter: _Letter) -> None:
    """Each line as its mark says; the last ends in `./.`."""
    lines = list(letter.kind.body)
    if letter.kind.long:
        lines[-2:-2] = job.chance.some(wording.MORE, job.chance.whole(0, 4))
    article = 0
    for n, line in enumerate(lines):
        text = _filled(job, letter, line)
        if n == len(lines) - 1 and not text.endswith(("./.", "!")):
            text = f"{text[:-1]}./."
        article += line[0] == "+"
        _line(job, letter, text, article)


def _line(job: Job, letter: _Letter, text: str, article: int) -> None:
    press = job.press
    mark, rest = text[:2], text[2:].split("|")[0 if press.look.is_a else -1]
    if mark == "# ":
        paragraph(press, [Run(rest, "bold")], indent=12.7 if press.look.is_a else 0, justify=False)
    elif mark == "= ":
        centred(press, [Run(spelt(press, rest), "bold")], press.middle, 150 * MM)
        press.down(1)
    elif mark == "+ ":
        paragraph(press, [Run(f"Điều {article}. ", "bold"), Run(rest)])
    elif mark == "* ":
        runs = [Run(rest), Run(letter.subject, field="subject"), Run(".")]
        paragraph(press, runs, indent=0, justify=False)
    elif mark == "> ":
        paragraph(press, [Run(rest)], indent=0, justify=False)
    else:
        paragraph(press, [Run(text)])


def _both_sign(job: Job, letter: _Letter) -> None:
    """Two who sign: on the right for the office, on the left the other."""
    press, kind, signed = job.press, letter.kind, letter.signed
    press.need((46 + 6 * len(signed.titles)) * MM)
    press.down(3)
    left, right = press.left + (press.right - press.left) * 0.22, columns(press)[1]
    top, size = press.y, 12.5
    press.say([Run(kind.hands, "bold", size)], left, top, anchor="middle")
    press.say([Run(letter.words["other"], "bold", size)], left, top + 34 * MM, anchor="middle")
    chair = kind.right == "CHỦ TỌA"
    leads = Run(kind.right, "bold", size, "signer_title" if chair else "")
    press.row([leads], right, anchor="middle")
    for title in () if chair else signed.titles:
        run = Run(spelt(press, title), "bold", size, "signer_title")
        press.row([run], right, anchor="middle")
    if job.sealed:
        stamp_over(job, letter.office.issuer, (right, press.y + 9 * MM))
    press.y = max(press.y + 20 * MM, top + 34 * MM)
    press.row([Run(signed.name, "bold", size, "signer")], right, anchor="middle")


def general_letter(job: Job, kind: LetterKind) -> Printed:
    """A paper of one of the types; b never encloses lists, and prints plans without the parts' indent."""
    letter = _drawn(job, kind)
    case, press = job.case, job.press
    number = _number(job, letter)
    head(job, letter.office, number, case.decided)
    _title(job, letter)
    if kind.dear:
        _addressed(job)
    _body(job, letter)
    if kind.hands:
        _both_sign(job, letter)
    else:
        filed = job.chance.pick(("VT", "VT, VP", "VT, KSTT(2)"))
        sign(job, letter.office, letter.signed, ["Như trên", f"Lưu: {filed}"])
    if kind.enclosed and job.chance.odds(0.4):
        source = f"{number} {long_day(press.look, case.decided)} của {letter.office.name}"
        appendix(job, f"(Kèm theo {kind.name} số {source})")
    return Printed(kind.slug, kind.name, "attachment", of_dossier="{code}" in "".join(kind.body))


def _printer(kind: LetterKind) -> Callable[[Job], Printed]:
    return partial(general_letter, kind=kind)


def letter_printers() -> dict[str, Callable[[Job], Printed]]:
    """The printer of each type by its slug."""
    return {kind.slug: _printer(kind) for kind in (*ACTS, *DEALINGS)}

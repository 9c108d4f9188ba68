"""The frame of a letter by Nghị định 30/2020: its head and its foot (`domain.md` §1.6, boxes 1–9)."""

import datetime as dt
from collections.abc import Sequence

from samples import ink
from samples.flow import centred
from samples.jobs import Job, long_day
from samples.offices import Office, Signing
from samples.press import MM, Press, Run


def spelt(press: Press, text: str) -> str:
    """Capitals with the tone where old typists put it, in looks that do."""
    if not press.look.old_tones:
        return text
    return text.replace("ỦY", "UỶ").replace("HÒA", "HOÀ")


def columns(press: Press) -> tuple[float, float]:
    """Middles of the left and right column of a letter's head and foot."""
    wide = press.right - press.left
    return press.left + wide * (0.2 if press.look.is_a else 0.19), press.left + wide * 0.69


def motto_size(press: Press) -> float:
    """Points of the country's name; the motto has one more."""
    size = 13.0 if press.look.is_a else 12.0
    return size - (press.look.family.name in ("Noto Serif", "Noto Sans", "Liberation Sans"))


def motto(press: Press, top: float) -> float:
    """The country's name and motto, underlined; the baseline of the second line."""
    right = columns(press)[1]
    size = motto_size(press)
    name = spelt(press, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    press.say([Run(name, "bold", size)], right, top, anchor="middle")
    below = motto_end(press, top)
    said = press.say(
        [Run("Độc lập - Tự do - Hạnh phúc", "bold", size + 1)], right, below, anchor="middle"
    )
    press.rule((said[0], below + 4.2 * MM * 0.5, said[2], below + 4.2 * MM * 0.5))
    return below


def issuer(press: Press, office: Office, top: float, *, room: float = 66) -> float:
    """The issuing body's lines, at most `room` mm wide, with the short rule below; the last baseline."""
    left = columns(press)[0]
    size = 12.5 if press.look.is_a else 12.0
    lines = [(office.parent, "regular")] if office.parent else []
    lines += [(line, "bold") for line in office.heading]
    y = top
    for text, style in lines:
        run = Run(spelt(press, text), style, size, "issuer")
        parts = _halves(press, run, room * MM)
        for part in parts:
            said = press.say([part], left, y, anchor="middle")
            y += press.height(size) * 0.92
    y -= press.height(size) * 0.92
    reach = (said[2] - said[0]) * 0.22
    press.rule((left - reach, y + 2.2 * MM, left + reach, y + 2.2 * MM))
    return y


def _halves(press: Press, run: Run, room: float) -> list[Run]:
    """The run, or two lines of it where it is too wide for the left column."""
    if press.width([run]) <= room:
        return [run]
    parts = run.text.split()
    cut = (len(parts) + 1) // 2
    return [Run(" ".join(p), run.style, run.size, run.field) for p in (parts[:cut], parts[cut:])]


def motto_end(press: Press, top: float) -> float:
    """The baseline of the motto, where the country's name stands at `top`."""
    return top + press.height(motto_size(press) + 1)


def head(job: Job, office: Office, number: str, day: dt.date, subject: Run | None = None) -> None:
    """Boxes 1 to 4 and, on a letter, 5b below the number; left column before right. The cursor below them."""
    press = job.press
    left, right = columns(press)
    top = press.y
    below = max(motto_end(press, top) + 0.5 * MM, issuer(press, office, top))
    size = 13.0 if press.look.is_a else 12.5
    y = below + press.height(size) * 1.5
    press.say(
        [Run("Số: ", size=size), Run(number, size=size, field="number")], left, y, anchor="middle"
    )
    press.y = y + press.height(size)
    if subject:
        centred(press, [subject], left, 62 * MM)
    motto(press, top)
    place_and_day(press, office.place, day, (right, y))


def place_and_day(press: Press, place: str, day: dt.date, at: tuple[float, float]) -> None:
    """`Tuyên Quang, ngày 05 tháng 3 năm 2024`, in italics around a middle."""
    size = 13.0 if press.look.is_a else 12.5
    runs = [
        Run(place, "italic", size, "place"),
        Run(", ", "italic", size),
        Run(long_day(press.look, day), "italic", size, "issued", day.isoformat()),
    ]
    press.say(runs, at[0], at[1], anchor="middle")


def sign(job: Job, office: Office, signed: Signing, recipients: Sequence[str]) -> None:
    """Boxes 7 to 9: recipients on the left, authority, room for a hand and a seal, name on the right."""
    press = job.press
    right = columns(press)[1]
    press.need((38 + 6 * len(signed.titles)) * MM)
    top = press.y + 2 * MM
    size = 13.0 if press.look.is_a else 12.5
    _recipients(press, recipients, top)
    press.y = top
    for title in signed.titles:
        run = Run(spelt(press, title), "bold", size, "signer_title")
        press.say([run], right, press.y, anchor="middle")
        press.y += press.height(size) * 0.95
    titles_end = press.y
    press.y += 25 * MM
    name = press.say([Run(signed.name, "bold", size, "signer")], right, press.y, anchor="middle")
    if job.sealed:
        stamp_over(job, office.issuer, (right, (titles_end + name[1]) / 2 - 1 * MM))
    press.y = max(press.y, name[3]) + press.height()


def _recipients(press: Press, recipients: Sequence[str], top: float) -> None:
    if not recipients:
        return
    press.say([Run("Nơi nhận:", "bold-italic", 12)], press.left, top)
    for n, text in enumerate(recipients):
        run = Run(f"- {text}{'.' if n == len(recipients) - 1 else ';'}", size=11)
        press.say([run], press.left, top + press.height(11.5) * (n + 1))


def stamp_over(job: Job, owner: str, middle: tuple[float, float]) -> None:
    """A blue signature in the middle, and the owner's seal over its left third."""
    hand = ink.signature(job.chance)
    red = ink.seal(job.chance, owner, job.press.look.family)
    x, y = round(middle[0]), round(middle[1])
    inks = job.press.leaf.inks
    inks.append((hand, x - hand.width // 2 + 60, y - hand.height // 2))
    inks.append((red, x - hand.width // 2 - 110, y - red.height // 2))


def titled(press: Press, title: str, subject: str) -> None:
    """Box 5a: the type in capitals and the subject, with a short rule below."""
    press.down(5)
    size = 14.0 if press.look.is_a else 13.5
    press.row([Run(title, "bold", size)], press.middle, anchor="middle")
    centred(press, [Run(subject, "bold", size, "subject")], press.middle, 128 * MM)
    y = press.y - press.height(size) * 0.56
    press.rule((press.middle - 22 * MM, y, press.middle + 22 * MM, y))
    press.down(5)

"""The blanks of forms and certificates: labels that differ by layout, rows that fit, who signs."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from samples.flow import Entry, form_line, form_row
from samples.frame import columns, issuer, motto, place_and_day, spelt, stamp_over
from samples.jobs import Job, short_day
from samples.offices import Office, Signing
from samples.people import Person
from samples.press import MM, Press, Run

Label = str | tuple[str, str]
"""A label as both layouts print it, or as a and as b."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A label and what stands behind it; `value` where the normalised value is not the text."""

    label: Label
    text: str
    field: str = ""
    value: str = ""
    style: str = "regular"

    def run(self) -> Run:
        """What was filled in."""
        return Run(self.text, self.style, field=self.field, value=self.value)


class Blanks:
    """Makes the blanks of one form from its table of labels, by the name of the field."""

    def __init__(self, labels: Mapping[str, Label]) -> None:
        self.labels = labels

    def __call__(self, field: str, text: str, value: str = "", *, bold: bool = False) -> Blank:
        """The blank of `field` with its label."""
        return Blank(self.labels[field], text, field, value, "bold" if bold else "regular")

    def day(self, field: str, day: dt.date) -> Blank:
        """The blank of `field` with a day in digits."""
        return self(field, short_day(day), day.isoformat())

    def plain(self, name: str, text: str) -> Blank:
        """A blank that is no value."""
        return Blank(self.labels[name], text)


def one(job: Job, label: Label) -> str:
    """The label as the paper's layout has it."""
    if isinstance(label, str):
        return label
    return label[0] if job.press.look.is_a else label[1]


def dotted(job: Job) -> None:
    """Leaders in both layouts: a form to fill in has them whoever printed it."""
    job.press.look = replace(job.press.look, leaders=True)


def fill_in(job: Job, rows: Sequence[Sequence[Blank]]) -> None:
    """Print rows of blanks; what does not fit beside each other stands below each other."""
    for row in rows:
        entries = [Entry(one(job, blank.label), blank.run()) for blank in row]
        stops = _stops(job.press, entries)
        if len(entries) > 1 and stops:
            form_row(job.press, entries, stops)
        else:
            for entry in entries:
                form_line(job.press, entry)


def _stops(press: Press, entries: Sequence[Entry]) -> list[float]:
    """Where each blank of a row starts, 0–1 of the column; empty where they do not fit."""
    wide = [press.width([Run(f"{entry.label} "), entry.value]) + 6 * MM for entry in entries]
    room = press.right - press.left
    slack = room - sum(wide)
    if slack < 0:
        return []
    starts = [sum(wide[:n]) + slack * n / len(wide) for n in range(len(wide))]
    return [start / room for start in starts]


def heading(job: Job, office: Office, *, field: bool = True) -> None:
    """Issuing body left, motto right, without number or day; `field`: the body is a value."""
    press, top, before = job.press, job.press.y, len(job.press.marks)
    last = issuer(press, office, top, room=60)
    if not field:
        del press.marks[before:]
    press.y = max(last, motto(press, top))


def title(job: Job, lines: Sequence[str], *, above: float = 12, below: float = 3) -> None:
    """Title lines in bold, centred; mm above the first and below the last."""
    press = job.press
    press.down(above)
    size = 15.0 if press.look.is_a else 14.0
    for line in lines:
        press.row([Run(spelt(press, line), "bold", size)], press.middle, anchor="middle")
    press.down(below)


def line(job: Job, runs: Sequence[Run]) -> None:
    """A centred line."""
    job.press.row(runs, job.press.middle, anchor="middle")


def certify(
    job: Job, office: Office, signed: Signing, day: dt.date | None = None, *, seal: str = ""
) -> None:
    """At the lower right: place and day where given, authority, room for hand and seal, name."""
    press = job.press
    press.need((32 + 6 * len(signed.titles) + (7 if day else 0)) * MM)
    press.down(2)
    right = columns(press)[1]
    if day:
        place_and_day(press, office.place, day, (right, press.y))
        press.y += press.height()
    for text in signed.titles:
        run = Run(spelt(press, text), "bold", 12.5, "signer_title")
        press.row([run], right, anchor="middle")
    start = press.y
    press.y += 23 * MM
    if job.sealed:
        stamp_over(job, seal or office.issuer, (right, start + 9 * MM))
    press.row([Run(signed.name, "bold", field="signer")], right, anchor="middle")


def identity_of(who: Person) -> str:
    """A person's card as civil-status papers cite it, number first."""
    card = "Thẻ căn cước" if who.id_issued >= dt.date(2024, 7, 1) else "Thẻ CCCD"
    given = short_day(who.id_issued)
    return f"{card} số {who.personal_id}, {who.id_issuer()} cấp ngày {given}"

"""The words and the seal by which an office certifies a copy, below what was copied."""

import datetime as dt

from samples.cases import after
from samples.frame import spelt, stamp_over
from samples.jobs import Job, long_day
from samples.offices import commune, signing
from samples.press import HEIGHT, MM, Run


def certified_copy(job: Job, copied: dt.date) -> None:
    """Layout b only: copies of cards are often handed in certified; never before `copied`."""
    press, chance = job.press, job.chance
    if press.look.is_a or not chance.odds(0.6):
        return
    day = max(job.case.received.date(), after(copied, 3))
    office = commune(job.case.place, day)
    press.y = HEIGHT - 110 * MM
    right = press.right - 45 * MM
    number = f"{chance.whole(12, 4800)}"
    book = f"{chance.whole(1, 4):02d}/{day.year} - SCT/BS"
    lines = (
        ("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "bold"),
        (f"Số chứng thực: {number} Quyển số: {book}", "regular"),
        (f"{office.place}, {long_day(press.look, day)}", "italic"),
        *(
            (spelt(press, title), "bold")
            for title in signing(chance, office, collective=False).titles
        ),
    )
    for text, style in lines:
        press.row([Run(text, style, 11)], right, anchor="middle")
    if job.sealed:
        stamp_over(job, office.issuer, (right, press.y + 10 * MM))
    press.y += 22 * MM
    press.row(
        [Run(signing(chance, office, collective=False).name, "bold", 11)], right, anchor="middle"
    )

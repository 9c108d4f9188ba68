"""What a printer is given, what it hands back, and how it writes days and sums."""

import datetime as dt
from dataclasses import dataclass

from samples.cases import Case
from samples.chance import Chance
from samples.look import Look
from samples.offices import Office
from samples.press import Press


@dataclass(frozen=True, slots=True)
class Job:
    """One paper to print. sealed: signed and stamped. for_dossier: must belong to the case."""

    press: Press
    case: Case
    chance: Chance
    sealed: bool
    for_dossier: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """What was printed. of_dossier: the paper carries the code or the facts of the case."""

    type: str
    type_name: str
    role: str
    of_dossier: bool


def long_day(look: Look, day: dt.date) -> str:
    """`ngày 05 tháng 3 năm 2024`: days under 10, months 1 and 2 padded (Nghị định 30)."""
    month = f"{day.month:02d}" if look.padded_month or day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_day(day: dt.date) -> str:
    """`05/03/2024`."""
    return f"{day:%d/%m/%Y}"


def money(amount: int) -> str:
    """Thousands parted by dots: `1.500.000`."""
    return f"{amount:,}".replace(",", ".")


def fill(job: Job, text: str, office: Office) -> str:
    """Put this paper's numbers into a sentence of `wording`."""
    chance, day = job.chance, job.case.decided
    return text.format(
        n=chance.whole(12, 960),
        n2=chance.whole(5, 24),
        n3=chance.whole(1, 4),
        n4=money(chance.whole(1200, 9800)),
        n6=chance.whole(100000, 899999),
        past=f"{day - dt.timedelta(days=chance.whole(40, 400)):%d/%m/%Y}",
        d=f"{day + dt.timedelta(days=chance.whole(10, 40)):%d/%m/%Y}",
        year=day.year,
        month=day.month,
        rate=f"{chance.whole(610, 989) / 10}".replace(".", ","),
        rate2=f"{chance.whole(350, 890) / 10}".replace(".", ","),
        area=f"{chance.whole(900, 9800) / 10}".replace(".", ","),
        office=office.name,
        code=job.case.code,
        name=job.case.applicant.name,
        address=job.case.applicant.home.address(day),
        request=job.case.procedure.request,
        received=f"{job.case.received:%d/%m/%Y}",
    )

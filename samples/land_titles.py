"""The facts of a land certificate, and who gave them out when."""

import datetime as dt
from dataclasses import dataclass

from samples.codes import land_serial, old_card_number
from samples.jobs import Job
from samples.offices import Office, above, commune
from samples.people import Person
from samples.places import MERGER
from samples.plots import Plot, draw_plot

_NEW_FORM = dt.date(2025, 1, 1)
_LAST_OLD = dt.date(2024, 6, 28)
_CARDS = dt.date(2021, 3, 1)
_BRANCHES = dt.date(2016, 1, 1)


@dataclass(frozen=True, slots=True)
class LandTitle:
    """A certificate's facts. identity: what stands before the owner's number, and the number."""

    owner: Person
    identity: tuple[str, str]
    plot: Plot
    where: str
    day: dt.date
    serial: str
    book: str


def _issued(job: Job, who: Person) -> dt.date:
    """A day on which the layout's form was given out and the owner was grown."""
    day = job.case.decided
    if not job.press.look.is_a:
        return day if day >= _NEW_FORM else day + dt.timedelta(days=730)
    first = max(dt.date(2010, 3, 1), who.birth + dt.timedelta(days=19 * 366))
    last = max(first + dt.timedelta(days=30), _LAST_OLD)
    return job.chance.workday(first + dt.timedelta(days=7), last)


def draw_title(job: Job) -> LandTitle:
    """A title of the applicant, on the form of the layout."""
    chance, who = job.chance, job.case.applicant
    day = _issued(job, who)
    identity = ("CCCD số", who.personal_id)
    if day < _CARDS:
        identity = ("CMND số", old_card_number(chance, job.case.place))
    letters = chance.pick(("CS", "CS", "CH", "VP"))
    return LandTitle(
        owner=who,
        identity=identity,
        plot=draw_plot(chance),
        where=f"{who.home.hamlet}, {job.case.place.path(day)}",
        day=day,
        serial=land_serial(chance, 6 if job.press.look.is_a else 8),
        book=f"{letters} {chance.whole(12, 19999):05d}",
    )


def land_office(job: Job, day: dt.date) -> Office:
    """The district or, since 2016, also its land office; the commune since the merger."""
    place = job.case.place
    if day >= MERGER:
        return commune(place, day)
    district = above(place, day)
    if day < _BRANCHES or day.day % 2:
        return district
    name = f"Chi nhánh Văn phòng đăng ký đất đai {place.district}"
    return Office("", (name.upper(),), name, district.place, "VPĐK", "GIÁM ĐỐC", "")

"""Who registers companies and household businesses, and when their certificates were changed."""

import datetime as dt
from dataclasses import dataclass

from samples.blanks import line
from samples.jobs import Job, long_day
from samples.offices import Office, commune
from samples.places import MERGER, Place
from samples.press import Run

_FINANCE = dt.date(2025, 3, 1)
"""Since then the department of finance registers businesses, before it the one of planning."""


def company_registrar(place: Place, day: dt.date) -> Office:
    """The room of the province that registers companies."""
    province = "tỉnh Tuyên Quang" if day >= MERGER else place.province
    parent = "SỞ TÀI CHÍNH" if day >= _FINANCE else "SỞ KẾ HOẠCH VÀ ĐẦU TƯ"
    return Office(
        parent=f"{parent} {province.upper()}",
        heading=("PHÒNG ĐĂNG KÝ KINH DOANH",),
        name="Phòng Đăng ký kinh doanh",
        place=province.removeprefix("tỉnh "),
        symbol="ĐKKD",
        head="TRƯỞNG PHÒNG",
        board="",
    )


def shop_registrar(place: Place, day: dt.date) -> Office:
    """A room of the commune registers household businesses since the merger, of the district before."""
    if day >= MERGER:
        own, area, room = commune(place, day).place, place.unit(day), "PHÒNG KINH TẾ"
    else:
        own = place.district.split(" ", 1)[1].removeprefix("phố ")
        area, room = place.district, "PHÒNG TÀI CHÍNH - KẾ HOẠCH"
    return Office(f"UBND {area.upper()}", (room,), room.title(), own, "PTC", "TRƯỞNG PHÒNG", "")


@dataclass(frozen=True, slots=True)
class Registered:
    """First registration, and which change of when stands on the paper; change 0: none."""

    first: dt.date
    change: int
    changed: dt.date


def draw_dates(job: Job) -> Registered:
    """Registered first now, or years ago and changed now."""
    chance, day = job.chance, job.case.decided
    change = chance.whole(1, 6) if chance.odds(0.6) else 0
    if not change:
        return Registered(day, 0, day)
    first = chance.workday(dt.date(2012, 3, 1), day - dt.timedelta(days=90))
    return Registered(first, change, day)


def print_dates(job: Job, dates: Registered) -> None:
    """The lines in italics below the number."""
    look = job.press.look
    label = "Đăng ký lần đầu: " if look.is_a else "Đăng ký lần đầu, "
    first = Run(
        long_day(look, dates.first), "italic", 0, "first_registered", dates.first.isoformat()
    )
    line(job, [Run(label, "italic"), first])
    if dates.change:
        day = long_day(look, dates.changed)
        runs = [
            Run("Đăng ký thay đổi lần thứ: ", "italic"),
            Run(str(dates.change), "italic", field="change_number"),
            Run(", ", "italic"),
            Run(day, "italic", field="changed", value=dates.changed.isoformat()),
        ]
        line(job, runs)
    job.press.down(2)

"""The bodies that issue papers: heading, place, symbol, who signs."""

import datetime as dt
from dataclasses import dataclass

from samples.chance import Chance
from samples.people import full_name, pick_people
from samples.places import MERGER, Place


@dataclass(frozen=True, slots=True)
class Office:
    """An issuing body. parent: its superior body's line, empty where the heading has none.

    heading: its own lines, in capitals. name: as in running text. symbol: as in document numbers.
    head: title of its head, its deputy is `PHÓ …`; board: what `TM.` names, empty for a department.
    """

    parent: str
    heading: tuple[str, ...]
    name: str
    place: str
    symbol: str
    head: str
    board: str

    @property
    def issuer(self) -> str:
        """The heading as one text."""
        return " ".join((self.parent, *self.heading)).strip()


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs: lines of authority and title from above, name below."""

    titles: tuple[str, ...]
    name: str


_COMMITTEE = "ỦY BAN NHÂN DÂN"


def _committee(area: str) -> Office:
    proper = area.split(" ", 1)[1].removeprefix("phố ").removeprefix("trấn ")
    return Office(
        parent="",
        heading=(_COMMITTEE, area.upper()),
        name=f"Ủy ban nhân dân {area}",
        place=proper,
        symbol="UBND",
        head="CHỦ TỊCH",
        board=_COMMITTEE,
    )


def commune(place: Place, day: dt.date) -> Office:
    """The people's committee of the commune as it stood that day."""
    return _committee(place.unit(day))


def above(place: Place, day: dt.date) -> Office:
    """The committee one level up: the district before the merger, the province since."""
    return _committee("tỉnh Tuyên Quang" if day >= MERGER else place.district)


_DEPARTMENTS = (
    ("Sở Nội vụ", "SNV"),
    ("Sở Tư pháp", "STP"),
    ("Sở Y tế", "SYT"),
    ("Sở Tài chính", "STC"),
    ("Sở Nông nghiệp và Môi trường", "SNNMT"),
)


def department(chance: Chance, place: Place, day: dt.date) -> Office:
    """A department of the province."""
    province = "tỉnh Tuyên Quang" if day >= MERGER else place.province
    name, symbol = chance.pick(_DEPARTMENTS)
    seat = province.removeprefix("tỉnh ")
    heading = (name.upper(),)
    return Office(f"UBND {province.upper()}", heading, name, seat, symbol, "GIÁM ĐỐC", "")


def official(chance: Chance) -> str:
    """The name of someone who works in an office."""
    return full_name(chance, pick_people(chance), chance.pick(("Nam", "Nam", "Nữ")))


def signing(chance: Chance, office: Office, *, collective: bool) -> Signing:
    """Head or deputy; `collective` bodies sign on behalf of the board."""
    deputy = chance.odds(0.5)
    own = (f"KT. {office.head}", f"PHÓ {office.head}") if deputy else (office.head,)
    board = (f"TM. {office.board}",) if collective and office.board else ()
    return Signing((*board, *own), official(chance))


def desk(place: Place, day: dt.date) -> str:
    """Where dossiers are handed in: the public service centre since the merger, a desk before."""
    if day >= MERGER:
        return f"Trung tâm Phục vụ hành chính công {place.unit(day)}"
    return f"Bộ phận Tiếp nhận và Trả kết quả UBND {place.unit(day)}"

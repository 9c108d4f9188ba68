"""Phiếu lý lịch tư pháp số 1 (`domain.md` §3.12)."""

import datetime as dt

from samples.blanks import Blank, Blanks, certify, fill_in, title
from samples.cases import Case
from samples.chance import Chance
from samples.flow import paragraph
from samples.frame import head
from samples.jobs import Job, Printed
from samples.offices import Office, signing
from samples.places import MERGER, Place
from samples.press import Run

POLICE = dt.date(2025, 3, 1)
"""Since then the police gives out judicial records and driving licences."""

_BLANKS = Blanks(
    {
        "owner_name": "1. Họ và tên:",
        "sex": "2. Giới tính:",
        "birth_date": ("3. Ngày, tháng, năm sinh:", "3. Sinh ngày:"),
        "birth_place": "4. Nơi sinh:",
        "nationality": "5. Quốc tịch:",
        "address": ("6. Nơi thường trú:", "7. Nơi thường trú:"),
        "stay_address": ("7. Nơi tạm trú:", "6. Nơi tạm trú:"),
        "personal_id": ("8. Số CCCD/Hộ chiếu:", "8. Giấy CMND/Hộ chiếu/CCCD số:"),
        "id_issued": ("Ngày cấp:", "Cấp ngày:"),
        "id_issuer": ("Nơi cấp:", "Tại:"),
        "criminal_record": ("9. Tình trạng án tích:", "9. Án tích:"),
        "office_ban": (
            "10. Thông tin về cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã:",
            "10. Về việc cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp:",
        ),
    }
)


def _keeper(place: Place, day: dt.date) -> Office:
    """Who keeps the records: a department of justice, the police since March 2025."""
    province = "tỉnh Tuyên Quang" if day >= MERGER else place.province
    seat = province.removeprefix("tỉnh ")
    if day >= POLICE:
        lines = (f"CÔNG AN {province.upper()}",)
        return Office("BỘ CÔNG AN", lines, f"Công an {province}", seat, "CAT", "GIÁM ĐỐC", "")
    parent = f"UBND {province.upper()}"
    return Office(parent, ("SỞ TƯ PHÁP",), "Sở Tư pháp", seat, "STP", "GIÁM ĐỐC", "")


def _record(chance: Chance) -> tuple[str, str]:
    """Nine of ten have no record; what stands under 9 and 10."""
    if chance.odds(0.9):
        return "Không có án tích", "Không bị cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp"
    return "Đã được xóa án tích", "Không có thông tin"


def judicial_record(job: Job) -> Printed:
    """Phiếu số 1; b with older labels, and the stay before the home."""
    press, case, a = job.press, job.case, job.press.look.is_a
    day = case.decided
    office = _keeper(case.place, day)
    letters = f"{office.symbol}-LLTP" if a else "LLTP"
    head(job, office, f"{case.number}/{letters}", day)
    title(job, ["PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1"], above=6)
    law = "Căn cứ Luật Lý lịch tư pháp ngày 17 tháng 6 năm 2009;"
    paragraph(press, [Run(law, "italic" if a else "regular")])
    says = f"{office.name} xác nhận:" if a else "XÁC NHẬN:"
    paragraph(press, [Run(says, "bold")], justify=False)
    fill_in(job, _person(job, case, day))
    record, ban = _record(job.chance)
    fill_in(job, [[_BLANKS("criminal_record", record)], [_BLANKS("office_ban", ban)]])
    certify(job, office, signing(job.chance, office, collective=False))
    name = "Phiếu lý lịch tư pháp"
    return Printed("phieu-ly-lich-tu-phap", name, "result", of_dossier=False)


def _person(job: Job, case: Case, day: dt.date) -> list[list[Blank]]:
    """Rows 1 to 8: who it is about."""
    who = case.applicant
    born = case.place.path(dt.date(2020, 1, 1))
    home = _BLANKS("address", who.home.address(day))
    stays = "Không" if job.chance.odds(0.4) else who.home.address(day)
    stay = _BLANKS("stay_address", stays)
    return [
        [_BLANKS("owner_name", who.name.upper(), bold=True)],
        [_BLANKS("sex", who.sex)],
        [_BLANKS.day("birth_date", who.birth)],
        [_BLANKS("birth_place", born[0].upper() + born[1:])],
        [_BLANKS("nationality", "Việt Nam")],
        *([[home], [stay]] if job.press.look.is_a else [[stay], [home]]),
        [_BLANKS("personal_id", who.personal_id)],
        [_BLANKS.day("id_issued", who.id_issued)],
        [_BLANKS("id_issuer", who.id_issuer())],
    ]

"""Judicial records and building permits (`domain.md` §3.12, §3.13)."""

import datetime as dt

from samples.blanks import Blank, certify, day_blank, fill_in, title
from samples.chance import Chance
from samples.flow import paragraph
from samples.frame import head, sign
from samples.jobs import Job, Printed
from samples.offices import Office, commune, signing
from samples.places import MERGER, Place
from samples.plots import draw_plot
from samples.press import Run

_POLICE = dt.date(2025, 3, 1)
"""Since then the police gives out judicial records and driving licences."""


def _keeper(place: Place, day: dt.date) -> Office:
    """Who keeps judicial records: a department of justice, the police since March 2025."""
    province = "tỉnh Tuyên Quang" if day >= MERGER else place.province
    seat = province.removeprefix("tỉnh ")
    if day >= _POLICE:
        name = f"CÔNG AN {province.upper()}"
        return Office("BỘ CÔNG AN", (name,), f"Công an {province}", seat, "LLTP", "GIÁM ĐỐC", "")
    return Office(
        f"UBND {province.upper()}", ("SỞ TƯ PHÁP",), "Sở Tư pháp", seat, "LLTP", "GIÁM ĐỐC", ""
    )


def _record(chance: Chance) -> tuple[str, str]:
    """Nine of ten have no record; what stands under 9 and 10."""
    if chance.odds(0.9):
        return (
            "Không có án tích",
            "Không bị cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã",
        )
    return "Đã được xóa án tích", "Không có thông tin"


def judicial_record(job: Job) -> Printed:
    """Phiếu lý lịch tư pháp số 1; b with the labels of the form before 2024 and the stay before the home."""
    press, case, chance, a = job.press, job.case, job.chance, job.press.look.is_a
    who, day = case.applicant, case.decided
    office = _keeper(case.place, day)
    head(
        job,
        office,
        f"{case.number}/{'STP-LLTP' if day < _POLICE else 'CAT-LLTP'}"
        if a
        else f"{case.number}/LLTP",
        day,
    )
    title(job, ["PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1"], above=6)
    record, ban = _record(chance)
    paragraph(
        press,
        [
            Run(
                "Căn cứ Luật Lý lịch tư pháp ngày 17 tháng 6 năm 2009;",
                "italic" if a else "regular",
            )
        ],
    )
    paragraph(press, [Run(f"{office.name} xác nhận:" if a else "XÁC NHẬN:", "bold")], justify=False)
    home = Blank(("6. Nơi thường trú:", "7. Nơi thường trú:"), who.home.address(day), "address")
    stay_text = "Không" if chance.odds(0.4) else who.home.address(day)
    stay = Blank(("7. Nơi tạm trú:", "6. Nơi tạm trú:"), stay_text, "stay_address")
    card = "8. Thẻ căn cước số:" if who.id_issued >= dt.date(2024, 7, 1) else "8. Thẻ CCCD số:"
    identity = Blank((card, "8. Giấy CMND/Hộ chiếu/CCCD số:"), who.personal_id, "personal_id")
    given = day_blank(("Ngày cấp:", "Cấp ngày:"), who.id_issued, "id_issued")
    born = commune(case.place, who.birth).name.removeprefix("Ủy ban nhân dân ")
    rows = [
        [Blank("1. Họ và tên:", who.name.upper(), "owner_name", style="bold")],
        [Blank("2. Giới tính:", who.sex, "sex")],
        [day_blank(("3. Ngày, tháng, năm sinh:", "3. Sinh ngày:"), who.birth, "birth_date")],
        [
            Blank(
                "4. Nơi sinh:",
                f"{born[0].upper()}{born[1:]}, {case.place.path(dt.date(2020, 1, 1)).split(', ', 1)[1]}",
                "birth_place",
            )
        ],
        [Blank("5. Quốc tịch:", "Việt Nam", "nationality")],
        *([[home], [stay]] if a else [[stay], [home]]),
        [identity],
        [given],
        [Blank(("Nơi cấp:", "Tại:"), who.id_issuer(), "id_issuer")],
        [Blank(("9. Tình trạng án tích:", "9. Án tích:"), record, "criminal_record")],
        [
            Blank(
                (
                    "10. Thông tin về cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã:",
                    "10. Về việc cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp:",
                ),
                ban,
                "office_ban",
            )
        ],
    ]
    fill_in(job, rows)
    certify(job, office, signing(chance, office, collective=False))
    return Printed("phieu-ly-lich-tu-phap", "Phiếu lý lịch tư pháp", "result", of_dossier=False)


_BUILDINGS = (
    "Nhà ở riêng lẻ",
    "Nhà ở gia đình",
    "Nhà ở kết hợp kinh doanh",
    "Nhà xưởng sản xuất",
    "Nhà văn hóa thôn",
)


def _permit_office(place: Place, day: dt.date) -> Office:
    if day >= MERGER:
        return commune(place, day)
    proper = place.district.split(" ", 1)[1].removeprefix("phố ")
    lines = ("ỦY BAN NHÂN DÂN", place.district.upper())
    name = f"Ủy ban nhân dân {place.district}"
    return Office("", lines, name, proper, "UBND", "CHỦ TỊCH", "ỦY BAN NHÂN DÂN")


def _metres(tenths: int) -> tuple[str, str]:
    """`102,5` and `102.5`."""
    whole, tenth = divmod(tenths, 10)
    grouped = f"{whole:,}".replace(",", ".")
    return (f"{grouped},{tenth}", f"{whole}.{tenth}") if tenth else (grouped, str(whole))


def building_permit(job: Job) -> Printed:
    """Giấy phép xây dựng of a house."""
    press, case, chance, a = job.press, job.case, job.chance, job.press.look.is_a
    who, day, plot = case.applicant, case.decided, draw_plot(chance)
    office = _permit_office(case.place, day)
    head(job, office, f"{case.number:02d}/GPXD", day)
    title(job, ["GIẤY PHÉP XÂY DỰNG"], above=6, below=0)
    press.row(
        [Run("(Sử dụng cho công trình nhà ở riêng lẻ)", "italic")], press.middle, anchor="middle"
    )
    press.down(2)
    floors = chance.whole(1, 5)
    ground = chance.whole(600, 2400)
    total = ground * floors + (chance.whole(1, 99) if floors > 1 else 0)
    high = chance.whole(floors * 33, floors * 40)
    area, floor_area, height = _metres(ground), _metres(total), _metres(high)
    where = f"{who.home.hamlet}, {case.place.path(day)}"
    paper = f"Giấy chứng nhận quyền sử dụng đất số {chance.pick(('BX', 'CN', 'CS', 'DB'))} {chance.whole(1, 999999):06d}"
    mister = "ông" if who.sex == "Nam" else "bà"
    drawn = f"Công ty TNHH Tư vấn xây dựng {chance.pick(('An Phát', 'Sông Lô', 'Việt Bắc'))}"
    owner = Blank(
        (f"1. Cấp cho {mister}:", "1. Cấp cho chủ đầu tư:"), who.name, "owner_name", style="bold"
    )
    sizes = [
        [
            Blank(
                ("- Diện tích xây dựng tầng một:", "+ Diện tích xây dựng tầng 1 (tầng trệt):"),
                f"{area[0]} m²",
                "ground_area",
                area[1],
            )
        ],
        [
            Blank(
                ("- Tổng diện tích sàn:", "+ Tổng diện tích sàn xây dựng:"),
                f"{floor_area[0]} m²",
                "floor_area",
                floor_area[1],
            )
        ],
    ]
    tall = Blank(
        ("- Chiều cao công trình:", "+ Chiều cao toàn công trình:"),
        f"{height[0]} m",
        "height",
        height[1],
    )
    levels = Blank(
        ("- Số tầng:", "+ Số tầng:"), f"{floors:02d}" if a else str(floors), "floors", str(floors)
    )
    vertical = [[tall], [levels]] if a else [[levels, tall]]
    rows = [
        [owner],
        [Blank(("Địa chỉ:", "Địa chỉ thường trú:"), who.home.address(day), "address")],
        [
            Blank(
                (
                    "2. Được phép xây dựng công trình:",
                    "2. Được phép xây dựng công trình (loại công trình):",
                ),
                chance.pick(_BUILDINGS),
                "building",
            )
        ],
        [
            Blank("- Theo thiết kế có ký hiệu:", f"KT-{chance.whole(1, 40):02d}/{day.year}"),
            Blank("do", drawn),
        ],
        [Blank(("- Vị trí xây dựng:", "+ Tại:"), where, "location")],
        [
            Blank(("- Thửa đất số:", "+ Lô đất số:"), str(plot.number), "plot"),
            Blank("tờ bản đồ số:", str(plot.sheet), "map_sheet"),
        ],
        [
            Blank(("- Mật độ xây dựng:", "+ Mật độ xây dựng:"), f"{chance.whole(40, 95)}%"),
            Blank("hệ số sử dụng đất:", f"{floors * 0.8:.1f}".replace(".", ",")),
        ],
        [
            Blank(
                ("- Chỉ giới xây dựng:", "+ Chỉ giới đường đỏ, chỉ giới xây dựng:"),
                f"cách tim đường {chance.whole(4, 12)},{chance.whole(1, 9)} m",
            )
        ],
        *(sizes + vertical if a else vertical + sizes),
        [
            Blank(
                ("3. Giấy tờ về quyền sử dụng đất:", "3. Giấy tờ về đất đai:"), paper, "land_paper"
            )
        ],
    ]
    fill_in(job, rows)
    last = "4. Giấy phép này có hiệu lực khởi công xây dựng trong thời hạn 12 tháng kể từ ngày cấp; quá thời hạn trên thì phải đề nghị gia hạn giấy phép xây dựng."
    paragraph(press, [Run(last)], indent=0)
    sign(job, office, signing(chance, office, collective=True), ["Như trên", "Lưu: VT, KT"])
    return Printed("giay-phep-xay-dung", "Giấy phép xây dựng", "result", of_dossier=False)

"""Which papers lie in a dossier's pile, in the order in which a clerk lays them."""

import datetime as dt

from samples.cases import BIRTH, Case
from samples.chance import Chance
from samples.procedures import EXTRACT, LAND, MARRIAGE
from samples.receipts import TYPE as RECEIPT

Laid = tuple[str, str]
"""Kind and role of a paper."""

_ENCLOSED = {
    BIRTH.code: ("giay-chung-sinh", "giay-chung-nhan-ket-hon"),
    MARRIAGE.code: ("giay-xac-nhan-tinh-trang-hon-nhan",),
    EXTRACT.code: ("giay-uy-quyen",),
    LAND.code: ("giay-chung-nhan-quyen-su-dung-dat", "ban-thoa-thuan"),
}
_SLIPS = (
    "phieu-yeu-cau-bo-sung-hoan-thien-ho-so",
    "phieu-xin-loi-va-hen-lai-ngay-tra-ket-qua",
    "phieu-kiem-soat-qua-trinh-giai-quyet-ho-so",
)
_BY_THE_WAY = (
    "to-trinh",
    "bien-ban",
    "phieu-chuyen",
    "cong-van",
    "bao-cao",
    "thong-bao",
    "ke-hoach",
    "quy-che",
    "giay-moi",
    "quyet-dinh",
)


def pile(case: Case, chance: Chance) -> list[Laid]:
    """Application, receipt, card, enclosures, slips and letters on the way, result: three to nine."""
    known = case.procedure
    new = case.applicant.id_issued >= dt.date(2024, 7, 1)
    between = [RECEIPT] if chance.odds(0.8) else []
    between += ["can-cuoc" if new else "can-cuoc-cong-dan"] if chance.odds(0.7) else []
    between += _ENCLOSED.get(known.code, ())
    between += chance.some(_SLIPS, chance.whole(0, 1))
    between += chance.some(_BY_THE_WAY, chance.whole(0, 2))
    papers = [(known.application, "application"), *((kind, "attachment") for kind in between)]
    return [*papers, (known.result, "result")] if known.result else papers

"""Which function prints which kind of paper; a kind is the slug of its Vietnamese name."""

from collections.abc import Callable

from samples.building_permits import building_permit
from samples.businesses import company_certificate, shop_certificate
from samples.certificates import birth_certificate, birth_notice
from samples.civil_status import copy_form, death_extract, marital_confirmation
from samples.desk_slips import apology, control, refusal, supplement
from samples.driving_licence import driving_licence
from samples.forms import application, birth_form
from samples.general_letters import letter_printers
from samples.identity_cards import citizen_card, identity_card
from samples.jobs import Job, Printed
from samples.judicial_records import judicial_record
from samples.land import land_certificate
from samples.land_change import land_change
from samples.letters import decision, official_letter
from samples.marriages import marriage_certificate, marriage_form
from samples.receipts import receipt
from samples.reports import report
from samples.residence import residence_form

_FIRST: dict[str, Callable[[Job], Printed]] = {
    "quyet-dinh": decision,
    "cong-van": official_letter,
    "bao-cao": report,
    "giay-tiep-nhan-ho-so-va-hen-tra-ket-qua": receipt,
    "don-de-nghi": application,
    "to-khai-dang-ky-khai-sinh": birth_form,
    "giay-khai-sinh": birth_certificate,
    "giay-chung-sinh": birth_notice,
}
_FURTHER: dict[str, Callable[[Job], Printed]] = {
    "phieu-yeu-cau-bo-sung-hoan-thien-ho-so": supplement,
    "phieu-tu-choi-tiep-nhan-giai-quyet-ho-so": refusal,
    "phieu-xin-loi-va-hen-lai-ngay-tra-ket-qua": apology,
    "phieu-kiem-soat-qua-trinh-giai-quyet-ho-so": control,
    "to-khai-dang-ky-ket-hon": marriage_form,
    "giay-chung-nhan-ket-hon": marriage_certificate,
    "trich-luc-khai-tu": death_extract,
    "giay-xac-nhan-tinh-trang-hon-nhan": marital_confirmation,
    "to-khai-cap-ban-sao-trich-luc-ho-tich": copy_form,
    "to-khai-thay-doi-thong-tin-cu-tru": residence_form,
    "giay-chung-nhan-quyen-su-dung-dat": land_certificate,
    "don-dang-ky-bien-dong-dat-dai": land_change,
    "giay-chung-nhan-dang-ky-doanh-nghiep": company_certificate,
    "giay-chung-nhan-dang-ky-ho-kinh-doanh": shop_certificate,
    "phieu-ly-lich-tu-phap": judicial_record,
    "giay-phep-xay-dung": building_permit,
    "giay-phep-lai-xe": driving_licence,
    "can-cuoc-cong-dan": citizen_card,
    "can-cuoc": identity_card,
}
_LETTERS = letter_printers()
PRINTERS = _FIRST | _FURTHER | _LETTERS
LETTERS = frozenset(("quyet-dinh", "cong-van", "bao-cao", *_LETTERS))
"""What offices send each other, so that a registry may have stamped it."""
KINDS = tuple(_FIRST)
"""The eight kinds that benchmarks of reading have always gone round; their lots must not change."""
EVERY_KIND = tuple(PRINTERS)
"""All kinds, the eight of `KINDS` first."""

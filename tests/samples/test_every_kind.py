import datetime as dt
import re
import unicodedata

import pytest
import zxingcpp

import samples
from samples.codes import check_digit
from samples.press import MARK

LETTER = "issuer number issued place subject signer_title signer"
SLIP = "issuer number issued place"
LAND = (
    "serial owner_name owner_birth_year? owner_id address? plot map_sheet plot_address area "
    "area_words? use_form purpose term origin book_number issuer issued signer_title signer"
)
BUSINESS_OWNER = (
    "owner_name sex birth_date ethnicity nationality personal_id id_issued id_issuer owner_address"
)
FIELDS = {
    "giay-chung-sinh": "issuer number mother_name mother_birth_year address owner_id birth_date sex "
    "weight child_name",
    "phieu-yeu-cau-bo-sung-hoan-thien-ho-so": f"{SLIP} dossier_code applicant request address phone "
    "components reason signer",
    "phieu-tu-choi-tiep-nhan-giai-quyet-ho-so": f"{SLIP} applicant address phone request reason signer",
    "phieu-xin-loi-va-hen-lai-ngay-tra-ket-qua": f"{SLIP} dossier_code applicant request due_at "
    "new_due_at reason signer",
    "phieu-kiem-soat-qua-trinh-giai-quyet-ho-so": "dossier_code issuer received_at request",
    "to-khai-dang-ky-ket-hon": "addressee bride_name bride_birth_date bride_ethnicity "
    "bride_nationality bride_address bride_id groom_name groom_birth_date groom_ethnicity "
    "groom_nationality groom_address groom_id issued",
    "giay-chung-nhan-ket-hon": "number wife_name wife_birth_date wife_ethnicity wife_nationality "
    "wife_address wife_id husband_name husband_birth_date husband_ethnicity husband_nationality "
    "husband_address husband_id issuer issued signer_title signer",
    "trich-luc-khai-tu": f"{SLIP} deceased_name birth_date sex ethnicity nationality last_address "
    "owner_id death_date death_place death_cause registered_at registered_number registered_date "
    "signer_title signer",
    "giay-xac-nhan-tinh-trang-hon-nhan": f"{SLIP} owner_name birth_date sex ethnicity nationality "
    "owner_id address marital_status purpose signer_title signer",
    "to-khai-cap-ban-sao-trich-luc-ho-tich": "addressee applicant address owner_id relation "
    "subject_name birth_date registered_at registered_number book registered_date copies issued",
    "to-khai-thay-doi-thong-tin-cu-tru": "addressee owner_name birth_date sex personal_id phone email "
    "head_name relation head_id request",
    "giay-chung-nhan-quyen-su-dung-dat": LAND,
    "don-dang-ky-bien-dong-dat-dai": "addressee applicant owner_id address phone change_content "
    "book_number serial issued_certificate plot map_sheet components issued",
    "giay-chung-nhan-dang-ky-doanh-nghiep": "issuer tax_code first_registered change_number? changed? "
    "company_name company_name_foreign company_name_short address phone email capital capital_words "
    f"{BUSINESS_OWNER} position signer_title signer",
    "giay-chung-nhan-dang-ky-ho-kinh-doanh": "issuer number first_registered change_number? changed? "
    f"business_name address phone trades capital {BUSINESS_OWNER} signer_title signer",
    "phieu-ly-lich-tu-phap": f"{SLIP} owner_name sex birth_date birth_place nationality address "
    "stay_address personal_id id_issued id_issuer criminal_record office_ban signer_title signer",
    "giay-phep-xay-dung": f"{SLIP} owner_name address building location plot map_sheet ground_area "
    "floor_area height floors land_paper signer_title signer",
    "giay-phep-lai-xe": "number owner_name birth_date nationality address class expires place issued "
    "signer",
    "can-cuoc-cong-dan": "personal_id owner_name birth_date sex nationality home_town address expires "
    "issued mrz_id",
    "can-cuoc": "personal_id owner_name birth_date sex nationality address birth_place issued expires "
    "mrz_id",
}
LETTERS = samples.EVERY_KIND[-26:]
ADDED = samples.EVERY_KIND[8:]
EACH = [(kind, layout) for kind in ADDED for layout in samples.LAYOUTS]
DAYS = re.compile(r"issued|changed|.*_at|.*date$|first_registered")


def _text(truth):
    return " ".join(line.text for page in truth.pages for line in page.lines)


def _sound(truth):
    """The truth stands on its pages, and every page says that it is a specimen."""
    text = _text(truth)
    for field in truth.fields:
        assert unicodedata.is_normalized("NFC", field.value + field.raw)
        assert field.value
        assert all(word in text for word in field.raw.split()), field
        left, top, right, bottom = field.box
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= 1
    for page in truth.pages:
        assert MARK in [line.text for line in page.lines]
        for line in page.lines:
            assert "...." not in line.text
            assert line.box[0] < line.box[2] < 0.99, line
            assert line.box[1] < line.box[3] < 0.99, line


def _as_named(truth):
    names = {field.name for field in truth.fields}
    wanted = FIELDS.get(truth.type, LETTER).split()
    assert {name for name in wanted if not name.endswith("?")} <= names
    assert names <= {name.removesuffix("?") for name in wanted}


def _consistent(truth):
    """Days are days, numbers fit the person they belong to."""
    for field in truth.fields:
        if DAYS.fullmatch(field.name) and field.name != "registered_at":
            dt.date.fromisoformat(field.value)
        if field.name in ("personal_id", "head_id", "mrz_id", "bride_id", "groom_id"):
            assert re.fullmatch(r"\d{12}", field.value)
        if field.name in ("capital", "area", "ground_area", "floor_area", "height"):
            assert re.fullmatch(r"\d+(\.\d)?", field.value)
    born, number, sex = truth.value("birth_date"), truth.value("personal_id"), truth.value("sex")
    if born and number and sex:
        assert number[4:6] == born[2:4]
        assert int(number[3]) == (int(born[:2]) - 19) * 2 + (sex == "Nữ")


def test_all_types_are_made_and_the_first_eight_stay_first():
    assert len(samples.EVERY_KIND) == len(set(samples.EVERY_KIND)) == 53
    assert samples.EVERY_KIND[:8] == samples.KINDS
    assert set(FIELDS) - set(samples.KINDS) == set(ADDED) - set(LETTERS)


@pytest.mark.parametrize(
    ("kind", "layout"), [("to-khai-thay-doi-thong-tin-cu-tru", "a"), ("can-cuoc", "b")]
)
def test_a_new_kind_tells_the_truth_about_its_pages(made, kind, layout):
    truth = made(kind, layout, "plain", 3).truth
    _sound(truth)
    _as_named(truth)
    _consistent(truth)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "layout"), EACH)
def test_each_kind_tells_the_truth_about_its_pages(kind, layout):
    for seed in (1, 2):
        truth = samples.paper(kind, layout, "plain", seed).truth
        assert (truth.type, truth.layout) == (kind, layout)
        _sound(truth)
        _as_named(truth)
        _consistent(truth)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "layout"), EACH)
def test_each_truth_box_of_each_kind_holds_ink(upright, cut, kind, layout):
    paper = samples.paper(kind, layout, "clean", 2)
    for number, page in enumerate(paper.truth.pages, 1):
        pixels = upright(paper, number)
        for line in page.lines:
            assert cut(pixels, line.box).min() < 125, line


@pytest.mark.slow
@pytest.mark.parametrize("kind", ADDED)
def test_the_same_order_gives_the_same_pixels_of_each_kind(kind):
    first, again = samples.paper(kind, "b", "plain", 1), samples.paper(kind, "b", "plain", 1)
    assert first.truth == again.truth
    assert [page.tobytes() for page in first.pages] == [page.tobytes() for page in again.pages]


@pytest.mark.slow
@pytest.mark.parametrize("level", samples.LEVELS)
@pytest.mark.parametrize("kind", ["can-cuoc-cong-dan", "giay-chung-nhan-quyen-su-dung-dat"])
def test_coloured_papers_come_in_every_level(kind, level):
    _sound(samples.paper(kind, "a", level, 4).truth)


@pytest.mark.slow
@pytest.mark.parametrize("layout", samples.LAYOUTS)
@pytest.mark.parametrize("level", ["clean", "scan"])
@pytest.mark.parametrize("kind", ["can-cuoc-cong-dan", "can-cuoc", "giay-phep-lai-xe"])
def test_the_qr_of_a_card_can_be_read_back_and_agrees(made, kind, level, layout):
    paper = made(kind, layout, level, 5)
    code = paper.truth.pages[0].codes[0]
    assert code.text in {seen.text for seen in zxingcpp.read_barcodes(paper.pages[0])}
    number, name = code.text.split("|")[0], paper.truth.value("owner_name")
    assert number == (paper.truth.value("personal_id") or paper.truth.value("number"))
    assert name.casefold() in code.text.casefold()


@pytest.mark.slow
def test_the_machine_lines_on_a_card_agree_with_its_front(made):
    truth = made("can-cuoc-cong-dan", "a", "plain", 2).truth
    lines = [
        line.text for line in truth.pages[0].lines if re.fullmatch(r"[A-Z0-9<]{30}", line.text)
    ]
    assert [len(line) for line in lines] == [30, 30, 30]
    assert lines[0][15:27] == truth.value("mrz_id") == truth.value("personal_id")
    assert lines[0][29] == check_digit(truth.value("personal_id"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_old_land_certificate_is_before_the_new_form_and_has_its_serial_at_the_foot(made, seed):
    old = made("giay-chung-nhan-quyen-su-dung-dat", "a", "plain", seed).truth
    new = made("giay-chung-nhan-quyen-su-dung-dat", "b", "plain", seed).truth
    assert old.value("issued") < "2025-01-01" <= new.value("issued")
    assert re.fullmatch(r"[A-Z]{2}\d{6}", old.value("serial"))
    assert re.fullmatch(r"AA\d{8}", new.value("serial"))
    foot = next(field.box for field in old.fields if field.name == "serial")
    assert foot[0] > 0.6
    assert foot[1] > 0.85
    assert len(old.pages) == len(new.pages) == 2

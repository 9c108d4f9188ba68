"""What is typed becomes a query or a BadQuery, never anything else, and soon."""

import datetime as dt
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadQuery
from pipeline.model import Phrase, Query, Role
from search.codes import codes_in, looks_like_code
from search.query import parse, period

DAY = dt.date


def fold_or_lower(text: str) -> str:
    return text.lower() + text


def test_words_phrases_and_exclusions():
    query = parse('Hoà  "Uỷ ban, nhân dân" -vắng -"hai chữ" nghĩa')
    assert query.wanted == (
        Phrase(("hòa",)),
        Phrase(("ủy", "ban", "nhân", "dân")),
        Phrase(("nghĩa",)),
    )
    assert query.unwanted == (Phrase(("vắng",)), Phrase(("hai", "chữ")))
    assert (query.codes, query.fields) == ((), ())


@pytest.mark.parametrize("quotes", ['"{}"', "“{}”", "«{}»", '"{}', "„{}“"])
def test_every_kind_of_quote_makes_a_phrase_also_one_that_is_not_closed(quotes):
    assert parse(quotes.format("nhân dân")).wanted == (Phrase(("nhân", "dân")),)


def test_words_joined_by_punctuation_stay_together():
    assert parse("TP.HCM UBND-NC").wanted == (Phrase(("tp", "hcm")), Phrase(("ubnd", "nc")))
    assert parse("1.001612 05/3/2020").wanted == (
        Phrase(("1", "001612")),
        Phrase(("05", "3", "2020")),
    )


@pytest.mark.parametrize(
    "code",
    ["01/CT-UBND", "H60.05-240105-0001", "000.00.53.H48-220921-0099", "001099001234", "123456",
     "118/2025/NĐ-CP", "C1234567", "KQ.G07.000122", "01/CT–UBND"],
)  # fmt: skip
def test_codes_as_they_stand_on_paper_are_codes(code):
    assert parse(code).codes == (code,)
    assert parse(f'xem "{code}" nhé').codes == (code,)
    assert parse(code).wanted == ()


@pytest.mark.parametrize(
    "text", ["2024", "A4", "5", "TP1", "1.000.000", "05/3/2020", "abc", "-", ""]
)
def test_years_dates_amounts_and_words_are_no_codes(text):
    assert not looks_like_code(text)


def test_an_id_in_groups_of_three_digits_is_one_code():
    assert parse("số 001 099 001 234").codes == ("001099001234",)
    assert parse("123 456 789").codes == ("123456789",)
    assert parse("1 001 099 001").codes == ()
    assert list(codes_in(["số", "001", "099", "001", "234", "và", "01/CT-UBND", "12"])) == [
        "001099001234", "01/CT-UBND",
    ]  # fmt: skip


def test_field_values_keep_their_spelling():
    query = parse('number:01/CT-UBND signer:"Nguyễn Văn Hùng" place:Hà')
    assert query.fields == (
        ("number", "01/CT-UBND"), ("signer", "Nguyễn Văn Hùng"), ("place", "Hà"),
    )  # fmt: skip
    assert parse("chữ", fields=[("number", "1/2")]).fields == (("number", "1/2"),)


@pytest.mark.parametrize(
    "text", ["Số:01", "10:30", "http://dichvucong.gov.vn", "gửi: ai", "v/v:abc"]
)
def test_what_only_looks_like_a_field_is_words(text):
    query = parse(text)
    assert query.fields == () and (query.wanted or query.codes)


def test_filters_by_name_and_by_option_are_the_same():
    typed = parse(
        'type:"Quyết định" role:ket-qua dossier:H60.05-240105-0001 unit:H60.05 issued:2024-02'
    )
    given_ = parse(
        "", type="quyet-dinh", role=Role.RESULT, dossier="H60.05-240105-0001", unit="H60.05",
        issued_from=DAY(2024, 2, 1), issued_to="29/02/2024",
    )  # fmt: skip
    assert typed == Query(
        text=typed.text, type="quyet-dinh", role=Role.RESULT, dossier="H60.05-240105-0001",
        unit="H60.05", issued_from=DAY(2024, 2, 1), issued_to=DAY(2024, 2, 29),
    )  # fmt: skip
    assert (typed.type, typed.role, typed.issued_to) == (given_.type, given_.role, given_.issued_to)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2024", DAY(2024, 1, 1), DAY(2024, 12, 31)), ("2024-02", DAY(2024, 2, 1), DAY(2024, 2, 29)),
        ("2024-02-03", DAY(2024, 2, 3), DAY(2024, 2, 3)), ("02/2023", DAY(2023, 2, 1), DAY(2023, 2, 28)),
        ("3/2/2024", DAY(2024, 2, 3), DAY(2024, 2, 3)), ("2024-01..2024-03", DAY(2024, 1, 1), DAY(2024, 3, 31)),
        ("2024-05..", DAY(2024, 5, 1), None), ("..05/2024", None, DAY(2024, 5, 31)),
    ],
)  # fmt: skip
def test_periods(typed, first, last):
    query = parse(f"issued:{typed}")
    assert (query.issued_from, query.issued_to) == (first, last)


def test_two_periods_narrow_each_other():
    query = parse("issued:2024", issued_from="2024-03", issued_to="2025")
    assert (query.issued_from, query.issued_to) == (DAY(2024, 3, 1), DAY(2024, 12, 31))


@pytest.mark.parametrize(
    "text",
    ["", "   ", "...", '""', "-vắng", "issued:2024-13", "issued:..", "issued:hôm-qua", "issued:0000",
     "issued:2024-02-30", "issued:2025..2024", "role:chủ", "type:a type:b", "-number:1", 'number:""',
     "number:-", "x" * 2001, "a " * 101, "issued:2024 issued:2023"],
)  # fmt: skip
def test_what_asks_nothing_or_nonsense_is_refused(text):
    with pytest.raises(BadQuery):
        parse(text)


def test_bad_options_are_refused():
    for options in (
        {"issued_from": "x"},
        {"role": "x"},
        {"fields": [("Số", "1")]},
        {"fields": [("a", "")]},
    ):
        with pytest.raises(BadQuery):
            parse("chữ", **options)


def test_a_period_is_two_days():
    assert period("2024-02") == (DAY(2024, 2, 1), DAY(2024, 2, 29))


PIECES = st.sampled_from(
    ['"', "-", ":", "..", " ", "issued:", "type:", "role:", "number:", "2024", "-01", "/", "hường",
     "Đ\u0323", "001 099 001", "\ud800", "\u0000", "“", "a_b:", "९", "²"],
)  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map("".join)))
def test_any_string_is_a_query_or_a_bad_query(text):
    started = time.perf_counter()
    try:
        query = parse(text)
    except BadQuery as exc:
        assert exc.place and 0 <= exc.place[0] <= exc.place[1] <= len(text)
        return
    finally:
        assert time.perf_counter() - started < 0.2
    assert (
        query.wanted
        or query.codes
        or query.fields
        or query.type
        or query.role
        or (query.dossier or query.unit or query.issued_from or query.issued_to)
    )
    assert all(phrase.words and all(phrase.words) for phrase in (*query.wanted, *query.unwanted))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("đất issued:2024-13 ruộng", "issued:2024-13"), ("role:vua", "role:vua"),
        ("Hồ sơ type:don type:khác", "type:khác"), ("001 099 001 234 -signer:x", "-signer:x"),
        ("“một hai” issued:2025..2024", "issued:2025..2024"), ("   ", "   "), ('""', '""'),
        ("a " * 100 + "hết", "hết"), ("x" * 2001, "x"), ("‮issued:abc", "‮issued:abc"),
        ("😀 number:😀", "number:😀"),
    ],
)  # fmt: skip
def test_a_bad_query_shows_where(text, wrong):
    with pytest.raises(BadQuery) as raised:
        parse(text)
    begin, end = raised.value.place
    assert text[begin:end] == wrong


@pytest.mark.parametrize(
    "text",
    ["*", "a\u0000b", "😀 đất", "(a+)+$ " + "a" * 40, 'body:"x") OR (1=1', "{!func}x", "a AND b OR NOT c",
     "[a TO z]", "x~5^9", "\\u202eđất\\u202c", "%", "'; drop table text;--"],
)  # fmt: skip
def test_signs_of_other_languages_are_no_more_than_signs(text):
    with suppress(BadQuery):
        assert set("".join("".join(p.words) for p in parse(text).wanted)) <= set(
            fold_or_lower(text)
        )


@pytest.mark.parametrize(
    "piece", ["a", "a_", '"', "-", "001 ", "a:", "1/", '-"', "issued:", "a" * 50 + " "]
)
def test_the_longest_text_takes_no_time(piece):
    start = time.perf_counter()
    with suppress(BadQuery):
        parse((piece * 2000)[:2000])
    assert time.perf_counter() - start < 0.2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["số", "0140920992@3"], "0140920992@3"), (["00788749", "574", "cấp"], "00788749574"),
        (["0§9578890040"], "0§9578890040"),
    ],
)  # fmt: skip
def test_a_personal_id_torn_by_reading_is_one_code(words, code):
    assert code in list(codes_in(words))


def test_numbers_that_happen_to_stand_together_are_not_one_code():
    assert list(codes_in(["năm", "2024", "2025", "1.200.000", "05/3/2020", "12", "34"])) == []

"""Snippets and boxes say where a document answers."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Box, OcrPage, Word
from search.highlight import highlight
from search.query import parse


def boxes(hit) -> list[tuple[float, float, float, float]]:
    """Edges in hundredths."""
    return [tuple(round(edge * 100) for edge in box.as_list()) for box in hit.boxes]


def test_a_word_is_marked_without_its_punctuation_and_boxed(page):
    (hit,) = highlight([page("Bà Hường, sinh năm", "1980 tại Hà Giang")], parse("hường"))
    assert hit.snippet == "Bà <mark>Hường</mark>, sinh năm 1980 tại Hà Giang"
    assert boxes(hit) == [(1, 0, 2, 1)]


def test_the_exact_spelling_is_preferred_and_the_folded_accepted(page):
    both = page("Hương và Hường và Huong")
    assert "Hương và <mark>Hường</mark> và Huong" in highlight([both], parse("Hường"))[0].snippet
    assert len(highlight([both], parse("hưởng"))[0].boxes) == 3
    assert len(highlight([both], parse("huong"))[0].boxes) == 3


def test_every_matched_word_of_the_page_has_its_box(page):
    (hit,) = highlight([page("đất ở đất", "ruộng đất")], parse("đất ruộng"))
    assert sorted(boxes(hit)) == [(0, 0, 1, 1), (0, 1, 1, 2), (1, 1, 2, 2), (2, 0, 3, 1)]


def test_a_phrase_over_two_lines_has_one_box_a_line(page):
    (hit,) = highlight([page("của Ủy ban", "nhân dân tỉnh, nhân dân")], parse('"uỷ ban nhân dân"'))
    assert hit.snippet == "của <mark>Ủy ban nhân dân</mark> tỉnh, nhân dân"
    assert boxes(hit) == [(1, 0, 3, 1), (0, 1, 2, 2)]


def test_a_code_is_marked_however_it_is_split(page):
    for line, marked in [
        ("Số:01/CT-UBND ngày", "<mark>Số:01/CT-UBND</mark> ngày"),
        ("Số 01/CT- UBND ngày", "Số <mark>01/CT- UBND</mark> ngày"),
        ("Số 01/CTUBND. ngày", "Số <mark>01/CTUBND</mark>. ngày"),
    ]:
        assert highlight([page(line)], parse("01/CT-UBND"))[0].snippet == marked
    (hit,) = highlight([page("số 001 099 001 234 cấp")], parse("001099001234"))
    assert hit.snippet == "số <mark>001 099 001 234</mark> cấp"


def test_decomposed_letters_and_tone_placement_are_seen_through(page):
    (hit,) = highlight([page("tỉnh Ho\u0300a Bình")], parse("hoà"))
    assert len(hit.boxes) == 1


def test_markup_in_the_text_is_harmless(page):
    (hit,) = highlight([page("<b> & <script>Hường</script> x<y")], parse("hường"))
    assert "<b>" not in hit.snippet and "<script" not in hit.snippet
    assert "&lt;b&gt; &amp; " in hit.snippet


def test_the_best_pages_come_first_and_no_more_than_asked(page):
    pages = [
        page("Nguyen Thi Huong", number=1), page("không có gì", number=2),
        page("Nguyễn và Thị và Hường", number=3), page("bà Nguyễn Thị Hường", number=4),
        page("Hường", number=5),
    ]  # fmt: skip
    query = parse("Nguyễn Thị Hường")
    assert [hit.page for hit in highlight(iter(pages), query)] == [4, 3, 5]
    assert [hit.page for hit in highlight(iter(pages), query, limit_pages=1)] == [4]
    assert highlight(iter(pages), query, limit_pages=0) == []


def test_the_snippet_shows_the_place_where_most_is_met(page):
    lines = ["Hường " + "x " * 60, "y " * 60 + "Nguyễn Thị Hường ký", "z " * 60]
    snippet = highlight([page(*lines)], parse("Nguyễn Thị Hường"))[0].snippet
    assert "<mark>Nguyễn Thị Hường</mark> ký" in snippet
    assert snippet.startswith("… y") and snippet.endswith(" …")
    assert len(snippet.split()) <= 34


def test_a_document_found_by_its_fields_shows_its_beginning(page):
    pages = [page(number=1), page("Đầu trang hai " + "x " * 60, number=2)]
    (hit,) = highlight(pages, parse("type:don"))
    assert (hit.page, hit.boxes) == (2, ())
    assert hit.snippet.startswith("Đầu trang hai x") and "<mark>" not in hit.snippet
    assert highlight([page()], parse("type:don")) == []


def test_a_field_value_that_stands_on_the_page_is_marked(page):
    (hit,) = highlight([page("Số: 01/CT-UBND")], parse("number:01/CT-UBND"))
    assert hit.snippet == "Số: <mark>01/CT-UBND</mark>"


printed = st.lists(
    st.sampled_from(["Hường", "huong,", "<i>", "&", "01/CT-", "UBND", "…", "đất"]), max_size=60
)
asked = st.sampled_from(
    ["hường", '"hường đất"', "01/CT-UBND", "đất -x", "type:don", "đất hường ubnd"]
)


@given(printed, asked)
def test_without_its_marks_a_snippet_is_text_of_the_page(words, text):
    box = Box(0.1, 0.1, 0.2, 0.2)
    made = tuple(Word(word, box, 0.9, n // 9) for n, word in enumerate(words))
    one = OcrPage(1, 10, 10, 300, 0, 0.0, not made, 0.9, "test", made)
    for hit in highlight([one], parse(text)):
        plain = html.unescape(re.sub(r"</?mark>", "", hit.snippet))
        assert plain.strip("… ") in one.text().replace("\n", " ")
        assert re.sub(r"</?mark>", "", hit.snippet).count("<") == 0
        assert ("<mark>" in hit.snippet) == bool(hit.boxes)

"""A paper's own surer spelling settles a doubtful word; a sure word stays."""

import pytest

from extractors import extract

BODY = [(f"Về hộ thoát nghèo năm 2024 tại thôn {n}", 0.2, 0.3 + 0.02 * n) for n in range(3)]


@pytest.mark.parametrize(("sure", "read"), [(0.6, "nghèo"), (0.9, "nghẽo")])
def test_a_doubtful_word_of_the_subject_follows_the_body(letter, page, sure, read):
    doubtful = ("Về việc công nhận hộ thoát nghẽo năm 2024", 0.3, 0.18, sure)
    paper = letter(subject="", extra=[doubtful, *BODY])
    subject = extract([paper]).field("subject")
    assert subject.value == f"Về việc công nhận hộ thoát {read} năm 2024"
    assert "nghẽo" in subject.raw


def test_a_word_elsewhere_between_other_neighbours_has_no_say(letter):
    doubtful = ("Về việc công nhận hộ thoát nghẽo năm 2024", 0.3, 0.18, 0.6)
    other = [("ông Nghèo ở thôn Mẫu", 0.2, 0.3)]
    assert "nghẽo" in extract([letter(subject="", extra=[doubtful, *other])]).field("subject").value

"""The texts read by eye are whole, and which half judges was settled by a rule, not by results."""

import unicodedata

from benchmarks.real_pages import TEXTS, everything


def test_every_text_stands_in_the_index_once() -> None:
    told = sorted(page.name for page in everything())
    assert told == sorted(path.stem for path in TEXTS.glob("*.txt"))


def test_pages_judge_and_tune_in_turn_in_the_order_of_their_names() -> None:
    inspected = list(everything())
    assert [page.name for page in inspected] == sorted(page.name for page in inspected)
    uses = [page.use for page in inspected]
    assert uses == [("judge", "tune")[at % 2] for at in range(len(uses))]


def test_texts_are_composed_and_hold_no_odd_spaces() -> None:
    for path in TEXTS.glob("*.txt"):
        text = path.read_text("utf-8")
        assert text == unicodedata.normalize("NFC", text), path.name
        assert all(line and line == " ".join(line.split()) for line in text.splitlines()), path.name

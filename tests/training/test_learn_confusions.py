"""What is learnt of reading errors: edits between print and reading, and shapes that are bounded."""

from collections import Counter

import aligned
import learn_confusions as recipe

from search.readings import shaped


def test_letters_that_go_wrong_together_are_one_edit():
    assert aligned.edits([("tiin nhan", "thn nhan")]) == Counter({("ii", "h"): 1})
    assert aligned.edits([("nguyen van", "nguyenvan"), ("hung", "hunq")]) == Counter(
        {(" ", ""): 1, ("g", "q"): 1}
    )


def test_what_was_read_in_the_wrong_place_is_no_edit():
    assert aligned.edits([("so 12", "so 12 ngay thang")]) == Counter()


def test_shapes_are_merged_by_how_often_they_are_taken_for_each_other_and_while_few_words_collide():
    seen = {("ii", "h"): 9, ("l", "i"): 8, ("i", "t"): 7, ("l", "k"): 6}
    rules = recipe.shapes(seen, Counter(lan=5, nam=5, hung=1))
    assert rules == {"ii": "h", "l": "i", "t": "i"}  # no chain from k to i
    assert shaped("liin", rules) == "ihn"
    assert recipe.shapes({("n", "m"): 9}, Counter(lan=5, lam=5)) == {}


def test_letters_stand_for_the_digits_that_they_look_like_or_are_read_for():
    assert recipe.figures({("1", "i"): 4, ("g", "9"): 3, ("a", "o"): 9}) == recipe.LOOK | {
        "i": "1",
        "g": "9",
    }

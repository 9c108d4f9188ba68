"""Where papers begin in a stack: every page in exactly one, in order; a false cut is the worst error."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import CodeSighting, Role
from pipeline.separators import Separator
from pipeline.signs import PageSigns, Sign
from pipeline.stacks import Leaf, Piece, arrange

CODES = [f"H60.05-240105-000{n}" for n in range(1, 4)]
LETTER = frozenset({Sign.NATION, Sign.NUMBER, Sign.DAY, Sign.LETTERHEAD})
FORM = frozenset({Sign.NATION, Sign.TITLE})


def code(text: str, source: str = "qr", sure: float = 0.99) -> CodeSighting:
    return CodeSighting(text, source, sure, 1)


def stack(*leaves: Leaf | PageSigns | Separator | None) -> list[Leaf]:
    """Pages numbered from 1; a blank one is None."""
    return [_leaf(number, one) for number, one in enumerate(leaves, 1)]


def _leaf(number: int, one: Leaf | PageSigns | Separator | None) -> Leaf:
    if isinstance(one, Separator):
        return Leaf(number, separator=one)
    if isinstance(one, PageSigns):
        return Leaf(number, signs=one)
    return replace(one, number=number) if one else Leaf(number, blank=True)


def firsts(pieces: Sequence[Piece]) -> list[int]:
    return [piece.first for piece in pieces]


TEXT = PageSigns()
FIRST = PageSigns(LETTER)
SEP = Separator()

signs = st.builds(
    PageSigns,
    signs=st.frozensets(st.sampled_from(list(Sign))),
    appendix=st.booleans(),
    number=st.none() | st.integers(1, 9),
    of=st.none() | st.integers(1, 9),
    codes=st.lists(
        st.builds(code, st.sampled_from(CODES), st.sampled_from(["qr", "text"])), max_size=2
    ).map(tuple),
)
separators = st.builds(
    Separator, st.none() | st.sampled_from(CODES), st.none() | st.sampled_from(list(Role))
)
stacks = st.lists(st.none() | separators | signs | st.just(Leaf(0)), min_size=1, max_size=30)


@given(stacks, st.booleans())
def test_every_page_is_in_exactly_one_paper_and_the_order_is_kept(found, one_paper) -> None:
    pieces = arrange(stack(*found), one_paper=one_paper)
    inside = [page for piece in pieces for page in range(piece.first, piece.last + 1)]
    assert inside == list(range(1, len(found) + 1))


@given(stacks)
def test_separators_are_no_pages_and_every_paper_has_a_printed_one(found) -> None:
    leaves = stack(*found)
    pieces = arrange(leaves)
    for piece in pieces:
        own = leaves[piece.first - 1 : piece.last]
        if any(leaf.printed for leaf in leaves):
            assert any(leaf.printed for leaf in own)
            assert {leaf.number for leaf in own if leaf.separator} <= set(piece.left_out)
        assert not any(leaf.printed for leaf in own if leaf.number in piece.left_out)
        assert not set(piece.left_out) & set(piece.blank)


@given(stacks)
def test_what_is_one_paper_by_somebodys_word_is_cut_by_separators_alone(found) -> None:
    pieces = arrange(stack(*found), one_paper=True)
    assert not any(piece.doubts for piece in pieces)
    assert {piece.start.why for piece in pieces if piece.start} <= {"separator"}


@given(st.lists(st.integers(2, 99), min_size=1, max_size=8))
def test_a_page_with_a_number_above_1_is_never_a_first_one(numbers) -> None:
    every = frozenset(Sign)
    pages = [PageSigns(every, number=n, codes=(code(CODES[1]),)) for n in numbers]
    start = PageSigns(every, codes=(code(CODES[0]),))
    assert len(arrange(stack(start, *pages))) == 1


@pytest.mark.parametrize("before", [None, 2, 4])
def test_a_page_between_two_numbers_is_no_first_one_though_its_own_was_not_read(before) -> None:
    after = (before or 1) + 2
    pages = [PageSigns(LETTER, number=before), FIRST, PageSigns(number=after)]
    assert len(arrange(stack(*pages))) == 1
    pages[2] = PageSigns(number=2)
    assert firsts(arrange(stack(*pages))) == [1, 2]


def test_a_separator_sheet_parts_two_papers_and_belongs_to_the_second() -> None:
    first, second = arrange(stack(TEXT, TEXT, Separator(CODES[0], Role.RESULT), TEXT))
    assert (first.first, first.last, first.separator) == (1, 2, None)
    assert (second.first, second.last, second.left_out) == (3, 4, (3,))
    assert second.separator == Separator(CODES[0], Role.RESULT)


def test_the_back_of_a_separator_goes_with_it_and_a_blank_reverse_with_its_paper() -> None:
    first, second = arrange(stack(SEP, None, TEXT, None, SEP, SEP, TEXT))
    assert (first.left_out, first.blank) == ((1, 2), (4,))
    assert (second.first, second.left_out) == (5, (5, 6))


def test_a_separator_behind_the_last_paper_makes_no_paper() -> None:
    (only,) = arrange(stack(TEXT, SEP, None))
    assert (only.first, only.last, only.left_out) == (1, 3, (2, 3))


def test_of_two_sheets_in_a_row_the_later_one_says_more() -> None:
    (only,) = arrange(stack(Separator(CODES[0], Role.RESULT), Separator(CODES[1]), TEXT))
    assert only.separator == Separator(CODES[1], Role.RESULT)


@pytest.mark.parametrize("signs", [LETTER, FORM, LETTER | {Sign.TITLE}])
def test_a_title_block_begins_a_paper(signs) -> None:
    assert firsts(arrange(stack(FIRST, TEXT, None, PageSigns(signs), TEXT))) == [1, 4]


@pytest.mark.parametrize("sign", [Sign.NATION, Sign.TITLE, Sign.NUMBER])
def test_one_sign_alone_is_a_doubt(sign) -> None:
    (only,) = arrange(stack(FIRST, PageSigns(frozenset({sign}))))
    assert [(doubt.page, doubt.why) for doubt in only.doubts] == [(2, sign.value)]


@pytest.mark.parametrize("sign", [Sign.DAY, Sign.ADDRESSEE, Sign.LETTERHEAD])
def test_what_stands_on_many_pages_is_no_doubt(sign) -> None:
    (only,) = arrange(stack(FIRST, PageSigns(frozenset({sign}))))
    assert not only.doubts


def test_an_appendix_belongs_to_what_is_before() -> None:
    appendix = PageSigns(frozenset({Sign.TITLE, Sign.DAY}), appendix=True)
    (only,) = arrange(stack(FIRST, appendix, TEXT))
    assert not only.doubts


def test_an_appendix_that_looks_like_a_form_is_a_doubt() -> None:
    (only,) = arrange(stack(FIRST, PageSigns(FORM, appendix=True)))
    assert [doubt.page for doubt in only.doubts] == [2]


def test_another_dossier_code_begins_a_paper() -> None:
    pages = [PageSigns(codes=(code(CODES[n]),)) for n in (0, 0, 1, 1)]
    assert firsts(arrange(stack(*pages))) == [1, 3]


def test_another_printed_code_alone_is_a_doubt() -> None:
    pages = [PageSigns(codes=(code(CODES[n], "text", 0.9),)) for n in (0, 1)]
    (only,) = arrange(stack(*pages))
    assert [doubt.why for doubt in only.doubts] == ["code"]


def test_a_page_that_lists_several_codes_begins_nothing() -> None:
    listed = PageSigns(codes=tuple(map(code, CODES)))
    (only,) = arrange(stack(PageSigns(codes=(code(CODES[0]),)), listed, listed))
    assert not only.doubts


def test_a_page_that_could_not_be_read_stays_where_it_is() -> None:
    first, second = arrange(stack(FIRST, Leaf(0), FIRST, Leaf(0)))
    assert (first.last, second.last, second.doubts) == (2, 4, ())


def test_a_stack_of_blank_pages_is_one_paper() -> None:
    (only,) = arrange(stack(None, SEP, None))
    assert (only.first, only.last, only.left_out, only.separator) == (1, 3, (), None)

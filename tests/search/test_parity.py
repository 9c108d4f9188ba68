"""Both sides of the index answer alike: same documents, totals, tiers and scores, and so the same order.

Strict: for each of some hundreds of questions about 400 made documents the sets of documents, totals
and tiers are equal; scores differ by 0.01 at most (0.002 a word of long questions), and only such
neighbours change places.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from servers.indices import elastic_index

from pipeline.errors import BadQuery
from pipeline.model import Findable, Matches, Order, Query, Reader, Role
from pipeline.ports import SearchIndex
from search.embedded import EmbeddedIndex
from search.query import parse

pytestmark = pytest.mark.servers

COUNT = 400
EVERYTHING = 10_000
NEARLY = 0.01
"""Each engine adds the same summands in its own order."""

_WORDS = """
    ủy ban nhân dân tỉnh quyết định công nhận giấy khai sinh đất ruộng lúa hồ sơ đề nghị cấp
    Hường Hương Hưởng huong Đông dong Nguyễn Trần Thị Văn Hùng Hưng UBND HĐND 2024 hoà hòa uỷ
    chứng nhận quyền sử dụng nhà ở tài sản gắn liền với của và các theo tại ngày tháng năm
"""
_MISREAD = """
    Hườnq Hunq Nguyen4 Trằnn ủyban nhânđân qu yết địmh chứnq giâyy khaisinh Vãnn tlnh Thj hồsơ
"""
"""Read so, and no words."""

_CODES = """
    12/QĐ-UBND 12/QD-UBND 01/CT-UBND 136/2018/NĐ-CP H60.05-240105-0001 H60.05-240105-0002
    001099001234 H15.53.10
"""
_MISREAD_CODES = """
    12/QĐ-UBNO l2/QĐ-UBND 01/CT-UBN H60.05-240105-O001 00I099001234 001099001284 136/2013/NĐ-CP
"""
WORDS, CODES = _WORDS.split(), _CODES.split()
MISREAD, MISREAD_CODES = _MISREAD.split(), _MISREAD_CODES.split()
NAMES = ("number", "signer", "subject", "place")
UNITS = ("H60.01", "H60.02", "H60.03")
TYPES = ("quyet-dinh", "don", "thong-bao", "unknown")
NAMES_ASKED = (
    "Nguyễn Văn Hùng", "nguyen thi huong", "Trần Thị Hương", '"Trần Văn Hùng"', "Nguyễn Thị Hường 2024",
    "HĐND tỉnh", "ủy ban nhân dân tỉnh", "giấy chứng nhận quyền sử dụng đất",
)  # fmt: skip
READERS = (
    Reader(clearance=1), Reader(), Reader(units=("H60.01",)), Reader(units=UNITS[:2], clearance=1),
)  # fmt: skip


def phrase(dice: random.Random, most: int) -> str:
    """Words as frequent as words are, a code now and then."""
    chosen = [
        dice.choice(CODES)
        if dice.random() < 0.04
        else WORDS[int(len(WORDS) * dice.random() ** 1.7)]
        for _ in range(dice.randint(1, most))
    ]
    return " ".join(chosen)


def printed(dice: random.Random) -> list[str]:
    """A page of words, some of them misread."""
    words = phrase(dice, 90).split()
    wrong = dice.sample(range(len(words)), len(words) // 8)
    for place in wrong:
        words[place] = dice.choice(MISREAD_CODES if dice.random() < 0.1 else MISREAD)
    return words


def document(dice: random.Random, number: int) -> Findable:
    pages = [printed(dice) for _ in range(dice.choice((1, 1, 1, 2, 5)))]
    names = dice.sample(NAMES, dice.randint(0, len(NAMES)))
    fields = [(n, dice.choice(CODES) if n == "number" else phrase(dice, 5)) for n in names]
    return Findable(
        document=f"d{number:04}",
        revision=dice.randint(1, 5),
        file=f"{phrase(dice, 2)}.pdf",
        type=dice.choice(TYPES),
        title=phrase(dice, 8),
        issued=dice.choice((None, dt.date(2023, 1, 1) + dt.timedelta(days=dice.randrange(700)))),
        dossiers=tuple(dice.sample(CODES[4:6], dice.choice((0, 0, 1, 2)))),
        roles=tuple(dice.sample(list(Role), dice.choice((0, 1)))),
        units=tuple(dice.sample(UNITS, dice.choice((0, 1, 2)))),
        fields=tuple(fields),
        pages=tuple((n, tuple(words)) for n, words in enumerate(pages, start=1)),
        restricted=dice.random() < 0.1,
    )


def questions(dice: random.Random) -> Iterator[str]:
    yield from WORDS
    yield from CODES
    yield from MISREAD
    yield from NAMES_ASKED
    for _ in range(60):
        yield phrase(dice, 6)
        yield f'"{phrase(dice, 3)}"'
        yield f'{phrase(dice, 2)} -{dice.choice(WORDS)} -"{phrase(dice, 2)}"'
        yield f"{dice.choice(NAMES)}:{dice.choice((*WORDS, *CODES))} {phrase(dice, 2)}"
        yield f'{dice.choice(NAMES)}:"{phrase(dice, 2)}"'
        yield f"type:{dice.choice(TYPES)} {phrase(dice, 1)} issued:2023-0{dice.randint(1, 9)}.."
        yield f"unit:{dice.choice(UNITS)} dossier:{dice.choice(CODES[4:6])}"
        yield f"{dice.choice(CODES)} {dice.choice(WORDS)}"
    yield from (
        "type:don",
        "issued:2024",
        "issued:..2023-06",
        "role:result",
        "file:pdf",
        "title:đất",
    )


def long_ones(dice: random.Random) -> Iterator[str]:
    """Questions as long as they may be."""
    yield " ".join(dice.choices(WORDS, k=100))
    yield f'"{" ".join(dice.choices(WORDS, k=100))}"'
    yield " ".join(dice.choices([code for code in CODES if "/" in code], k=25))
    yield " ".join(f"signer:{word}" for word in dice.choices(WORDS, k=50))
    yield "đất " + " ".join(f"-{word}" for word in dice.choices(WORDS, k=90))


def asked() -> list[Query]:
    found = []
    dice = random.Random(5)
    for text in (*questions(dice), *long_ones(dice)):
        try:
            found.append(parse(text))
        except BadQuery:  # two values of one filter
            continue
    return found


@pytest.fixture(scope="module")
def documents() -> list[Findable]:
    dice = random.Random(20)
    return [document(dice, number) for number in range(COUNT)]


@pytest.fixture(scope="module")
def sides(elasticsearch, documents, tmp_path_factory) -> Iterator[tuple[SearchIndex, SearchIndex]]:
    embedded = EmbeddedIndex(tmp_path_factory.mktemp("parity") / "index")
    embedded.put(documents)
    with elastic_index(elasticsearch) as elastic:
        elastic.put(documents)
        yield embedded, elastic
    embedded.close()


def nearly(query: Query) -> float:
    """How far scores may differ: neighbouring floats above 16,384 are 0.002 apart."""
    return max(NEARLY, 0.002 * len(query.wanted))


def assert_alike(
    ours: Matches, theirs: Matches, issued: dict[str, dt.date | None], most: float
) -> None:
    assert theirs.total == ours.total == len(ours.matches)
    known = {match.document: match for match in ours.matches}
    assert {m.document: m.tier for m in theirs.matches} == {d: m.tier for d, m in known.items()}
    for match in theirs.matches:
        score = known[match.document].score
        assert abs(match.score - score) <= most, match
    assert_ordered(
        [(known[m.document].score, issued[m.document] or dt.date.min) for m in theirs.matches],
        most,
    )


def assert_ordered(keys: list[tuple[float, dt.date]], most: float) -> None:
    """Theirs are in our order, but for scores that are nearly equal; of equal scores the newest first."""
    for (score, day), (next_score, next_day) in pairwise(keys):
        assert next_score <= score + 2 * most
        assert score or day >= next_day


@pytest.mark.parametrize("reader", READERS, ids=str)
def test_both_sides_answer_alike(sides, documents, reader):
    embedded, elastic = sides
    issued = {each.document: each.issued for each in documents}
    found = 0
    for query in asked():
        ours = embedded.search(query, reader, limit=EVERYTHING)
        theirs = elastic.search(query, reader, limit=EVERYTHING)
        try:
            assert_alike(ours, theirs, issued, nearly(query))
        except AssertionError as exc:
            raise AssertionError(f"{query.text!r}: {exc}") from exc
        found += ours.total
    assert found > 1000


def test_both_sides_know_the_same_revisions(sides, documents):
    embedded, elastic = sides
    assert (
        embedded.revisions() == elastic.revisions() == {d.document: d.revision for d in documents}
    )


def test_words_of_any_length_and_letter_are_the_same_words(sides):
    embedded, elastic = sides
    long = ["ă" * 300, "b" * 600, "đ" * 7000, "e" * 9000, "c" * 70_000]
    strange = [
        "𠀀𠀁",
        "ﬁn",
        "x²",
        "½",
        "\u200bzero",
        "a\u00a0b",
        "I\u0307stanbul",
        "ß",
        "ſ",
        "…",
        "一二",
    ]
    odd = Findable(
        document="odd", revision=1, file="odd.pdf", type="unknown", title="", issued=None,
        dossiers=(), roles=(), units=(), fields=(("note", "g" * 900),),
        pages=((1, tuple([*strange, *long, "cuối"])), (2, ("h" * 40_000,))),
    )  # fmt: skip
    for side in sides:
        side.put([odd])
    wanted = [*strange, "ă" * 300, f'"{"ă" * 300} {"b" * 600}"', f"note:{'g' * 900}", "cuối"]
    for text in wanted:
        try:
            query = parse(text)
        except BadQuery:
            continue
        ours = embedded.search(query, READERS[0], limit=5)
        theirs = elastic.search(query, READERS[0], limit=5)
        assert [m.document for m in theirs.matches] == [m.document for m in ours.matches], text
    for side in sides:
        side.remove(["odd"])


@pytest.mark.parametrize("reader", READERS, ids=str)
def test_both_sides_count_alike(sides, reader):
    embedded, elastic = sides
    for query in asked():
        assert embedded.facets(query, reader) == elastic.facets(query, reader), query.text


@pytest.mark.parametrize("order", [Order.NEWEST, Order.OLDEST])
def test_both_sides_order_by_day_alike(sides, order):
    for query in asked()[::3]:
        by_day = replace(query, order=order)
        ours, theirs = (side.search(by_day, READERS[0], limit=50, offset=10) for side in sides)
        assert ours.total == theirs.total
        told = [(match.document, match.tier) for match in ours.matches]
        assert told == [(match.document, match.tier) for match in theirs.matches], query.text


@pytest.mark.parametrize("reader", READERS, ids=str)
def test_both_sides_find_the_same_papers_alike(sides, documents, reader):
    border, nearly, found = 0.2, 0.02, 0
    for one in documents[:60]:
        ours, theirs = (
            {match.document: match.score for match in side.alike(one, reader).matches}
            for side in sides
        )
        for name in ours.keys() | theirs.keys():  # those at the border may be on either side of it
            assert abs(ours.get(name, border) - theirs.get(name, border)) < nearly, name
        found += len(ours)
    assert found > 20

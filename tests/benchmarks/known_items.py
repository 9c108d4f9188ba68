"""Known papers asked for: names, numbers and ids on made pages with reading errors drawn at stated rates.

Relevant to a name are the pages that bear it, in the spelling asked; to three words those that bear all.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import mean

from bench_search import documents, piece
from noise import code_errors, noise

from pipeline.model import Findable
from pipeline.text import fold, tokens
from samples.chance import Chance
from samples.people import full_name, pick_people

SEED = 23

Found = Sequence[str]
"""Documents found, best first."""

Ask = Callable[[str], Found]


@dataclass(frozen=True, slots=True)
class Question:
    """What is typed, and the documents that answer it."""

    typed: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """first: right answers among the first. sure: share of all found that is right. none: nothing found."""

    first: float
    sure: float
    none: float

    def __str__(self) -> str:
        return f"{self.first:.3f} at {self.sure:.3f}"


SURNAMES = (  # by how common they are
    "Nguyễn " * 15
    + "Trần " * 6
    + "Lê " * 5
    + "Phạm " * 4
    + "Hoàng " * 4
    + "Vũ Vũ Phan Đặng Bùi Đỗ Hồ Ngô "
    "Dương Lý Ma Nông Triệu Hà Bàn Lương Lò Quan Giàng Sùng Vàng Đinh Mai Trịnh Đào Tô Cao Chu Lâm"
).split()
MIDDLES = (
    "Văn " * 8
    + "Thị " * 8
    + "Đức Minh Thanh Quốc Hồng Xuân Ngọc Hữu Thu Kim Công Đình Quang Tiến Duy Anh Gia "
    "Phương Bích Khánh Hoài Mạnh Trọng Thế Viết Bảo Diệu Mỹ Tuấn Hải"
).split()
GIVENS = (  # noqa: SIM905
    "Hùng Hưng Hường Hương Lan Dũng Dung Tuấn Toàn Thúy Thủy Khánh Sơn Quý Hòa Hoa Tâm Long Lộc Phúc Mai Bình Yến "
    "Oanh Trang Giang Thắng Huy Thảo Hà Nguyệt Ánh Nam Việt Cường Kiên Trung Thành Đạt Hiếu Nghĩa Vinh Quân Khoa "
    "Bách Tùng Lâm Hải Hạnh Hiền Nhung Liên Loan Phượng Quỳnh Trinh Vân Xuân Chiến Chính Đông Đồng Hậu Hoàn Hồng "
    "Huệ Lợi Luyến Mạnh Ngân Nhàn Nhân Phong Quyên Sáng Tân Thái Thịnh Thu Thuận Tiến Tín Tú Tuyết Vui Diệp Duyên"
).split()


def person(dice: random.Random) -> str:
    """A name as the samples' peoples have, or one of the whole country."""
    if dice.random() < 0.5:
        return of_the_region(dice)
    return of_the_country(dice)


def of_the_region(dice: random.Random) -> str:
    """A name as the samples give them."""
    chance = Chance(dice.random())
    sex = chance.pick(("Nam", "Nữ"))
    return full_name(chance, pick_people(chance), sex)


def of_the_country(dice: random.Random) -> str:
    """A name of three or four words, common words commonly, many of which differ by accents alone."""
    middle = [dice.choice(MIDDLES) for _ in range(dice.choice((1, 1, 1, 2)))]
    return " ".join([dice.choice(SURNAMES), *middle, dice.choice(GIVENS)])


def papers(count: int) -> list[Findable]:
    """Papers of one page, their words alone, the same at each call."""
    return [
        replace(paper, pages=((1, _words(number)),), fields=(), dossiers=(), title="")
        for number, paper in enumerate(documents(count, 1))
    ]


def _words(number: int) -> tuple[str, ...]:
    dice = random.Random(f"{SEED} page {number}")
    words: list[str] = []
    while len(words) < 250:
        some = piece(dice)
        words += (f"ông {person(dice)}" if some.startswith("ông ") else some).split()
    return tuple(words)


def spoilt(papers: Sequence[Findable], share: float) -> Iterator[Findable]:
    """The papers as they might have been read; values were read from the same pages."""
    for paper in papers:
        dice = random.Random(f"{SEED} {share} {paper.document}")
        pages = tuple(
            (number, tuple(noise(share).spoil(" ".join(words), dice).split()))
            for number, words in paper.pages
        )
        yield replace(paper, pages=pages)


def names(
    papers: Sequence[Findable], count: int, draw: Callable[[random.Random], str], *, accents: bool,
    quoted: bool,
) -> list[Question]:  # fmt: skip
    """Names that stand on some page, each asked once."""
    texts = {each.document: _text(each, accents=accents) for each in papers}
    dice = random.Random(SEED)
    asked: dict[str, Question] = {}
    while len(asked) < count:
        wanted = " ".join(tokens(draw(dice)))
        wanted = wanted if accents else fold(wanted)
        right = frozenset(d for d, text in texts.items() if f" {wanted} " in text)
        if right:
            asked[wanted] = Question(f'"{wanted}"' if quoted else wanted, right)
    return list(asked.values())


def _text(paper: Findable, *, accents: bool) -> str:
    words = [token for _, page in paper.pages for token in tokens(" ".join(page))]
    return f" {' '.join(words if accents else map(fold, words))} "


def ask_all(questions: Sequence[Question], ask: Ask, *, first: int = 10) -> Score:
    """How all questions were answered; each counts the same."""
    seen, right, none = [], [], 0
    for question in questions:
        found = list(ask(question.typed))
        seen.append(len(question.right & set(found[:first])) / min(first, len(question.right)))
        if found:
            right.append(len(question.right & set(found)) / len(found))
        none += not found
    return Score(mean(seen), mean(right) if right else 0.0, none / len(questions))


def codes_misread(count: int) -> tuple[list[Findable], dict[str, list[Question]]]:
    """Papers that bear a number, a dossier code or a personal id with one sign misread; and who asks for them.

    Beside each stand a paper with the next number and all other made papers.
    """
    dice = random.Random(SEED)
    papers: list[Findable] = []
    asked: dict[str, list[Question]] = {"number": [], "dossier": [], "personal id": []}
    for number, paper in enumerate(documents(3 * count, 1)):
        kind = ("number", "dossier", "personal id")[number % 3]
        code = _code(kind, dice, number)
        words = (*paper.pages[0][1], "số:", *_misread(code, dice).split(), "ngày")
        papers.append(replace(paper, pages=((1, words),), fields=(), dossiers=(), title=""))
        asked[kind].append(Question(code, frozenset([paper.document])))
    return papers, asked


def _code(kind: str, dice: random.Random, number: int) -> str:
    if kind == "number":
        return f"{4001 + number}/{dice.choice(['QĐ-UBND', 'TB-VP', 'UBND-NC', 'GP-SXD', 'BC-STP'])}"
    if kind == "dossier":
        day = f"{dice.randint(20, 25)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}"
        return f"H60.{dice.randint(1, 40)}-{day}-{number % 10000:04}"
    return f"{dice.randint(1, 96):03}{dice.randint(0, 10**9 - 1):09}"


def _misread(code: str, dice: random.Random) -> str:
    """The code with one error as our reader makes them, at a place where it makes them."""
    lowered = code.lower()
    places = [
        (place, read, count)
        for (printed, read), count in code_errors()
        for place, sign in enumerate(lowered)
        if sign == printed
    ]
    place, read, _ = dice.choices(places, [count for *_, count in places])[0]
    return code[:place] + read + code[place + 1 :]

"""Which type of paper a document is: by its title, the letters of its number, and its shape.

An official letter (công văn) has no title: it is known by a number such as `123/UBND-NC` and `V/v`.
What cannot be told is `unknown`; nothing is guessed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from extractors.form_files import form_of, titles_of_types, type_of_letters
from extractors.head import Head
from extractors.identifiers import DocumentNumber
from extractors.layout import WIDE_GAP, Run, letters, on_one_row, text_height
from pipeline.text import canonical_tones, fold

UNKNOWN = "unknown"
_TITLE_FROM = 0.86
_TITLE_ENDS = 0.55
_TO_THE_LETTER = 0.98
_TELLS_APART = 0.03
_MOST_LINES = 3

_WORN_FROM, _WORN_APART, _WORN = 0.8, 0.1, 0.5
"""Likeness of a worn title, how much less another type's may be, and the confidence it gives."""

_WORN_CAPITALS, _WORN_LETTERS = 0.55, 14
"""Share of capitals of a line that may be one, and letters of a title that tells enough."""

_NEXT_LINE = 3.2
"""Heights of text from one line of a title to the next at most."""


@dataclass(frozen=True, slots=True)
class Title:
    """The run that reads like a title, the type it names, and how alike the two are, 0–1.

    apart: no other type's title is nearly as like. said: the title as forms have it, folded.
    """

    run: Run
    slug: str
    likeness: float
    apart: bool
    said: str

    @property
    def letters(self) -> str | None:
        """The letters that numbers of this type carry."""
        return form_of()[self.slug][1].letters


@dataclass(frozen=True, slots=True)
class Kind:
    """What a document is. title: where it says so. disagrees: its number's letters name another type."""

    slug: str
    confidence: float
    title: Run | None = None
    disagrees: str | None = None


def classify(
    found: Sequence[Run], head: Head, title: Title | None, number: DocumentNumber | None
) -> Kind:
    """The type of a document by the runs of its first page, its title and its number.

    Confidence 0–1: title and letters agree 0.99; title alone up to 0.93; letters alone 0.75; they
    disagree 0.6, the title is taken.
    """
    by_letters = type_of_letters().get(number.letters) if number else None
    if title:
        return _by_title(title, by_letters)
    if by_letters:
        return Kind(by_letters, 0.75)
    return _letter(found, head, number)


def find_title(found: Sequence[Run], head: Head) -> Title | None:
    """The first lines in capitals below the Quốc hiệu that are some type's title, up to three as one.

    One that stands aside, as on a copy of cards, must be a title to the letter.
    """
    lines = [_without_english(run) for run in found if head.top <= run.level < _TITLE_ENDS]
    below = [run for run in lines if run.capitals > 0.75]
    return _central_title(below) or _aside_title(below)


def _without_english(run: Run) -> Run:
    """`CĂN CƯỚC CÔNG DÂN / Citizen Identity Card` without its second half; other lines as they are."""
    for at, word in enumerate(run.words):
        before, slash, _ = word.text.partition("/")
        if slash:
            kept = (*run.words[:at], *([replace(word, text=before)] if before else []))
            return replace(run, words=kept) if len(kept) > 1 else run
    return run


def _aside_title(below: Sequence[Run]) -> Title | None:
    titles = (_title(some) for run in _side_by_side(below) for some in _beginnings(run))
    exact = (title for title in titles if title and title.said == letters(title.run.text))
    found = next((title for title in exact if title.likeness > _TO_THE_LETTER), None)
    return found and replace(found, apart=found.apart and not _begins_another(found))


def worn_title(found: Sequence[Run]) -> Kind:
    """The type whose title a line or two of a worn paper are most like, wherever; unknown where none are.

    It waits for a person: half of its letters may be guessed.
    """
    capital = [run for run in found if run.capitals > _WORN_CAPITALS]
    lines = [run for at in range(len(capital)) for run in _joined(capital[at : at + _MOST_LINES])]
    scored = sorted(
        (
            (fuzz.partial_ratio(title, plain) / 100, slug)
            for text, plain in ((run.text, letters(run.text)) for run in lines)
            for title, _, slug in titles_of_types()
            if len(title) >= _WORN_LETTERS and len(text) >= len(title) - 2
        ),
        reverse=True,
    )
    if not scored or scored[0][0] < _WORN_FROM:
        return Kind(UNKNOWN, 0.0)
    best, slug = scored[0]
    others = (score for score, other in scored if other != slug)
    return Kind(slug, _WORN) if best - next(others, 0.0) >= _WORN_APART else Kind(UNKNOWN, 0.0)


def _side_by_side(some: Sequence[Run]) -> Iterator[Run]:
    """The runs, those that follow each other on a row closely as one: `CĂN CƯỚC` and `CÔNG DÂN` of a worn card."""
    row: Run | None = None
    for run in some:
        if row and _follows(row, run):
            row = replace(row, words=row.words + run.words)
            continue
        if row:
            yield row
        row = run
    if row:
        yield row


def _follows(one: Run, other: Run) -> bool:
    return on_one_row(one, other) and 0 <= other.box.left - one.box.right < WIDE_GAP


def _beginnings(run: Run) -> Iterator[Run]:
    """The run, and what of it stands before English: `GIẤY PHÉP LÁI XE DRIVER'S LICENSE`, its slash lost."""
    for end in range(len(run.words), 1, -1):
        if all(fold(word.text) == word.text.lower() for word in run.words[end:]):
            yield replace(run, words=run.words[:end])


def _central_title(below: Sequence[Run]) -> Title | None:
    lines = [run for run in below if is_central(run)]
    for at in range(len(lines)):
        titles = [_title(joined) for joined in _joined(lines[at : at + _MOST_LINES])]
        known = [title for title in titles if title]
        if known:
            best = max(known, key=lambda title: (round(title.likeness, 1), len(title.said)))
            goes_on = len(titles) > 1 and best is titles[0]
            return replace(best, apart=best.apart and not (goes_on and _begins_another(best)))
    return None


def _begins_another(title: Title) -> bool:
    """`ĐƠN ĐĂNG KÝ`, under which more may stand that cannot be read: `BIẾN ĐỘNG ĐẤT ĐAI`."""
    return any(
        slug != title.slug and said.startswith(f"{title.said} ")
        for said, _, slug in titles_of_types()
    )


def is_central(run: Run) -> bool:
    """Whether a line stands in the middle of its page, as titles do."""
    return 0.35 < run.middle < 0.68


def _joined(lines: Sequence[Run]) -> Iterator[Run]:
    """The first line, then it with each that follows closely; a joined run lies where its last line does."""
    yield lines[0]
    words = lines[0].words
    for before, run in pairwise(lines):
        if run.level - before.level > _NEXT_LINE * text_height([before]):
            return
        words += run.words
        yield replace(run, words=words)


def _title(run: Run) -> Title | None:
    """The type whose title is most like the line; of titles alike, the longest: `ĐƠN XIN` begins many."""
    plain, accented = letters(run.text), canonical_tones(run.text).lower()
    scored = [
        (_likeness(plain, folded) * 0.7 + _likeness(accented, spelt) * 0.3, folded, slug)
        for folded, spelt, slug in titles_of_types()
    ]
    best, said, slug = max(scored, key=lambda one: (round(one[0], 2), len(one[1])))
    if best < _TITLE_FROM:
        return None
    others = [score for score, title, other in scored if other != slug and title not in said]
    apart = best - max(others, default=0.0) >= _TELLS_APART and not _is_cut_short(plain, said, slug)
    return Title(run, slug, best, apart, said)


def _is_cut_short(plain: str, said: str, slug: str) -> bool:
    """`GIẤY CHỨNG NHẬN`, like `GIẤY CHỨNG SINH` and yet the beginning of others: what follows was not read."""
    if plain == said:
        return False
    return any(
        title.startswith(f"{plain} ") for title, _, other in titles_of_types() if other != slug
    )


def _likeness(text: str, title: str) -> float:
    """How alike a line is to a title, or its beginning is (`ĐƠN ĐỀ NGHỊ cấp giấy phép`), 0–1.

    Spaces do not count where nothing else differs: wide capitals are read as `DỰÁN`.
    """
    if text.replace(" ", "") == title.replace(" ", ""):
        return 1.0
    whole = fuzz.ratio(text, title) / 100
    if len(text) <= len(title) + 2:
        return whole
    begun = text[: len(title)]
    return max(whole, fuzz.ratio(begun, title) / 100 if text[len(title)] == " " else 0.0)


def _by_title(title: Title, by_letters: str | None) -> Kind:
    if by_letters == title.slug:
        return Kind(title.slug, 0.99, title.run)
    if by_letters is None:
        sure = 0.93 * title.likeness
        return Kind(title.slug, sure if title.apart else min(sure, 0.6), title.run)
    return Kind(title.slug, 0.6, title.run, disagrees=by_letters)


def _letter(found: Sequence[Run], head: Head, number: DocumentNumber | None) -> Kind:
    """An official letter, by the shape of its number, `V/v` under it and `Kính gửi`."""
    shape = number is not None and "-" in number.symbol and number.letters.isupper()
    about = any(is_about(run) for run in head.left)
    addressed = any(letters(run.text).startswith("kinh gui") for run in found)
    sure = {3: 0.97, 2: 0.9}.get(shape + about + addressed, 0.0)
    return Kind("cong-van", sure) if sure else Kind(UNKNOWN, 0.0)


def is_about(run: Run) -> bool:
    """Whether a line begins `V/v`, the subject of an official letter."""
    return run.folded.lstrip("'\"`.,- ").startswith(("v/v", "v/ v", "viv ", "ve viec"))

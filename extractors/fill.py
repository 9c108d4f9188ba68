"""One routine that fills any labelled form: finds the printed labels, takes what stands right of them.

Labels are matched folded and fuzzily, so a lost accent or letter does no harm; a label inside a line
needs its colon. Where the same label comes several times, the block it stands in decides (`after`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, dropwhile
from statistics import median

from rapidfuzz import fuzz

from extractors.form import READERS, FieldSpec, Form
from extractors.layout import Run, by_cells, cut, on_one_row, pitch, text_height
from extractors.trust import FREE_TEXT, Found, found
from extractors.values import Reading, without_fillers
from pipeline.model import Box, Word, around
from pipeline.text import fold

_ALIKE = 84.0
_SHORT_LABEL = 5
_LONG_ALIKE, _LONG_LABEL = 94.0, 40
"""Long labels share most of their letters with what is filled in behind them, so they must be more alike."""

_FREE_KINDS = frozenset({"address", "items", "name", "text"})
_FULL_LINE = 0.86
"""Share of the way to the rightmost line of the page from which a row is full."""

_INDENT = 0.2
"""Share of the page's width by which the next row of a value may begin right of the row before."""

_LABEL_RUNS_ON = 8
"""Words, at most, of a label beyond those a form knows, up to its colon: also notes such as `(ghi rõ):`."""

_NOTE_WORDS = 10
"""Words of a note in brackets behind a label, at most."""

_SMALL_ALIKE, _SMALL_LABEL, _SPECK = 70.0, 8, 2
"""Likeness, 0–100, from which the small print of cards is a label, letters of a label long enough for that, and
letters of a speck that may stand before it."""

_SAID_ALIKE = 92.0
"""Likeness from which an expression in running text is what a form says."""

_CAPITALS = 0.75
"""Share of capitals from which a line is no label and its value."""

_SPACE = 0.008
"""Width of a space between words, a share of the page's width."""

_MIDDLE = 0.5
"""Where the page is parted into two columns, a share of its width, if no label stands in both."""

_HALVES = (None, "left", "right")
_LEFT_COLUMN, _RIGHT_COLUMN = 1, 2

_UNDER = 3.2
"""Heights of text from a label of a card down to its value, and from row to row of it, at most."""

_UNLIKE = 50.0
"""Likeness, 0–100, above which words are taken for the English half of a label."""

_GLUED = re.compile(
    r"(?<=\D:)(?=[^\s:])|(?<=:)(?=[^\W\d])|(?<=[a-zà-ýăđĩũơưạ-ỹ]{3})(?=/[A-Za-z]{3})"
)
"""Where the pieces of a word part: `CCCD:0080…`, `tịch/Nationality`."""

_OPENS = re.compile(r"^(?:\(?\d{1,2}[.)/-]|[a-zđ][.)/]|[-–+•*(])$", re.IGNORECASE)

_GLUED_NUMBER = re.compile(r"^\(?\d{1,2}[.)/-](?=[^\W\d_])")
"""The number of an item that was read with its first word: `1.hồ`."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of a word: `CCCD:0080…` is two. folded: its text without accents and case."""

    text: str
    folded: str
    word: Word
    page: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A run as tokens, and where each token begins in the folded text."""

    run: Run
    tokens: tuple[_Token, ...]
    text: str
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    """A label seen: tokens `first` to `end` (not included) of a line, how alike 0–100."""

    line: int
    first: int
    end: int
    label: str
    score: float


def fill(form: Form, runs: Sequence[Run]) -> list[Found]:
    """The values of a labelled form; each label's first fitting field.

    runs: of all pages in reading order. A label with nothing readable behind it gives an empty value
    that waits for review. Fields of a column are looked for in their half of the page only.
    """
    values: list[Found] = []
    cells = by_cells(runs)
    other = {"left": "right", "right": "left"} if _is_turned_round(form, runs) else {}
    middle = _middle(form, runs) if form.columns else _MIDDLE
    for half in _HALVES:
        specs = [spec for spec in form.fields if spec.column == half]
        if specs:
            values += _filled(form, specs, list(_half(cells, other.get(str(half), half), middle)))
    return values


def _middle(form: Form, runs: Sequence[Run]) -> float:
    """Where the right column begins, 0–1: at the labels that stand a second time on their row."""
    lines = [_line(run) for run in runs]
    places = [
        (lines[label.line].run, label.label, lines[label.line].tokens[label.first].word.box.left)
        for label in _labels(form, lines)
    ]
    seconds = [
        max(left, right)
        for (one, label, left), (other, again, right) in combinations(places, 2)
        if label == again and on_one_row(one, other) and abs(left - right) > _INDENT
    ]
    return median(seconds) - _SPACE if seconds else _MIDDLE


def _is_turned_round(form: Form, runs: Sequence[Run]) -> bool:
    """Whether what stands over the left column by the form stands over the right one on the paper."""
    if form.columns is None:
        return False
    one, other = (_first_place(fold(words), runs) for words in form.columns)
    return one is not None and other is not None and one > other


def _first_place(words: str, runs: Sequence[Run]) -> float | None:
    """Where an expression first stands, 0–1 from the left; None where it does not."""
    for run in runs:
        keys = [_key(fold(word.text)) for word in run.words]
        for at in _places_of(words.split(), keys):
            return run.words[at].box.left
    return None


def labels_seen(
    forms: Sequence[Form], runs: Sequence[Run], *, worn: bool = True
) -> list[set[tuple[int, int]]]:
    """For each form the places on a paper (run and word) where a label of a field of its own is seen.

    A place counts for one field, though several people of a form have a name and a birthday. worn: the small print
    of cards may be read badly.
    """
    lines = [_line(run) for run in runs]
    return [_places_labelled(form, lines, worn=worn) for form in forms]


def _places_labelled(form: Form, lines: Sequence[_Line], *, worn: bool) -> set[tuple[int, int]]:
    left = _labels(form, lines, worn=worn)
    places: set[tuple[int, int]] = set()
    for spec in form.fields:
        wanted = {fold(one) for one in spec.labels}
        if label := next((one for one in left if one.label in wanted), None):
            left.remove(label)
            places.add((label.line, label.first))
    return places


def _half(runs: Sequence[Run], half: str | None, middle: float) -> Iterator[Run]:
    """The runs of a half of the page; of a table of three columns the labels and one column of values."""
    three = {(run.page, run.cell[0]) for run in runs if run.cell and run.cell[2] == _RIGHT_COLUMN}
    for run in runs:
        if half is None:
            yield run
        elif run.cell and (run.page, run.cell[0]) in three:
            if run.cell[2] in (0, _LEFT_COLUMN if half == "left" else _RIGHT_COLUMN):
                yield run
        elif part := cut(run, middle)[half == "right"]:
            yield part


def _filled(form: Form, specs: Sequence[FieldSpec], runs: Sequence[Run]) -> list[Found]:
    """Each field by its first label behind which its value can be read, else by one with nothing readable."""
    lines = [_line(run) for run in runs]
    labels = _labels(form, lines)
    anchors = {spec.after for spec in specs if spec.after}
    inner = {spec.within: spec for spec in specs if spec.within}
    values: dict[str, Found] = {}
    block: str | None = None
    for at, label in enumerate(labels):
        wanted = (
            spec for spec in specs if _fits(spec, label, block) and not _is_read(spec, values)
        )
        spec = next(wanted, None)
        if spec is None:
            continue
        block = spec.name if spec.name in anchors else block
        behind = _behind(spec, lines, labels, at)
        for one in (spec, inner.get(spec.name)):
            value = _value(one, behind) if one and not _is_read(one, values) else None
            if value:
                values[value.name] = value
    return [*values.values(), *_anywhere(specs, values, runs)]


def _anywhere(
    specs: Sequence[FieldSpec], values: Mapping[str, Found], runs: Sequence[Run]
) -> Iterator[Found]:
    for spec in specs:
        if spec.anywhere and not _is_read(spec, values):
            for run in runs:
                reading = READERS[spec.kind](run.text)
                if reading:
                    yield found(spec.name, reading, run.page, run.words)
                    break


def _is_read(spec: FieldSpec, values: Mapping[str, Found]) -> bool:
    return spec.name in values and bool(values[spec.name].reading.value)


def _line(run: Run) -> _Line:
    tokens = tuple(
        _Token(part, fold(part), word, run.page)
        for word in run.words
        for part in _GLUED.split(word.text)
    )
    starts, at = [], 0
    for token in tokens:
        starts.append(at)
        at += len(token.folded) + 1
    return _Line(run, tokens, " ".join(token.folded for token in tokens), tuple(starts))


def _labels(form: Form, lines: Sequence[_Line], *, worn: bool = True) -> list[_Label]:
    """All labels and stops of the form on the paper, in reading order, none overlapping."""
    wanted = {fold(label) for spec in form.fields for label in spec.labels}
    wanted |= {fold(stop) for stop in form.stops}
    said = {fold(words) for spec in form.fields for words in spec.said}
    small = worn and any(spec.below for spec in form.fields)
    keys = [_keys(line.tokens) for line in lines] if said else []
    kept: list[_Label] = []
    for at, line in enumerate(lines):
        seen = [label for one in wanted for label in _sightings(at, line, one, small=small)]
        seen += [label for one in said for label in _said(at, line, one)]
        seen += [label for one in said for label in _said_across(at, keys, one)]
        kept += _best(seen)
    return kept


def _best(seen: list[_Label]) -> list[_Label]:
    """Of overlapping labels the most alike, the longer where equal; from left to right."""
    kept: list[_Label] = []
    for label in sorted(seen, key=lambda one: (-one.score, -len(one.label))):
        if all(label.end <= other.first or label.first >= other.end for other in kept):
            kept.append(label)
    return sorted(kept, key=lambda one: one.first)


def _sightings(at: int, line: _Line, label: str, *, small: bool) -> Iterator[_Label]:
    """Where a label stands on a line. small: in the small print of a card, which is read badly."""
    small = small and len(label) >= _SMALL_LABEL
    least = _SMALL_ALIKE if small else _LONG_ALIKE if len(label) > _LONG_LABEL else _ALIKE
    place = _aligned(line, label, min(least, _ALIKE))
    if place is None:
        return
    begin, end = place
    text = " ".join(token.folded for token in line.tokens[begin:end])
    score = _alike(label, text)
    colon = _has_colon(line, text, end)
    while begin and _may_open(line.tokens[begin - 1].text, small=small):
        begin -= 1
    opens = begin == 0 and (colon or not _is_title(line) or label == line.text.rstrip(" :.…_"))
    if score < least or not (opens or colon):
        return
    if len(label) <= _SHORT_LABEL and not (score == 100 and colon):
        return
    yield _Label(at, begin, end, label, score + 8 * (colon and (opens or score == 100)))


def _may_open(word: str, *, small: bool) -> bool:
    """Whether a word may stand before a label that opens its line: a number, a dash; on a card a speck."""
    return _OPENS.match(word) is not None or (small and len(word) <= _SPECK)


def _is_title(line: _Line) -> bool:
    """Whether a line is in capitals: a title or a heading, whose words are like those of labels."""
    return line.run.capitals > _CAPITALS


def _said(at: int, line: _Line, words: str) -> Iterator[_Label]:
    """An expression of running text, wherever it stands in a line."""
    place = _aligned(line, words, _ALIKE)
    if place:
        text = " ".join(token.folded for token in line.tokens[slice(*place)])
        score = fuzz.ratio(words, text.rstrip(" :,"))
        if score >= _SAID_ALIKE:
            yield _Label(at, *place, words, score)


def _said_across(at: int, keys: Sequence[Sequence[str]], words: str) -> Iterator[_Label]:
    """An expression of running text that began at the end of the line before. keys: of every line."""
    said, line = words.split(), keys[at]
    before = keys[at - 1] if at else []
    for count in range(1, len(said)):
        if before[-count:] == said[:count] and line[: len(said) - count] == said[count:]:
            yield _Label(at, 0, len(said) - count, words, _SAID_ALIKE)


def _keys(tokens: Sequence[_Token]) -> list[str]:
    """The tokens as they are compared: folded, without punctuation."""
    return [_key(token.folded) for token in tokens]


def _key(folded: str) -> str:
    return folded.strip(" .,:;()")


def _aligned(line: _Line, words: str, least: float) -> tuple[int, int] | None:
    """The tokens, first and end, that are most like an expression; None where none are. least: 0–100."""
    alignment = fuzz.partial_ratio_alignment(words, line.text, score_cutoff=least)
    if alignment is None or len(line.text) < len(words) - 2:
        return None
    end = sum(start < alignment.dest_end - 1 for start in line.starts)
    return _token_at(line, alignment.dest_start), end


def _has_colon(line: _Line, text: str, end: int) -> bool:
    """Whether a label ends with its colon, also behind a note, or with the slash before its English half."""
    if text.rstrip(".…_ ").endswith(":") or line.tokens[end - 1].text == ":":
        return True
    note = _note(line.tokens[end:])
    if note and line.tokens[end + note - 1].text.endswith(":"):
        return True
    following = line.tokens[end].text if end < len(line.tokens) else ""
    return following.startswith("/") and following.isascii()


def _note(behind: Sequence[_Token]) -> int:
    """How many of the first tokens are a note in brackets, `(ghi rõ):`; 0 where none stands there."""
    if not behind or not behind[0].text.startswith("("):
        return 0
    ends = (at for at, token in enumerate(behind[:_NOTE_WORDS], 1) if ")" in token.text)
    end = next(ends, 0)
    return end + (0 < end < len(behind) and behind[end].text == ":")


def _alike(label: str, text: str) -> float:
    """How alike label and text are, 0–100; of a bilingual text only what stands before its slash counts too."""
    whole = fuzz.ratio(label, text.rstrip(" :.…_"))
    return whole if "/" in label else max(whole, fuzz.ratio(label, text.partition("/")[0].rstrip()))


def _token_at(line: _Line, position: int) -> int:
    """The token a character of the folded text belongs to; a space belongs to the next."""
    return max(0, sum(start <= position + 1 for start in line.starts) - 1)


def _fits(spec: FieldSpec, label: _Label, block: str | None) -> bool:
    names = {fold(one) for one in (*spec.labels, *spec.said)}
    return label.label in names and spec.after in (None, block)


def _behind(
    spec: FieldSpec, lines: Sequence[_Line], labels: Sequence[_Label], at: int
) -> list[_Token]:
    """The tokens that belong to a label: to the next label, on to the right, on in the rows below."""
    if spec.below:
        return _on_a_card(spec, lines, labels, at)
    label = labels[at]
    following = labels[at + 1] if at + 1 < len(labels) else None
    stop = (following.line, following.first) if following else (len(lines), 0)
    taken = _until(lines, label.line, label.end, stop)
    rest, down = spec.lines, label.line
    for i in range(label.line + 1, min(stop[0] + 1, len(lines))):
        beside = on_one_row(lines[down].run, lines[i].run)
        if beside and _is_labelled(lines[i]):
            break
        if not beside:
            filled = any(_is_solid(token) for token in taken)
            begun = filled and _reads(spec, taken)
            if not _goes_on(lines, down, i, spec, begun=begun) or (filled and rest == 0):
                break
            rest, down = rest - filled, i
        taken += _until(lines, i, 0, stop)
    return taken


def _reads(spec: FieldSpec, taken: Sequence[_Token]) -> bool:
    """Whether a value of the field stands in these tokens; free text always does."""
    free = spec.kind in _FREE_KINDS
    return free or READERS[spec.kind](" ".join(token.text for token in taken)) is not None


def _is_labelled(line: _Line) -> bool:
    """Whether a line opens with a label, of whatever form: `Chỗ ở hiện tại:`."""
    tokens = list(dropwhile(lambda token: bool(_OPENS.match(token.text)), line.tokens))
    if not tokens or not tokens[0].text[:1].isupper():
        return False
    for token in tokens[:_LABEL_RUNS_ON]:
        if token.text.endswith(":"):
            return True
        if token is not tokens[0] and not token.text.lstrip("(")[:1].islower():
            return False
    return False


def _on_a_card(
    spec: FieldSpec, lines: Sequence[_Line], labels: Sequence[_Label], at: int
) -> list[_Token]:
    """The tokens behind a label in its run, and of the rows right under it, up to the next label there."""
    label = labels[at]
    later = [one for one in labels if one.line != label.line or one.first > label.first]
    begun = {other.line: other.first for other in reversed(later)}
    end = begun.get(label.line, len(lines[label.line].tokens))
    behind = lines[label.line].tokens[label.end : max(end, label.end)]
    taken = _without_english(behind, _english(spec, label))
    rest = spec.lines + (not any(_is_solid(token) for token in taken))
    above = lines[label.line].run
    for i in range(label.line + 1, len(lines)):
        run = lines[i].run
        far = run.page != above.page or run.level - above.level > _UNDER * text_height([above])
        if far or not rest:
            break
        if on_one_row(lines[label.line].run, run) or not _overlaps(run, _place(lines, label)):
            continue
        first = begun.get(i)
        taken += lines[i].tokens[:first]
        if first is not None:
            break
        rest, above = rest - 1, run
    return taken


def _english(spec: FieldSpec, label: _Label) -> str:
    """The English half, folded, of a label that was seen without it."""
    halves = (fold(one).partition(" / ") for one in spec.labels)
    return next((english for first, _, english in halves if first == label.label), "")


def _without_english(behind: Sequence[_Token], english: str) -> list[_Token]:
    """The tokens behind a label without its English half, `/ Full name:`, however it was read."""
    colons = [at for at, token in enumerate(behind) if token.text.endswith(":")]
    if colons:
        return list(behind[colons[-1] + 1 :])
    if english:
        return list(behind[_most_like(behind, english) :])
    if behind and behind[0].text.startswith("/"):
        return list(dropwhile(lambda token: token.text.lower() == token.folded, behind))
    return list(behind)


def _most_like(behind: Sequence[_Token], english: str) -> int:
    """How many of the first tokens read most like an expression; 0 where none do."""
    begun = [" ".join(token.folded for token in behind[:n]) for n in range(len(behind) + 1)]
    alike = [fuzz.ratio(text, english) if n else _UNLIKE for n, text in enumerate(begun)]
    return alike.index(max(alike))


def _place(lines: Sequence[_Line], label: _Label) -> Box:
    return around([token.word.box for token in lines[label.line].tokens[label.first : label.end]])


def _overlaps(run: Run, place: Box) -> bool:
    return run.box.left < place.right and run.box.right > place.left


def _until(lines: Sequence[_Line], line: int, first: int, stop: tuple[int, int]) -> list[_Token]:
    if line > stop[0]:
        return []
    end = stop[1] if line == stop[0] else len(lines[line].tokens)
    return list(lines[line].tokens[first:end])


def _goes_on(
    lines: Sequence[_Line], above: int, below: int, spec: FieldSpec, *, begun: bool
) -> bool:
    """Whether a value may run on in the row below: that is close, the row above full or only a label."""
    one, other = lines[above].run, lines[below].run
    listed = _OPENS.match(other.words[0].text) is not None
    announced = not begun and spec.lines > 0 and one.words[-1].text.endswith(":")
    if one.page != other.page or one.cell != other.cell or _is_indented(one, other):
        return False
    if listed and not announced and spec.kind != "items":
        return False
    more = spec.kind == "items" and (not begun or one.words[-1].text.endswith((";", ",")))
    if not listed and not more and _is_labelled(lines[below]):
        return False
    step = pitch(
        [line.run for line in lines[max(0, above - 6) : below + 2] if line.run.page == one.page]
    )
    close = other.level - one.level < 1.7 * step
    edge = max(line.run.box.right for line in lines if line.run.page == one.page)
    under = not begun and spec.lines > 0
    return close and (spec.kind == "items" or under or _is_full(one, other, edge))


def _is_indented(one: Run, other: Run) -> bool:
    """Whether a row stands far to the right of the row above: it is no continuation."""
    return other.box.left > one.box.left + _INDENT


def _is_full(one: Run, other: Run, edge: float) -> bool:
    """Whether a row reaches the edge, or the first word of the next one had no room in it."""
    next_word = one.box.right + _SPACE + other.words[0].box.width
    return one.box.right > _FULL_LINE * edge or next_word > edge


def _after_label(behind: Sequence[_Token]) -> Sequence[_Token]:
    """The tokens without what is still label: a note in brackets, words up to its colon."""
    note = _note(behind)
    behind = behind[note:] if note < len(behind) else behind
    for at, token in enumerate(behind[:_LABEL_RUNS_ON]):
        if token.text.endswith(":"):
            words = [one.text for one in behind[: at + 1]]
            return behind[at + 1 :] if all(_may_be_label(word) for word in words) else behind
    return behind


def _may_be_label(word: str) -> bool:
    """Whether a word can be part of a label behind its beginning: small letters, `1`, `(2)`, a colon."""
    core = word.strip("(),:")
    return not core or core[0].islower() or (core.isdigit() and len(core) <= 2)


def _is_solid(token: _Token) -> bool:
    return any(c.isalnum() for c in token.text)


def _value(spec: FieldSpec, behind: Sequence[_Token]) -> Found | None:
    """The value in the tokens behind a label; None where nothing but fillers stands there."""
    behind = _before_the_end(spec, _without_bullet(spec, _after_label(behind)))
    solid = [token for token in behind if _is_solid(token)]
    if not solid:
        return None
    page = solid[0].page
    words = tuple(dict.fromkeys(token.word for token in solid if token.page == page))
    reading = READERS[spec.kind](without_fillers(" ".join(token.text for token in behind)))
    if reading and spec.kind in _FREE_KINDS:
        reading = Reading(reading.value, reading.trust * FREE_TEXT)
    return found(spec.name, reading or Reading("", 0.0), page, words)


def _without_bullet(spec: FieldSpec, behind: Sequence[_Token]) -> Sequence[_Token]:
    """The tokens without the number or dash before the first, where they are no list."""
    if spec.kind not in _FREE_KINDS or spec.kind == "items" or len(behind) < 2:
        return behind
    if _OPENS.match(behind[0].text):
        return behind[1:]
    first = replace(behind[0], text=_GLUED_NUMBER.sub("", behind[0].text))
    return [first, *behind[1:]]


def _before_the_end(spec: FieldSpec, behind: Sequence[_Token]) -> Sequence[_Token]:
    """The tokens up to an expression that ends the value, without the sentence in which it stands."""
    if not spec.ends:
        return behind
    keys = _keys(behind)
    ends = [at for words in spec.ends for at in _places_of(fold(words).split(), keys) if at]
    if not ends:
        return behind
    before = behind[: min(ends)]
    sentences = [at for at, token in enumerate(before, 1) if _ends_a_sentence(token)]
    return before[: sentences[-1]] if sentences else before


def _places_of(words: Sequence[str], keys: Sequence[str]) -> Iterator[int]:
    for at in range(len(keys) - len(words) + 1):
        if keys[at : at + len(words)] == list(words):
            yield at


def _ends_a_sentence(token: _Token) -> bool:
    """Whether a full stop stands behind a word that is no abbreviation: `TP.`, `Q.`."""
    return token.text.endswith((".", ";")) and token.text[:-1].islower()

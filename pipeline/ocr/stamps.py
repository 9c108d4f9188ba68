"""The stamps of a page as regions of their own: their lines stand together, after the text."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline import arrival_stamp, imaging, red_stamps
from pipeline.model import Box, Stamp, StampKind, TableCell, Word, around
from pipeline.ports import Colour, Grey, OcrEngine
from pipeline.text import code_key

_MARKINGS = frozenset(("mat", "toimat", "tuyetmat", "khan", "thuongkhan", "hoatoc"))

_HEAD = 0.5
"""Share of the page from the top in which a marking is stamped (decree 30/2020, box 10)."""

_MOST = 0.5
"""Share of a line's words in a frame from which the line belongs to the stamp, not to the text beside it."""

ReadInk = Callable[[Grey], Sequence[Word]]
"""Reads the ink of a stamp, a picture of the whole upright page, dark on white."""


@dataclass(frozen=True, slots=True)
class Text:
    """What was read on a page, its stamps told apart."""

    words: tuple[Word, ...]
    cells: tuple[TableCell, ...] = ()
    stamps: tuple[Stamp, ...] = ()

    def lines(self) -> dict[int, list[Word]]:
        """The words by number of their line."""
        return {
            number: list(words) for number, words in groupby(self.words, key=lambda word: word.line)
        }


def with_stamps(
    text: Text, page: Colour | Grey, dpi: int, engine: OcrEngine, read_ink: ReadInk
) -> Text:
    """The text of an upright first page with its markings and its stamp of arrival.

    A stamp in coloured ink, which the page treatment took away, is read and added; one in black was read
    among the text, and its lines are set aside.
    """
    return _with_arrival(with_markings(text, page, dpi, engine), page, read_ink)


def with_markings(text: Text, page: Colour | Grey, dpi: int, engine: OcrEngine) -> Text:
    """The text of any upright page with its markings, printed or in red."""
    text = _with_printed_markings(text)
    if page.ndim == 3:
        return _added(text, StampKind.MARKING, red_stamps.marking_words(page, engine, dpi))
    return text


def _with_printed_markings(text: Text) -> Text:
    for number, words in text.lines().items():
        spelt = "".join(word.text for word in words)
        if code_key(spelt) in _MARKINGS and spelt.isupper() and words[0].box.bottom < _HEAD:
            box = around([word.box for word in words])
            return set_aside(text, StampKind.MARKING, {number}, box)
    return text


def _with_arrival(text: Text, page: Colour | Grey, read_ink: ReadInk) -> Text:
    inked = arrival_stamp.coloured(page) if page.ndim == 3 else None
    if inked:
        words = [word for word in read_ink(inked.ink) if not _is_frame(word)]
        if arrival_stamp.is_arrival(words):
            return _added(_without(text, words, inked.frame), StampKind.ARRIVAL, words)
    frame = arrival_stamp.black(imaging.plain(page), text.words)
    if frame is None:
        return text
    return set_aside(text, StampKind.ARRIVAL, _lines_within(text, frame), frame)


def _is_frame(word: Word) -> bool:
    """Whether a word is a piece of the frame, which reads as a single letter; no word of the stamp is so short."""
    letters = [letter for letter in word.text if letter.isalnum()]
    return len(letters) < 2 and not any(map(str.isdigit, letters))


def _without(text: Text, words: Sequence[Word], frame: Box) -> Text:
    """The text without what it has of a stamp that was read by itself."""
    lines, known = _lines_within(text, frame), {code_key(word.text) for word in words}
    kept = (
        word for word in text.words if word.line not in lines or code_key(word.text) not in known
    )
    return replace(text, words=tuple(kept))


def _lines_within(text: Text, frame: Box) -> set[int]:
    inside = Counter(word.line for word in arrival_stamp.within(text.words, frame))
    whole = Counter(word.line for word in text.words)
    return {line for line, words in inside.items() if words > _MOST * whole[line]}


def _added(text: Text, kind: StampKind, words: Sequence[Word]) -> Text:
    """The text and, as its last lines, the words of a stamp."""
    if not words:
        return text
    above = max((word.line for word in text.words), default=-1) + 1 - words[0].line
    mine = tuple(replace(word, line=word.line + above) for word in words)
    stamp = Stamp(kind, around([word.box for word in mine]), mine[0].line, mine[-1].line)
    return Text((*text.words, *mine), text.cells, (*text.stamps, stamp))


def set_aside(text: Text, kind: StampKind, lines: Collection[int], box: Box) -> Text:
    """The text with some of its lines as a stamp, behind the others; lines are numbered anew."""
    if not lines:
        return text
    there = sorted(text.lines())
    kept = [line for line in there if line not in lines]
    order = [*kept, *(line for line in there if line in lines)]
    stamp = Stamp(kind, box, len(kept), len(order) - 1)
    put = in_order(text, order, in_cells=kept)
    return replace(put, stamps=(*text.stamps, stamp))


def in_order(text: Text, order: Sequence[int], *, in_cells: Sequence[int]) -> Text:
    """The text with its lines in another order, numbered anew; of the cells, those that hold one of `in_cells`."""
    number = {line: at for at, line in enumerate(order)}
    words = (replace(word, line=number[word.line]) for word in text.words)
    return Text(
        tuple(sorted(words, key=lambda word: word.line)),
        tuple(_renumbered(text.cells, in_cells, number)),
        text.stamps,
    )


def _renumbered(
    cells: Sequence[TableCell], kept: Sequence[int], number: Mapping[int, int]
) -> Iterator[TableCell]:
    """The cells that still hold lines."""
    for cell in cells:
        held = [number[line] for line in kept if cell.first <= line <= cell.last]
        if held:
            yield replace(cell, first=held[0], last=held[-1])

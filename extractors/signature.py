"""The signature block: authority and posts in capitals at the right, the signer's name below them.

Boxes 7a and 7b of Nghị định 30. The block stands beside `Nơi nhận:`; the first one of a document is
its own, later ones belong to what is attached.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from extractors.layout import Run
from extractors.offices import mend_post
from extractors.trust import FREE_TEXT, Found
from extractors.values import Reading, lacks_letters
from pipeline.model import Word

_RIGHT_HALF = 0.5
_USUAL_MIDDLE = 0.72
_ABOVE = 0.05
_DEPTH = 0.3
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)?")
_FOREIGN = frozenset("FJWZfjwz")

_WHOLE_NAME = 3
"""Words of a name that need no second look: with two, a seal may have taken the third."""


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Lines of title, each with its spelling and how sure it is, and the run of the name."""

    titles: tuple[tuple[Run, str, float], ...]
    name: Run | None

    def title(self) -> Found | None:
        """All lines of the title as one value."""
        if not self.titles:
            return None
        words = tuple(word for run, _, _ in self.titles for word in run.words)
        text = " ".join(spelt for _, spelt, _ in self.titles)
        sure = min(sure for _, _, sure in self.titles)
        return Found(
            "signer_title", Reading(text), self.titles[0][0].page, words, sure, not self._whole()
        )

    def _whole(self) -> bool:
        """Whether the lines need each other as they must: after `KT. X` a `PHÓ X`, after TM., TL. a post."""
        lines = [spelt for _, spelt, _ in self.titles]
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            if line.startswith("KT.") and "PHÓ" not in following and "THỨ" not in following:
                return False
            if line.startswith(("TM.", "TL.", "TUQ.")) and not following:
                return False
        return True


def find_signature(found: Sequence[Run]) -> SignatureBlock:
    """The first signature block among all runs of a document, in page and reading order."""
    anchors = _anchors(found)
    for anchor in anchors:
        titles = _titles(found, anchor)
        if titles:
            return SignatureBlock(titles, _name(found, titles[-1][0], titles[0][0].middle))
    if not anchors:
        return SignatureBlock((), _name_under_hint(found) or _name_under_post(found))
    return SignatureBlock((), _name(found, anchors[0], _USUAL_MIDDLE))


def _name_under_hint(found: Sequence[Run]) -> Run | None:
    """The name below the rightmost `(Ký, ghi rõ họ tên)` of the first page that has one, as forms end."""
    hints = [
        run for run in found if fuzz.partial_ratio("(ky", run.folded[:6]) > 90 and _is_right(run)
    ]
    if not hints:
        return None
    last = max((hint for hint in hints if hint.page == hints[0].page), key=lambda run: run.middle)
    return _name(found, last, last.middle)


def _name_under_post(found: Sequence[Run]) -> Run | None:
    """The name below a post that stands elsewhere than at the right, as on a card copied to the left half."""
    posts = (run for run in found if run.capitals > 0.8 and mend_post(run.text))
    return next((name for post in posts if (name := _name(found, post, post.middle))), None)


def _anchors(found: Sequence[Run]) -> list[Run]:
    """`Nơi nhận:` where there is one, else every line that reads like an authority or a post."""
    recipients = [run for run in found if fuzz.ratio(run.folded[:10], "noi nhan:") >= 75]
    return recipients or [
        r for r in found if _is_right(r) and r.capitals > 0.8 and mend_post(r.text)
    ]


def _is_right(run: Run) -> bool:
    return run.middle > _RIGHT_HALF and run.box.left > 0.4


def _titles(found: Sequence[Run], anchor: Run) -> tuple[tuple[Run, str, float], ...]:
    titles: list[tuple[Run, str, float]] = []
    for run in found:
        if run.page != anchor.page or not -_ABOVE < run.level - anchor.level < _DEPTH:
            continue
        if _is_right(run) and run.capitals > 0.75:
            mended = mend_post(run.text)
            if mended:
                titles.append((run, *mended))
    return tuple(titles)


def _name(found: Sequence[Run], last: Run, middle: float) -> Run | None:
    """The surest run below a line, centred about `middle`, that reads like a person's name."""
    below = [
        name
        for run in found
        if run.page == last.page and 0 < run.level - last.level < _DEPTH
        if (name := _as_name(run)) and abs(name.middle - middle) < 0.15
    ]
    return max(below, key=lambda run: (min(len(run.words), 3), run.confidence), default=None)


def _as_name(run: Run) -> Run | None:
    """The run without specks at its ends, if what is left is 2–6 capitalised words, not all capitals."""
    words = list(run.words)
    while words and not _is_name_word(words[0]):
        words.pop(0)
    while words and not _is_name_word(words[-1]):
        words.pop()
    if not 2 <= len(words) <= 6 or not all(_is_name_word(word) for word in words):
        return None
    text = "".join(word.text for word in words)
    return None if text.isupper() else replace(run, words=tuple(words))


def _is_name_word(word: Word) -> bool:
    text = bare(word.text)
    return bool(_NAME_WORD.fullmatch(text)) and text[0].isupper() and text not in _FOREIGN


def bare(text: str) -> str:
    """A word without quotes and points at its ends."""
    return text.strip(" .,:;\"'“”‘’`*_-")


def signer(block: SignatureBlock) -> Found | None:
    """The signer's name, as free as any; without a title above, or of two words, it waits for review."""
    if block.name is None:
        return None
    text = " ".join(bare(word.text) for word in block.name.words)
    sure = min(word.confidence for word in block.name.words)
    doubt = not block.titles or len(block.name.words) < _WHOLE_NAME or lacks_letters(text)
    return Found("signer", Reading(text, FREE_TEXT), block.name.page, block.name.words, sure, doubt)

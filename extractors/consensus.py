"""One paper says the same thing several times: its surest spelling of a word settles the doubtful ones.

A subject comes back in the body, a commune in the address below. Where the same word between the same
neighbours is read with other accents elsewhere, the readings vote by their confidence. No dictionary:
only what stands on this paper counts.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.layout import Run
from pipeline.model import Word
from pipeline.text import fold

_EDGES = ".,;:()\"'“”‘’"
_SURE = 0.8
"""From this confidence on, 0–1, a word stays as read. On 12 real papers every change of a word below
0.74 was right, every change of one above 0.86 wrong: small print loses more tones than a title."""

Context = tuple[str, str, bool]
"""A folded word, its folded neighbour, and whether the neighbour stands before it."""


@dataclass(frozen=True, slots=True)
class Consensus:
    """How each word in context is spelt on a paper: spelling in lower case → confidences."""

    spellings: dict[Context, dict[str, list[float]]]

    def settled(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """The words, doubtful ones in the spelling this paper gives them most; case and punctuation stay.

        A changed word gets the winner's confidence times its share of the votes.
        """
        keys = [_key(word) for word in words]
        return tuple(self._settle(word, _contexts(keys, i)) for i, word in enumerate(words))

    def _settle(self, word: Word, contexts: list[Context]) -> Word:
        if word.confidence >= _SURE:
            return word
        votes: dict[str, list[float]] = defaultdict(list)
        for context in contexts:
            for spelling, sure in self.spellings.get(context, {}).items():
                votes[spelling] += sure
        core = word.text.strip(_EDGES)
        best = max(votes, key=lambda spelling: sum(votes[spelling]), default=core.lower())
        if best == core.lower() or len(best) != len(core):
            return word
        share = sum(votes[best]) / sum(sum(sure) for sure in votes.values())
        text = word.text.replace(core, _in_case_of(core, best))
        return replace(word, text=text, confidence=max(votes[best]) * share)


def _key(word: Word) -> str:
    return fold(word.text).strip(_EDGES)


def _contexts(keys: Sequence[str], at: int) -> list[Context]:
    found = []
    if at and keys[at - 1]:
        found.append((keys[at], keys[at - 1], True))
    if at + 1 < len(keys) and keys[at + 1]:
        found.append((keys[at], keys[at + 1], False))
    return found if keys[at].isalpha() else []


def _in_case_of(model: str, text: str) -> str:
    return "".join(
        new.upper() if old.isupper() else new for old, new in zip(model, text, strict=True)
    )


def consensus(found: Sequence[Run]) -> Consensus:
    """The spellings of all words of a paper in their contexts, within lines."""
    spellings: dict[Context, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for run in found:
        keys = [_key(word) for word in run.words]
        for i, word in enumerate(run.words):
            for context in _contexts(keys, i):
                spellings[context][word.text.strip(_EDGES).lower()].append(word.confidence)
    return Consensus(spellings)

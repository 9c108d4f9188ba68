"""A query as single demands, free of any engine: what must be found, in both spellings."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.model import Phrase, Query
from search.codes import looks_like_code
from search.persons import is_name
from search.words import spellings


@dataclass(frozen=True, slots=True)
class Clause:
    """Neighbouring words that must be found together, exactly spelled or folded.

    field: look only in this field's values; empty: anywhere. code: also found by its joined key,
    however print or reading split it.
    """

    exact: tuple[str, ...]
    folded: tuple[str, ...]
    field: str = ""
    code: bool = False

    @property
    def accented(self) -> bool:
        """Whether it was typed with accents."""
        return self.exact != self.folded

    @property
    def exact_key(self) -> str:
        """The joined code with its accents."""
        return "".join(self.exact)

    @property
    def key(self) -> str:
        """The joined code without accents, as `code_key` gives it."""
        return "".join(self.folded)


def clause(words: Iterable[str], *, field: str = "", code: bool = False) -> Clause:
    """The clause of words as typed or printed."""
    spelled = [pair for word in words for pair in spellings(word)]
    exact = tuple(token for token, _ in spelled)
    return Clause(exact, tuple(token for _, token in spelled), field, code)


def demands(query: Query) -> list[Clause]:
    """All that must be there: words and phrases, then codes, then fields; a person's name is a phrase."""
    single = [phrase.words[0] for phrase in query.wanted if len(phrase.words) == 1]
    if not is_name(single):
        return apart(query)
    longer = [Phrase(tuple(single)), *(each for each in query.wanted if len(each.words) > 1)]
    return apart(replace(query, wanted=tuple(longer)))


def apart(query: Query) -> list[Clause]:
    """The demands with words as typed, each anywhere."""
    found = [clause(phrase.words) for phrase in query.wanted]
    found += [clause([code], code=True) for code in query.codes]
    found += [
        clause([value], field=name, code=looks_like_code(value)) for name, value in query.fields
    ]
    return [each for each in found if each.folded]


def refusals(query: Query) -> list[Clause]:
    """All that must not be there."""
    return [each for each in (clause(phrase.words) for phrase in query.unwanted) if each.folded]


def bare_words(clauses: Iterable[Clause]) -> tuple[str, ...]:
    """The single words in the order typed, folded: where they stand together is the better place."""
    return tuple(each.folded[0] for each in clauses if len(each.folded) == 1 and not each.field)

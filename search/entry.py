"""A document as index terms, free of any engine."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Findable
from pipeline.text import code_key
from search.clauses import Clause, clause
from search.codes import codes_in, looks_like_code
from search.grams import grams
from search.person_days import person_days
from search.readings import figures
from search.variants import lattice_terms
from search.words import pairs

SHORTEST_KEY = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """Terms of one document; each string is one stretch of text (page or value), terms by spaces.

    exact_pairs, folded_pairs: neighbouring words as one term: a phrase of common words costs an
    engine 8 × as much without them (`reference/search.md` D4).

    named_exact, named_folded: terms `field=token`. keys: joined codes, see `code_terms`, `look_terms`,
    and names with days near them (`search/person_days.py`).

    lattice: what misread words may have been (`search/variants.py`), of the whole document.
    grams: common expressions (`search/grams.py`).
    """

    exact: list[str]
    folded: list[str]
    exact_pairs: list[str]
    folded_pairs: list[str]
    named_exact: list[str]
    named_folded: list[str]
    keys: list[str]
    lattice: list[str]
    grams: list[str]


def code_terms(code: Clause) -> tuple[str, str]:
    """(exact, folded) terms of a code that stands anywhere, or in the clause's field."""
    return f"{code.field}={code.exact_key}", f"{code.field}:{code.key}"


def look_terms(code: Clause) -> tuple[str, ...]:
    """Terms of codes whose signs look like those of this one: `0I` like `01`."""
    look = figures(code.key)
    return f"{code.field}:{look}", f"{code.field}~{look}"


def own_term(code: Clause) -> str:
    """Term of a code that is the document's own: a field's value or its dossier."""
    return f"@{code.key}"


def entry(document: Findable) -> Entry:
    """All terms of a document; title, field values and dossier codes are stretches of their own."""
    named = [*document.fields, ("title", document.title), ("file", document.file)]
    values = [clause([value], field=name) for name, value in named if value]
    pages = [clause(words) for _, words in document.pages]
    stretches = pages + [each for each in values if each.field != "file"]
    stretches += [clause([code]) for code in document.dossiers]
    return Entry(
        exact=[" ".join(each.exact) for each in stretches],
        folded=[" ".join(each.folded) for each in stretches],
        exact_pairs=[" ".join(pairs(each.exact)) for each in stretches],
        folded_pairs=[" ".join(pairs(each.folded)) for each in stretches],
        named_exact=[" ".join(f"{each.field}={token}" for token in each.exact) for each in values],
        named_folded=[" ".join(f"{each.field}={t}" for t in each.folded) for each in values],
        keys=sorted(
            {*_keys(document), *(key for page in pages for key in person_days(page.folded))}
        ),
        lattice=sorted(_lattice(stretches, values)),
        grams=[" ".join(grams(each.exact, each.folded)) for each in stretches],
    )


def _lattice(stretches: list[Clause], values: list[Clause]) -> set[str]:
    found = [lattice_terms(each.folded) for each in stretches]
    found += [lattice_terms(each.folded, each.field) for each in values]
    return set().union(*found)


def _keys(document: Findable) -> Iterator[str]:
    for _, words in document.pages:
        for code in codes_in(words):
            yield from _anywhere(clause([code]))
    for code in document.dossiers:
        yield from (*_anywhere(clause([code])), own_term(clause([code])))
    for name, value in document.fields:
        if looks_like_code(value):
            yield from (*_anywhere(clause([value])), own_term(clause([value])))
            yield from _written(clause([value], field=name))


def _anywhere(code: Clause) -> tuple[str, ...]:
    # Short joined codes would mean too much else ("1ct"); they are found as neighbouring words.
    return _written(code) if len(code.key) >= SHORTEST_KEY else ()


def _written(code: Clause) -> tuple[str, ...]:
    # A code that looks like itself alone needs no term of its look.
    looks = look_terms(code)[1:] if figures(code.key) != code.key else ()
    return (*code_terms(code), *looks)


def dossier_term(code: str) -> str:
    """Filter term of a dossier: found however its separators are typed."""
    return code_key(code)

"""Count how often each verdict comes with the right dossier and with others, on layout a: for `WEIGHTS`.

PYTHONPATH=. python tests/benchmarks/filing_evidence.py [CASES]
"""

import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain

import filing_register
from filing_papers import Misreading
from filing_register import Paper

from pipeline.model import Dossier
from pipeline.name_keys import near_codes, near_keys, person_key
from pipeline.paper_facts import PaperFacts, Understood, facts_of
from pipeline.register_evidence import Verdict, evidence

SEED, LAYOUT, DOSSIERS = 1, "a", 20_000


def main(count: int) -> None:
    cases = filing_register.cases(DOSSIERS, SEED)
    drawn = random.Random(SEED).sample(cases, count)
    people: dict[str, list[Dossier]] = defaultdict(list)
    for dossier in map(filing_register.dossier, cases):
        people[person_key(dossier.applicant or "")].append(dossier)
        people[dossier.code].append(dossier)
    right, others = Counter[Verdict](), Counter[Verdict]()
    for paper in filing_register.papers(drawn, LAYOUT, SEED, Misreading(), frozenset()):
        facts = _facts(paper)
        for dossier in _alike(facts, people):
            (right if dossier.code == paper.code else others).update(evidence(facts, dossier))
    _print(right, others)


def _facts(paper: Paper) -> PaperFacts:
    found = paper.extraction
    told = Understood(found.type_name, found.fields, found.role, found.dossier_codes)
    return facts_of(told, paper.mentioned)


def _alike(facts: PaperFacts, known: dict[str, list[Dossier]]) -> Iterator[Dossier]:
    keys = chain(facts.keys, *map(near_keys, facts.keys), facts.codes)
    wanted = chain(keys, *map(near_codes, facts.codes))
    found = {one.code: one for key in wanted for one in known.get(key, ())}
    yield from found.values()


def _print(right: Counter[Verdict], others: Counter[Verdict]) -> None:
    pairs = right.total() / len(_KINDS), others.total() / len(_KINDS)
    print(f"{pairs[0]:.0f} right dossiers, {pairs[1]:.0f} others")
    for one in Verdict:
        shares = (right[one] + 0.5) / (pairs[0] + 1), (others[one] + 0.5) / (pairs[1] + 1)
        print(f"{one:20} {shares[0]:.4f} {shares[1]:.4f} {math.log(shares[0] / shares[1]):+.2f}")


_KINDS = {one.partition(".")[0] for one in Verdict}

if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 700)

"""Answers by day of issue, on any engine: of all questions that are asked in turn, each with its own tier."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from pipeline.model import Match, Matches, Order
from search.nodes import Every, Some, Term, Worth
from search.plan import Plan
from search.steps import Slice

Ask: TypeAlias = Callable[[Plan, Slice], Matches]
AskIds: TypeAlias = Callable[[Plan, Order, Slice], tuple[int, list[str]]]
"""How many answers a plan has, and the ids of a page of them by day: undated last, of one day by id."""


def by_day(
    plans: Iterable[Plan], order: Order, ask_ids: AskIds, ask: Ask, wanted: Slice
) -> Matches:
    """A page of the answers to all plans together."""
    asked = list(_asked(plans, ask))
    total, ids = ask_ids(_together(asked), order, wanted)
    known = {match.document: match for plan in asked for match in _among(plan, ids, ask)}
    return Matches(total, tuple(known[one] for one in ids if one in known))


def _asked(plans: Iterable[Plan], ask: Ask) -> Iterator[Plan]:
    """Those that a search by relevance would ask too."""
    total = 0
    for plan in plans:
        if plan.below is None or total < plan.below:
            total += ask(plan, Slice(0, 0)).total
            yield plan


def _together(plans: Sequence[Plan]) -> Plan:
    """One plan of what answers any; what the first leaves out, all do."""
    any_of = Some(tuple(Every(tuple(plan.must)) for plan in plans))
    return Plan(must=[Worth(any_of)], never=plans[0].never, ranked=False)


def _among(plan: Plan, ids: Sequence[str], ask: Ask) -> tuple[Match, ...]:
    """What relevance says about those of these documents that answer this plan."""
    if not ids:
        return ()
    these = Worth(Some(tuple(Term("id", one) for one in ids)))
    return ask(replace(plan, must=[*plan.must, these]), Slice(len(ids), 0)).matches

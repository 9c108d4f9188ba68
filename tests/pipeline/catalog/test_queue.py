"""The catalog as a queue, and when each original was last found whole."""

from pipeline.catalog.claims import LEASE_SECONDS
from pipeline.holder import this_process

NOW = 1_700_000_000.0
ELSEWHERE = "another|boot/pid:[1]|12|34"


def test_what_nobody_has_in_hand_is_free_in_the_order_asked(catalog, receive):
    for letter in "abc":
        receive(letter)
    ids = [letter * 16 for letter in "cab"]
    catalog.claims.take("a" * 16, holder=ELSEWHERE, now=NOW)
    assert catalog.queue.free([*ids, "unknown"], NOW + 1) == ["c" * 16, "b" * 16]
    assert catalog.queue.free(ids, NOW + LEASE_SECONDS + 1) == ids
    assert catalog.queue.free([], NOW) == []


def test_many_at_once(catalog, receive):
    receive("a")
    many = [f"{number:016}" for number in range(3000)]
    assert catalog.queue.free([*many, "a" * 16], NOW) == ["a" * 16]


def test_who_works_is_known_until_the_lease_is_over(catalog, receive):
    receive("a")
    receive("b")
    assert catalog.queue.holders(NOW) == set()
    catalog.claims.take("a" * 16, holder=ELSEWHERE, now=NOW)
    catalog.claims.take("b" * 16, holder=this_process(), now=NOW)
    assert catalog.queue.holders(NOW + 1) == {ELSEWHERE, this_process()}
    assert catalog.queue.holders(NOW + LEASE_SECONDS + 1) == set()


def test_what_is_given_back_is_free_and_was_no_try(catalog, receive):
    receive("a")
    receive("b")
    mine = catalog.claims.take("a" * 16, holder=this_process(), now=NOW)
    catalog.claims.take("b" * 16, holder=ELSEWHERE, now=NOW)
    catalog.queue.give_back(this_process())
    assert catalog.queue.free(["a" * 16, "b" * 16], NOW + 1) == ["a" * 16]
    assert catalog.documents.get("a" * 16).attempts == 0
    again = catalog.claims.take("a" * 16, holder=ELSEWHERE, now=NOW)
    assert again.fence > mine.fence


def test_originals_are_looked_at_longest_unseen_first(catalog, receive):
    for letter in "abc":
        receive(letter)
    assert catalog.fixity.count() == 3
    assert [one.sha256[0] for one in catalog.fixity.oldest(2)] == ["a", "b"]
    catalog.fixity.found_whole(["a" * 64, "b" * 64], NOW + 10)
    catalog.fixity.found_whole([], NOW)
    assert [one.sha256[0] for one in catalog.fixity.oldest(5)] == ["c", "a", "b"]

"""What an office does by itself, again and again: finish what was left, index, tidy, look after the originals."""

import logging
import math
import time

from flows.bench import Archive
from flows.crew import Crew
from flows.dispatch import hand_out
from flows.leftovers import remove_leftovers
from pipeline import holds, indexing
from pipeline.find_place import refile
from pipeline.settings import Settings
from pipeline.verify import verify_originals

log = logging.getLogger(__name__)

_STALE_SECONDS = 24 * 3600.0


def sweep(settings: Settings, archive: Archive, crew: Crew) -> int:
    """Start what nobody works on, index what is finished, tidy up; returns how many runs were started."""
    started = hand_out(crew, archive, "sweep", archive.catalog.queue.abandoned(time.time()))
    match_again(settings, archive)
    holds.settle(archive.catalog, archive.store)
    indexing.drain(archive.catalog, archive.store, archive.index)
    tidy(settings, archive)
    return started


def match_again(settings: Settings, archive: Archive) -> int:
    """Find the place of papers that an older register could not tell; returns how many were looked at."""
    if not archive.catalog.matching.pending():
        return 0
    from extractors import document_types, use_forms_of

    use_forms_of(settings.home / "forms")
    roles = {kind.slug: kind.role for kind in document_types()}
    return refile(archive.catalog, roles.get, now=time.time())


def tidy(settings: Settings, archive: Archive) -> None:
    """Remove what dead processes left in the temp folder and in the store."""
    now = time.time()
    remove_leftovers(settings.home / "tmp", now)
    archive.store.remove_unfinished(now - _STALE_SECONDS)


def verify_portion(settings: Settings, archive: Archive) -> list[str]:
    """Re-hash the originals looked at longest ago, so many that all have their turn in `verify_days` nights.

    Returns the keys of those that are gone or altered; they come first again the next night.
    """
    count = math.ceil(archive.catalog.fixity.count() / settings.verify_days)
    portion = archive.catalog.fixity.oldest(count)
    found = verify_originals(archive.catalog, archive.store, portion)
    damaged = [*found.missing, *found.changed]
    for key in damaged:
        log.error("original is damaged: %s", key)
    return damaged

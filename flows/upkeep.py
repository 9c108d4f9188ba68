"""Flows by which a grown office keeps itself in order; `sohoa deploy` gives them their times.

Importing this imports Prefect: only after `flows.runtime.enter`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from prefect import flow

from flows import chores
from flows.bench import Archive, open_archive
from flows.crew import Crew, shared_address
from flows.lifeline import end_with_parent
from flows.runtime import never_wait_for_a_dead_server
from pipeline import indexing
from pipeline.errors import ServiceDown
from pipeline.home import home_folder
from pipeline.settings import Settings, load


@flow(name="sweep", persist_result=False)
def sweep() -> int:
    """Start what nobody works on, index what is finished, tidy up; returns how many runs were started."""
    with _place() as (settings, archive):
        address = shared_address(settings)
        if address is None:
            raise ServiceDown("runner: the settings of this worker name no shared server")
        crew = Crew(address, settings.work_pool)
        with crew.api:
            crew.forget_late("sweep")
            return chores.sweep(settings, archive, crew)


@flow(name="verify", persist_result=False)
def verify() -> int:
    """Re-hash tonight's portion of the originals; fails, for whoever watches runs, when one is damaged."""
    with _place() as (settings, archive):
        damaged = chores.verify_portion(settings, archive)
    if damaged:
        raise RuntimeError(f"{len(damaged)} originals are damaged: see the log and `sohoa verify`")
    return 0


@flow(name="reindex", persist_result=False)
def reindex() -> int:
    """Build the index anew from catalog and store; returns how many documents it holds."""
    with _place() as (_, archive):
        return indexing.reindex(archive.catalog, archive.store, archive.index)


@contextmanager
def _place() -> Iterator[tuple[Settings, Archive]]:
    """The archive of this worker's home."""
    never_wait_for_a_dead_server()
    end_with_parent()
    settings = load(home_folder(os.environ.get("SOHOA_HOME")))
    with open_archive(settings) as archive:
        yield settings, archive

"""The flow that digitizes a slice of a batch: a task a document, ids in, nothing out but a count.

Importing this imports Prefect: only after `flows.runtime.enter`.
"""

import logging
import os
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows import workplace
from pipeline.digitize import Bench, finish_document, give_up
from pipeline.errors import SohoaError

log = logging.getLogger(__name__)

SLICE = 200
"""Documents a flow run; more make Prefect slow and lose more when a run is lost (`reference/prefect.md`)."""

_WAITING_DOCUMENTS = 2  # beside those whose pages are being read, so that no page worker idles


@task(
    name="digitize-document",
    task_run_name="document {document_id}",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def digitize_document(document_id: str) -> bool:
    """Finish one document; what breaks unexpectedly is written on the document, the batch goes on."""
    with workplace.here() as bench:
        return _finish(bench, document_id)


def documents_at_once(page_workers: int) -> TaskRunner[Any]:
    """A runner that keeps that many page workers busy."""
    return ThreadPoolTaskRunner(max_workers=page_workers + _WAITING_DOCUMENTS)


@flow(
    name="digitize-batch",
    flow_run_name="batch {batch_id}",
    task_runner=documents_at_once(len(os.sched_getaffinity(0))),
    persist_result=False,
)
def digitize_batch(batch_id: str, documents: list[str]) -> int:
    """Finish some documents of a batch, at most `SLICE`; returns how many it finished.

    Raises the first SohoaError (a service is down): the documents wait for the next run or sweep.
    """
    log.info("slice begins: batch=%s documents=%d", batch_id, len(documents))
    with workplace.here():
        futures = [digitize_document.submit(document) for document in documents]
        return sum(future.result() for future in futures)


def _finish(bench: Bench, document_id: str) -> bool:
    try:
        return finish_document(bench, document_id)
    except SohoaError:
        raise
    except Exception:  # the task boundary: one broken paper never stops the others
        log.exception("document failed: id=%s", document_id)
        return give_up(bench, document_id)

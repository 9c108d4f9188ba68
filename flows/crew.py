"""Who reads for us: the runner of a running `sohoa up`, or the workers of a pool of a shared server."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from flows.office_server import running_server
from flows.prefect_api import PrefectApi
from flows.runtime import Address
from pipeline.errors import Fault, ServiceDown
from pipeline.settings import Settings

LOCAL = "local"
"""Name of the deployments of a running office; those of a shared server are called like its pool."""

DIGITIZE = "digitize-batch"
OFFER_SECONDS = 30.0  # between an office that answers and its runner that has offered the flow
START_SECONDS = 60.0  # a run that has begun so long ago has claimed its first document, or is lost
_LOOK_SECONDS = 0.2
_RUNS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Coming:
    """A run that still has to take up its documents."""

    run: str
    documents: tuple[str, ...]


class Crew:
    """Readers behind a Prefect API. pool: the work pool of a shared server; None for a running office.

    Methods raise ServiceDown.
    """

    def __init__(self, address: Address, pool: str | None) -> None:
        self.api = PrefectApi(address)
        self.pool = pool
        self._known: dict[str, str] = {}

    def check(self) -> str:
        """Make sure that server, pool and deployment are there; returns the server's version."""
        version = self.api.version()
        if self.pool and self.api.get(f"/work_pools/{quote(self.pool)}") is None:
            raise self.api.fault(Fault.MISSING, f"work pool {self.pool}")
        self.deployment(DIGITIZE)
        return version

    def hands(self) -> int:
        """How many runs can be worked on at a time: workers online; a running office is one."""
        if self.pool is None:
            return 1
        found = self.api.post(f"/work_pools/{quote(self.pool)}/workers/filter", {})
        if found is None:
            raise self.api.fault(Fault.MISSING, f"work pool {self.pool}")
        return sum(worker["status"] == "ONLINE" for worker in found)

    def start(self, batch: str, documents: Sequence[str]) -> str:
        """Ask for a run that takes what is free among the documents of a batch; returns its id."""
        given = {"batch_id": batch, "documents": list(documents)}
        path = f"/deployments/{self.deployment(DIGITIZE)}/create_flow_run"
        made = self.api.post(path, {"parameters": given, "name": f"batch {batch}"})
        if made is None:
            self._known.clear()
            raise self.api.fault(Fault.MISSING, self._name(DIGITIZE))
        return str(made["id"])

    def coming(self) -> list[Coming]:
        """Runs that wait for a worker or have just begun. Older ones may be lost: their states lie."""
        now = time.time()
        found = self.runs(DIGITIZE, ["SCHEDULED", "PENDING", "RUNNING"])
        return [
            Coming(run["id"], tuple(run["parameters"].get("documents", ())))
            for run in found
            if run["state_type"] == "SCHEDULED" or now - _begun(run) < START_SECONDS
        ]

    def runs(self, flow: str, states: Sequence[str]) -> list[dict[str, Any]]:
        """The newest runs of a flow in some states, as the API tells them."""
        asked = {
            "deployments": {"id": {"any_": [self.deployment(flow)]}},
            "flow_runs": {"state": {"type": {"any_": list(states)}}},
            "sort": "EXPECTED_START_TIME_DESC",
            "limit": _RUNS_AT_ONCE,
        }
        return list(self.api.post("/flow_runs/filter", asked) or [])

    def forget_late(self, flow: str) -> None:
        """Remove runs of a flow that wait since before now: one that has begun does their work."""
        now = time.time()
        for run in self.runs(flow, ["SCHEDULED"]):
            if _seconds(run["expected_start_time"]) < now:
                self.api.delete(f"/flow_runs/{run['id']}")

    def deployment(self, flow: str) -> str:
        """The id of a deployment; in a running office, once its runner has offered the flow."""
        until = time.monotonic() + (0.0 if self.pool else OFFER_SECONDS)
        while flow not in self._known:
            found = self.api.get(f"/deployments/name/{self._name(flow)}")
            if found is not None:
                self._known[flow] = str(found["id"])
            elif time.monotonic() >= until:
                raise self.api.fault(Fault.MISSING, self._name(flow))
            else:
                time.sleep(_LOOK_SECONDS)
        return self._known[flow]

    def _name(self, flow: str) -> str:
        return f"{flow}/{quote(self.pool or LOCAL)}"


def shared_address(settings: Settings) -> Address | None:
    """The shared server of the settings; None where the runner is local."""
    if settings.runner == "local":
        return None
    auth = settings.runner_auth
    secret = auth.get_secret_value() if auth else None
    return Address(settings.runner, secret, settings.ca_file)


def find_crew(settings: Settings) -> Crew | None:
    """The readers of a shared server, else of a running `sohoa up`; None where there are none."""
    if shared := shared_address(settings):
        return Crew(shared, settings.work_pool)
    office = running_server(settings.home)
    return Crew(office, None) if office else None


def is_there(settings: Settings) -> bool:
    """Whether readers may still be asked: a shared server may come back, a stopped office will not."""
    return settings.runner != "local" or running_server(settings.home) is not None


def no_worker(crew: Crew) -> ServiceDown:
    """The error of a pool in which nobody works."""
    return ServiceDown(f"{crew.pool}", code="runner.no_worker")


def _begun(run: dict[str, Any]) -> float:
    """When a run came into its state, in seconds since the epoch."""
    return _seconds(run["state"]["timestamp"])


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()

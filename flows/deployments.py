"""Our flows as a shared Prefect server knows them, and registering them there (`sohoa deploy`)."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flows.crew import DIGITIZE
from flows.prefect_api import PrefectApi
from pipeline.errors import Fault

_PER_NIGHT = {"cron": "0 1 * * *", "timezone": "Asia/Ho_Chi_Minh"}
_EACH_FIVE_MINUTES = {"cron": "*/5 * * * *", "timezone": "Asia/Ho_Chi_Minh"}


@dataclass(frozen=True, slots=True)
class Offer:
    """A flow that workers run. entrypoint: module and function, installed wherever a worker is."""

    flow: str
    entrypoint: str
    schedule: dict[str, str] | None = None


OFFERS = (
    Offer(DIGITIZE, "flows.batch.digitize_batch"),
    Offer("sweep", "flows.upkeep.sweep", _EACH_FIVE_MINUTES),
    Offer("verify", "flows.upkeep.verify", _PER_NIGHT),
    Offer("reindex", "flows.upkeep.reindex"),
)


@dataclass(frozen=True, slots=True)
class Registered:
    """name: as the server has it. did: `made`, `changed` or `same`."""

    name: str
    did: str


def register(api: PrefectApi, pool: str) -> list[Registered]:
    """Make the work pool and our deployments what they should be; twice does no harm.

    No concurrency limits: a run whose worker died would hold its slot for ever, since its state stays.
    A worker runs one at a time (`flows/worker.py`), and claims keep two runs apart.
    """
    api.version()
    return [_pool(api, pool), *(_deployment(api, pool, offer) for offer in OFFERS)]


def _pool(api: PrefectApi, pool: str) -> Registered:
    found = api.get(f"/work_pools/{quote(pool)}")
    if found is None:
        api.post("/work_pools/", {"name": pool, "type": "process"})
    elif found["type"] != "process":
        raise api.fault(Fault.MISSING, f"work pool {pool} of type process")
    return Registered(pool, "made" if found is None else "same")


def _deployment(api: PrefectApi, pool: str, offer: Offer) -> Registered:
    """Deployments are called like their pool, so that several offices may share a server."""
    name = f"{offer.flow}/{pool}"
    found = api.get(f"/deployments/name/{offer.flow}/{quote(pool)}")
    if found is not None and _is_same(found, pool, offer):
        return Registered(name, "same")
    flow = api.post("/flows/", {"name": offer.flow})
    schedules = [{"schedule": offer.schedule, "active": True}] if offer.schedule else []
    api.post(
        "/deployments/",
        {
            "name": pool,
            "flow_id": flow["id"],
            "entrypoint": offer.entrypoint,
            "work_pool_name": pool,
            "schedules": schedules,
            "enforce_parameter_schema": False,
        },
    )
    return Registered(name, "made" if found is None else "changed")


def _is_same(found: dict[str, Any], pool: str, offer: Offer) -> bool:
    schedules = [one["schedule"] for one in found["schedules"] if one["active"]]
    wanted = offer.schedule or {}
    kept = [{name: one.get(name) for name in wanted} for one in schedules]
    return (
        found["entrypoint"] == offer.entrypoint
        and found["work_pool_name"] == pool
        and kept == ([wanted] if wanted else [])
    )

"""`sohoa deploy`: what a shared Prefect server must know of us."""

import argparse

from flows.crew import shared_address
from flows.deployments import register
from flows.prefect_api import PrefectApi
from pipeline.errors import BadSettings, Exit
from portal.door import Door


def run(door: Door, options: argparse.Namespace) -> int:
    """Make pool and deployments what they should be, and say which were made."""
    del options
    settings = door.settings()
    address = shared_address(settings)
    if address is None:
        raise BadSettings("runner: local; name the API of a Prefect server")
    with PrefectApi(address) as api:
        done = register(api, settings.work_pool)
    if door.json:
        door.print_json({"registered": [{"name": one.name, "did": one.did} for one in done]})
    for one in done:
        door.print(f"{door.phrase(f'deploy.{one.did}')} {one.name}")
    door.print(door.phrase("deploy.done"))
    return Exit.DONE

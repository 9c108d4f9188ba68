"""An office grown to servers: its own bucket, database, index prefix and work pool on the session's servers."""

import os
import secrets
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from faults.office import Done, Office, descendants
from servers.elasticsearch_node import Elasticsearch
from servers.minio import Minio
from servers.postgres import Postgres
from servers.prefect_server import PrefectServer
from servers.process import CannotStart

_HOLDERS = "SELECT DISTINCT claim_holder FROM documents WHERE claim_holder IS NOT NULL"


@dataclass(frozen=True)
class Servers:
    """The four real servers."""

    minio: Minio
    postgres: Postgres
    elasticsearch: Elasticsearch
    prefect: PrefectServer

    def settings(self, name: str) -> dict[str, str]:
        """Variables of an office called `name` on these servers; its database is made fresh."""
        return {
            "SOHOA_STORE": f"s3+http://{self.minio.endpoint}/{name}",
            "SOHOA_STORE_ACCESS_KEY": self.minio.user,
            "SOHOA_STORE_SECRET_KEY": self.minio.password,
            "SOHOA_CATALOG": self.postgres.make_database(name),
            "SOHOA_CATALOG_PASSWORD": self.postgres.password,
            "SOHOA_INDEX": f"elasticsearch+{self.elasticsearch.url}/{name}",
            "SOHOA_RUNNER": self.prefect.url,
            "SOHOA_RUNNER_AUTH": self.prefect.auth,
            "SOHOA_WORK_POOL": name,
        }


@dataclass
class Province(Office):
    """An office on servers; workers are started by `worker`, each with one page process."""

    servers: Servers | None = None
    name: str = ""
    workers: list["subprocess.Popen[str]"] = field(default_factory=list)

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Look into the catalog; nothing where there is none yet, or no database to ask."""
        assert self.servers
        with suppress(CannotStart):
            said = self.servers.postgres.sql(question, self.name)
            return [tuple(line.split("|")) for line in said.splitlines()]
        return []

    def worker(self) -> "subprocess.Popen[str]":
        """Start one more reader."""
        made = self.start("worker", "--name", f"w{len(self.workers)}", "--jobs", "1")
        self.workers.append(made)
        return made

    def count(self, stage: str = "EXTRACTED") -> int:
        """How many documents are that far."""
        return len(self.ask(f"SELECT id FROM documents WHERE stage = '{stage}'"))

    def holders(self) -> int:
        """How many processes work on documents now."""
        return len(self.ask(_HOLDERS))

    def kill_with_children(self, process: "subprocess.Popen[str]") -> int:
        """SIGKILL a process and all below it, as when a machine dies; returns how many those were."""
        family = [process.pid, *descendants(process.pid)]
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.communicate()
        return len(family)

    def assert_whole(self, files: list[Path]) -> None:
        """Every file is in exactly one final state; catalog, store and index agree."""
        done = self.digitize(*files)
        assert done.code == 0, (done.out, done.err)
        entries = done.json["documents"]
        assert sorted(entry["file"] for entry in entries) == sorted(map(str, files))
        assert {entry["status"] for entry in entries} == {"duplicate"}
        verified = self.run("verify", "--json")
        assert verified.code == 0, verified.out
        told = verified.json
        assert told["checked"] == len({entry["sha256"] for entry in entries})
        assert not [told[key] for key in told if key != "checked" and told[key]], told
        found = self.run("search", "quyết định", "--limit", 200, "--json").json
        assert found["total"] == len(entries)
        assert len({hit["document"] for hit in found["hits"]}) == len(entries)
        assert self.ask("SELECT count(*) FROM documents") == [(str(len(entries)),)]

    def swept(self) -> Done:
        """Sweep once, until nothing waits."""
        return self.run("sweep", "--json")


@contextmanager
def province(servers: Servers, folder: Path, **settings: str) -> Iterator[Province]:
    """A new office on the servers; what was started in it ends with the block."""
    name = f"p{secrets.token_hex(4)}"
    (folder / "faults").mkdir()
    made = Province(folder / "home", folder / "faults", servers=servers, name=name)
    made.look_seconds = 0.2
    made.settings = {**servers.settings(name), **settings}
    try:
        yield made
    finally:
        for process in made.started:
            if process.poll() is None:
                process.kill()
            process.communicate()

"""A real Elasticsearch 8.19 node from its Maven jars; `elasticsearch/` holds the small Java start."""

import hashlib
import json
import os
import shutil
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from servers.minio import answers
from servers.process import CACHE, Server, free_port, run

SOURCE = Path(__file__).parent / "elasticsearch"


class Elasticsearch(Server):
    """Listens at `url`, without security."""

    name = "elasticsearch"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        while self.port > 65_000:  # the transport port is a hundred above
            self.port = free_port()

    @property
    def url(self) -> str:
        """`http://host:port`."""
        return f"http://127.0.0.1:{self.port}"

    def prepare(self) -> None:
        """Download the jars and compile the start (about half a minute, 53 MB), once a version."""
        if self._built.exists():
            return
        room = CACHE / f"es-building-{os.getpid()}"
        sources = [str(path) for path in sorted((SOURCE / "src").rglob("*.java"))]
        try:
            copy = [
                "mvn",
                "-q",
                "-B",
                "-f",
                str(SOURCE / "pom.xml"),
                "dependency:copy-dependencies",
            ]
            run([*copy, f"-DoutputDirectory={room}/lib"])
            run(["javac", "-nowarn", "-cp", f"{room}/lib/*", "-d", f"{room}/classes", *sources])
            room.replace(self._built)
        finally:
            shutil.rmtree(room, ignore_errors=True)

    def command(self) -> list[str]:
        """One node."""
        path = f"{self._built}/classes:{self._built}/lib/*"
        options = ["-Xms512m", "-Xmx1g", "-XX:TieredStopAtLevel=1"]
        return ["java", *options, "-cp", path, "Es8Node", str(self.port), f"{self.folder}/data"]

    def is_ready(self) -> bool:
        """Green or yellow, not only listening: after a kill the shards replay their log for seconds."""
        return answers(f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=60s")

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Answer to a bare request, also to a refused one."""
        said = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(f"{self.url}/{path}", said, method=method)
        asked.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            return json.loads(refused.read() or b"{}")

    def indices(self, prefix: str) -> list[str]:
        """Names of the indices of a prefix."""
        return sorted(self.ask("GET", f"{prefix}-*/_alias"))

    def forget(self, prefix: str) -> None:
        """Delete the indices of a prefix."""
        for name in self.indices(prefix):
            self.ask("DELETE", name)

    @property
    def _built(self) -> Path:
        files = [SOURCE / "pom.xml", *sorted((SOURCE / "src").rglob("*.java"))]
        key = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]
        return CACHE / f"elasticsearch-{key}"

"""A real PostgreSQL cluster of its own, from the Debian package."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from servers.process import CannotStart, Server, run

WITHOUT_CLUSTER = Path("/etc/postgresql-common/createcluster.conf")


class Postgres(Server):
    """Listens on 127.0.0.1; superuser `user`, `password`. `make_database` gives a fresh one."""

    name = "postgres"
    user = "sohoa"
    password = "pg-secret"

    def __init__(self) -> None:
        # Its own user must get through to its data: pytest's folders are closed to others.
        super().__init__(Path(tempfile.mkdtemp(prefix="sohoa-postgres-")))
        self._data = self.folder / "data"

    def prepare(self) -> None:
        """Install the package where it is missing, make the cluster."""
        if not _binaries():
            _install()
        if not (self._data / "PG_VERSION").exists():
            self._make_cluster()

    def command(self) -> list[str]:
        """The server in the foreground; it refuses to run as root."""
        return self._as_postgres(str(_binaries()[-1] / "postgres"), "-D", str(self._data))

    def is_ready(self) -> bool:
        """Whether it takes connections."""
        asked = [str(_binaries()[-1] / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(asked, check=False).returncode == 0

    def make_database(self, name: str, template: str = "template0") -> str:
        """Make a fresh database and return its address, without the password."""
        self.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.address(name)

    def address(self, database: str) -> str:
        """`postgresql://user@host:port/database`."""
        return f"postgresql://{self.user}@127.0.0.1:{self.port}/{database}"

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Run one statement as superuser; returns bare rows."""
        words = ["psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", self.user, "-d", database]
        return run([*words, "-v", "ON_ERROR_STOP=1", "-tAc", statement], PGPASSWORD=self.password)

    def dump(self, database: str) -> str:
        """A whole database as SQL."""
        words = ["-h", "127.0.0.1", "-p", str(self.port), "-U", self.user, "--no-owner", database]
        return run([str(_binaries()[-1] / "pg_dump"), *words], PGPASSWORD=self.password)

    def load(self, database: str, file: Path) -> None:
        """Fill an empty database from SQL."""
        words = ["psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", self.user, "-d", database]
        run([*words, "-q", "-v", "ON_ERROR_STOP=1", "-f", str(file)], PGPASSWORD=self.password)

    def stop(self) -> None:
        """Fast shutdown: connections are ended, not waited for."""
        if self.process:
            control = str(_binaries()[-1] / "pg_ctl")
            run(self._as_postgres(control, "-D", str(self._data), "-m", "fast", "-w", "stop"))
            self.process.wait(30)
            self.process = None

    def forget(self) -> None:
        """Remove its data, once it is stopped."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _signal(self, how: signal.Signals) -> None:
        """Its children are in sessions of their own; they too are killed or frozen."""
        if self.process:
            pid = self.process.pid
            for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(child), how)
        super()._signal(how)

    def _make_cluster(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        secret = self.folder / "secret"
        secret.write_text(self.password)
        secret.chmod(0o644)
        run(
            self._as_postgres(
                str(_binaries()[-1] / "initdb"), "-D", str(self._data), "-U", self.user,
                f"--pwfile={secret}", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8",
            )
        )  # fmt: skip
        settings = (
            f"listen_addresses = '127.0.0.1'\nport = {self.port}\n"
            f"unix_socket_directories = ''\nmax_connections = 200\n"
        )
        with (self._data / "postgresql.conf").open("a") as config:
            config.write(settings)

    def _as_postgres(self, *words: str) -> list[str]:
        if os.geteuid() != 0:
            return list(words)
        return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *words]


def _binaries() -> list[Path]:
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return sorted(found, key=lambda path: int(re.sub(r"\D", "", path.parent.name) or 0))


def _install() -> None:
    if os.geteuid() != 0:
        raise CannotStart("PostgreSQL is missing: apt-get install postgresql")
    WITHOUT_CLUSTER.parent.mkdir(exist_ok=True)
    WITHOUT_CLUSTER.write_text("create_main_cluster = false\n")
    run(["apt-get", "update", "-qq"])
    words = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"]
    run(words, DEBIAN_FRONTEND="noninteractive")

"""A real MinIO, built once from its Go module (about four minutes), then cached."""

import os
import shutil
import urllib.error
import urllib.request

from servers.process import CACHE, Server, run

VERSION = "v0.0.0-20260212201848-7aac2a2c5b7c"
BINARY = CACHE / f"minio-{VERSION}"


class Minio(Server):
    """Listens at `endpoint`; its root user is `user`, `password`."""

    name = "minio"
    user = "rootuser"
    password = "rootuser-secret"

    @property
    def endpoint(self) -> str:
        """`host:port`, without TLS."""
        return f"127.0.0.1:{self.port}"

    def prepare(self) -> None:
        """Build the binary; it is all that stays (112 MB)."""
        if BINARY.exists():
            return
        room = CACHE / f"building-{os.getpid()}"
        try:
            run(
                ["go", "install", "-ldflags", "-s -w", f"github.com/minio/minio@{VERSION}"],
                timeout=1500,
                GOPATH=f"{room}/path",
                GOCACHE=f"{room}/cache",
                GOBIN=str(room),
                GOTOOLCHAIN="local",
                CGO_ENABLED="0",
                GOFLAGS="-trimpath -buildvcs=false -modcacherw",
            )
            (room / "minio").replace(BINARY)
        finally:
            shutil.rmtree(room, ignore_errors=True)

    def command(self) -> list[str]:
        """The server on one folder."""
        data = self.folder / "data"
        data.mkdir(exist_ok=True)
        return [str(BINARY), "server", str(data), "--address", self.endpoint, "--quiet"]

    def environment(self) -> dict[str, str]:
        """Root user; nothing that calls home."""
        return {
            "MINIO_ROOT_USER": self.user,
            "MINIO_ROOT_PASSWORD": self.password,
            "MINIO_BROWSER": "off",
            "MINIO_UPDATE": "off",
            "MINIO_CALLHOME_ENABLE": "off",
        }

    def is_ready(self) -> bool:
        """Its own health check, and no stranger is served: before that it knows no users yet."""
        if not answers(f"http://{self.endpoint}/minio/health/ready"):
            return False
        try:
            urllib.request.urlopen(f"http://{self.endpoint}/", timeout=5).close()
        except urllib.error.HTTPError as exc:
            return exc.code == 403
        except OSError:
            return False
        return False


def answers(url: str) -> bool:
    """Whether a GET is answered with 200."""
    try:
        with urllib.request.urlopen(url, timeout=70) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False

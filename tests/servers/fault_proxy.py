"""A small proxy before a server that answers, hangs up or dawdles as it is told."""

import contextlib
import math
import socket
import threading
import time
from collections.abc import Iterator

_BLOCK = 1 << 16


class FaultProxy:
    """Passes connections to `target` on 127.0.0.1 while it is `sound`, else gives `answer` to every request.

    resets: so many connections are cut after `reset_after` bytes of requests. seconds_a_block: slows what is
    passed on. passed: bytes in both directions. sound_bytes: it is sound until so many passed.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = int(self._listener.getsockname()[1])
        self.sound = True
        self.sound_bytes = math.inf
        self.answer = b""
        self.reset_after = 0
        self.resets = 0
        self.seconds_a_block = 0.0
        self.passed = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def say(self, status: str, code: str) -> None:
        """Answer every request with an S3 error."""
        body = (
            f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>-</Message></Error>".encode()
        )
        head = f"HTTP/1.1 {status}\r\nContent-Type: application/xml\r\nConnection: close\r\n"
        self.answer = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
        self.sound = False

    def say_after(self, more_bytes: int, status: str, code: str) -> None:
        """Answer with an S3 error once so many more bytes have passed; open connections are cut."""
        self.say(status, code)
        self.sound_bytes = self.passed + more_bytes
        self.sound = True

    def close(self) -> None:
        """Take no more connections."""
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                taken, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(taken,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        with near, contextlib.suppress(OSError):
            if not self.sound:
                self._refuse(near)
                return
            with socket.create_connection(("127.0.0.1", self._target)) as far:
                back = threading.Thread(target=self._pass, args=(far, near, False), daemon=True)
                back.start()
                self._pass(near, far, True)
                back.join(60)

    def _refuse(self, near: socket.socket) -> None:
        near.settimeout(0.2)
        with contextlib.suppress(TimeoutError):
            while near.recv(_BLOCK):
                pass
        near.sendall(self.answer)

    def _pass(self, source: socket.socket, target: socket.socket, outward: bool) -> None:
        passed = 0
        with contextlib.suppress(OSError):
            while data := source.recv(_BLOCK):
                passed += len(data)
                self.passed += len(data)
                if self.passed > self.sound_bytes:
                    self.sound = False
                if not self.sound:
                    break
                if outward and self.resets and passed > self.reset_after:
                    self.resets -= 1
                    break
                target.sendall(data)
                time.sleep(self.seconds_a_block)
        for one in (source, target):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def fault_proxy(target: int) -> Iterator[FaultProxy]:
    """A proxy for the length of the block."""
    proxy = FaultProxy(target)
    try:
        yield proxy
    finally:
        proxy.close()

"""Serving the pages: gunicorn in this process, without a configuration file."""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass

from django.conf import settings
from gunicorn.app.base import BaseApplication

from luoshi.disk import why
from luoshi.wsgi import application

WORKERS, THREADS = 2, 4
HIGHEST_PORT = 65535


@dataclass(frozen=True, slots=True)
class Address:
    """Where the pages are served."""

    host: str
    port: int

    @classmethod
    def read(cls, text: str) -> Address:
        """From ``127.0.0.1:8000`` or ``8000``; ``ValueError`` with a sentence where it is neither."""
        host, _, port = text.rpartition(":")
        if not port.isascii() or not port.isdigit() or not 0 < int(port) <= HIGHEST_PORT:
            raise ValueError(f"{text} 不是可用的地址，请写成 127.0.0.1:8000 这样的形式。")
        return cls(host or "127.0.0.1", int(port))

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"

    def obstacle(self) -> str | None:
        """Why nothing can be served here, as a sentence; ``None`` where it can."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
                    return f"{self.host} 不是本机的地址。请写 127.0.0.1（只在本机打开）或 0.0.0.0（内网都能打开）。"
                return (
                    f"{self} 不能使用（{why(error)}）。请换一个端口，例如 --address {self.host}:{self.port + 1}"
                    f"（或 make demo LUOSHI_ADDRESS={self.host}:{self.port + 1}）。"
                )
        return None


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def __init__(self, address: Address) -> None:
        self.address = address
        super().__init__()

    def load_config(self) -> None:
        self.cfg.set("bind", str(self.address))
        self.cfg.set("workers", WORKERS)
        self.cfg.set("threads", THREADS)
        self.cfg.set("loglevel", "warning")
        self.cfg.set("proc_name", "luoshi")
        self.cfg.set("forwarded_allow_ips", "127.0.0.1" if settings.LUOSHI_HTTPS else "")
        self.cfg.set("when_ready", self._ready)

    def _ready(self, _server: object) -> None:
        print(f"\n  落实已就绪，请打开：http://{self.address}/\n  按 Ctrl+C 停止。\n", flush=True)  # noqa: T201

    def load(self) -> object:
        return application


def serve(address: Address) -> None:
    """Serve until the process is stopped."""
    _Server(address).run()

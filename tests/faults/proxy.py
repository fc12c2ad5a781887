"""A TCP proxy on the loopback that can cut, stall and delay what goes through it: the network between driver and server, under control."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
import time
from urllib.parse import urlsplit, urlunsplit


class Proxy:
    """Forwards connections to the server of `url`; `proxy.url` is the way through it. Use it as a context manager."""

    def __init__(self, url):
        parts = urlsplit(url)
        self._target = (parts.hostname, parts.port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        port = self._listener.getsockname()[1]
        user = f"{parts.username}:{parts.password}@" if parts.password else f"{parts.username}@"
        self.url = urlunsplit(parts._replace(netloc=f"{user}127.0.0.1:{port}"))
        self._pairs = []
        self._may_flow = threading.Event()
        self._may_flow.set()
        self._closed = False
        self.delay = 0.0
        self._cut_after = None
        self._lock = threading.Lock()

    # -- the controls

    def cut(self):
        """Reset every connection now."""
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            for one in pair:
                _reset(one)

    def cut_after(self, count):
        """Reset a connection when `count` more bytes have come from the server on it."""
        self._cut_after = count

    def stall(self):
        """Let nothing through, and say nothing."""
        self._may_flow.clear()

    def flow(self):
        """Let everything through again."""
        self._may_flow.set()

    @property
    def open_connections(self):
        with self._lock:
            return len(self._pairs)

    # -- the work

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *exception):
        self._closed = True
        self._listener.close()
        self._may_flow.set()
        self.cut()

    def _accept(self):
        while not self._closed:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(self._target)
            except OSError:
                _reset(client)
                continue
            pair = (client, server)
            with self._lock:
                self._pairs.append(pair)
            threading.Thread(target=self._forward, args=(pair,), daemon=True).start()

    def _forward(self, pair):
        client, server = pair
        with contextlib.suppress(OSError, ValueError), selectors.DefaultSelector() as selector:
            selector.register(client, selectors.EVENT_READ, server)
            selector.register(server, selectors.EVENT_READ, client)
            while True:
                for key, _ in selector.select(0.5):
                    data = key.fileobj.recv(16384)
                    if not data:
                        return self._end(pair)
                    self._may_flow.wait()
                    if self.delay:
                        time.sleep(self.delay)
                    if key.fileobj is server and self._cut_after is not None:
                        self._cut_after -= len(data)
                        if self._cut_after < 0:
                            self._cut_after = None
                            return self._end(pair)
                    key.data.sendall(data)
        return self._end(pair)

    def _end(self, pair):
        with self._lock:
            if pair in self._pairs:
                self._pairs.remove(pair)
        for one in pair:
            _reset(one)


def _reset(one):
    with contextlib.suppress(OSError):
        # Without lingering: the other side gets a reset, as from a router that lost its state.
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    with contextlib.suppress(OSError):
        one.close()

"""A proxy that is as far from the server as one likes: what is sent arrives later, and as much as one likes is under way."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
import time

from tests.faults.proxy import Proxy


class LatencyProxy(Proxy):
    """`proxy.delay` is the time one way. `measure(function)` says how many round trips its time amounts to.

    It listens on the whole loopback: at 127.0.0.2 it is another machine to whoever looks at the address only.
    """

    def __init__(self, url):
        super().__init__(url)
        port = self._listener.getsockname()[1]
        self._listener.close()
        self._listener = socket.create_server(("", port))

    def measure(self, function, *arguments):
        began = time.perf_counter()
        result = function(*arguments)
        return result, round((time.perf_counter() - began) / (2 * self.delay))

    def _forward(self, pair):
        client, server = pair
        for one in pair:
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ways = [
            threading.Thread(target=self._one_way, args=(pair, source, target), daemon=True)
            for source, target in ((client, server), (server, client))
        ]
        for way in ways:
            way.start()

    def _one_way(self, pair, source, target):
        under_way = queue.SimpleQueue()
        threading.Thread(target=self._deliver, args=(pair, under_way, target), daemon=True).start()
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                under_way.put((time.perf_counter() + self.delay, data))
        under_way.put((0.0, b""))

    def _deliver(self, pair, under_way, target):
        with contextlib.suppress(OSError):
            while True:
                due, data = under_way.get()
                if not data:
                    break
                time.sleep(max(0.0, due - time.perf_counter()))
                target.sendall(data)
        self._end(pair)

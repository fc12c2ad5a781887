"""A proxy that is as far from the server as one likes: what is sent arrives later, and as much as one likes is under way."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
import time

from tests.faults.proxy import Proxy


class LatencyProxy(Proxy):
    """`proxy.delay` is the time one way. `measure(function)` says how many round trips the function takes.

    A round trip begins when the client says something after it heard from the server: what it sends without waiting arrives
    here before the answer has gone back, as the answer is under way for longer than a busy machine takes to go on.

    It listens on the whole loopback: at 127.0.0.2 it is another machine to whoever looks at the address only.
    """

    def __init__(self, url):
        super().__init__(url)
        self._trips, self._has_heard = 0, True
        port = self._listener.getsockname()[1]
        self._listener.close()
        self._listener = socket.create_server(("", port))

    def measure(self, function, *arguments):
        self._trips, self._has_heard = 0, True
        result = function(*arguments)
        return result, self._trips

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
                if source is pair[0] and self._has_heard:
                    self._trips, self._has_heard = self._trips + 1, False
                under_way.put((time.perf_counter() + self.delay, data))
        under_way.put((0.0, b""))

    def _deliver(self, pair, under_way, target):
        with contextlib.suppress(OSError):
            while True:
                due, data = under_way.get()
                if not data:
                    break
                time.sleep(max(0.0, due - time.perf_counter()))
                if target is pair[0]:
                    self._has_heard = True  # before: the client may answer at once
                target.sendall(data)
        self._end(pair)

"""An echo server on the package `websockets`; a wrong one sends text back as binary."""

import os
import threading
from contextlib import contextmanager

# Read when the package is imported; a message of the suite has up to 65,536 fragments.
os.environ["WEBSOCKETS_MAX_FRAGMENTS"] = "100000"

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import serve

IS_WRONG = "WRONG" in os.environ


def echo(connection):
    try:
        for message in connection:
            connection.send(message.encode() if IS_WRONG and isinstance(message, str) else message)
    except ConnectionClosed:
        pass


@contextmanager
def echo_server():
    with serve(echo, "127.0.0.1", 0, max_size=None) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"ws://127.0.0.1:{server.socket.getsockname()[1]}"

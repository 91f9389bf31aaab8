"""Echo server and echo client on the Python package `websockets`."""

import asyncio
import os
import sys
from contextlib import suppress
from urllib.parse import quote

# Read when the package is imported; a message of the suite has up to 65,536 fragments.
os.environ["WEBSOCKETS_MAX_FRAGMENTS"] = "100000"

from websockets.asyncio.client import connect
from websockets.asyncio.connection import Connection
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed, InvalidHandshake

OPTIONS = {"max_size": None, "compression": "deflate", "ping_interval": None}


async def echo(connection: Connection) -> None:
    with suppress(ConnectionClosed):
        async for message in connection:
            await connection.send(message)


async def run_server() -> None:
    async with serve(echo, "127.0.0.1", 0, **OPTIONS) as server:
        print("listening", next(iter(server.sockets)).getsockname()[1], flush=True)
        await asyncio.to_thread(sys.stdin.read)


async def run_client(url: str, agent: str) -> None:
    async with connect(f"{url}/getCaseCount", **OPTIONS) as connection:
        count = int(await connection.recv())
    for case in range(1, count + 1):
        # A refused opening handshake ends the case, not the run.
        with suppress(InvalidHandshake):
            async with connect(f"{url}/runCase?case={case}&agent={quote(agent)}", **OPTIONS) as connection:
                await echo(connection)
    async with connect(f"{url}/updateReports?agent={quote(agent)}", **OPTIONS) as connection:
        await connection.wait_closed()


asyncio.run(run_server() if sys.argv[1] == "server" else run_client(*sys.argv[2:]))

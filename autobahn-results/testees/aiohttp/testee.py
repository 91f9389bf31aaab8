"""Echo server and echo client on the Python package `aiohttp`."""

import asyncio
import sys
from contextlib import suppress
from urllib.parse import quote

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, WSServerHandshakeError, web

UNLIMITED = 0
LARGEST_WINDOW_BITS = 15


async def echo(socket: web.WebSocketResponse | ClientWebSocketResponse) -> None:
    async for message in socket:
        if message.type is WSMsgType.TEXT:
            await socket.send_str(message.data)
        elif message.type is WSMsgType.BINARY:
            await socket.send_bytes(message.data)


async def answer(request: web.Request) -> web.WebSocketResponse:
    socket = web.WebSocketResponse(compress=True, max_msg_size=UNLIMITED)
    await socket.prepare(request)
    await echo(socket)
    return socket


async def run_server() -> None:
    application = web.Application()
    application.router.add_get("/", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print("listening", runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


async def run_client(url: str, agent: str) -> None:
    async with ClientSession() as session:

        def connect(path: str):
            return session.ws_connect(f"{url}{path}", compress=LARGEST_WINDOW_BITS, max_msg_size=UNLIMITED)

        async with connect("/getCaseCount") as socket:
            count = int(await socket.receive_str())
        for case in range(1, count + 1):
            # A refused opening handshake ends the case, not the run.
            with suppress(WSServerHandshakeError):
                async with connect(f"/runCase?case={case}&agent={quote(agent)}") as socket:
                    await echo(socket)
        async with connect(f"/updateReports?agent={quote(agent)}") as socket:
            await socket.receive()


asyncio.run(run_server() if sys.argv[1] == "server" else run_client(*sys.argv[2:]))

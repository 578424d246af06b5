"""`fintui serve` in a real browser: the page shows the screen, keys reach it, and nobody else can reach the page."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

aiohttp = pytest.importorskip("aiohttp")
pytest.importorskip("textual_serve")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
STATEMENT = Path(__file__).parents[1] / "data" / "statements" / "putuo-finance-bureau-2024.toml"
GROUND, CURSOR = (0x12, 0x12, 0x12), (0x87, 0xAF, 0xD7)
"""Colours of the dark theme: its background, and the selected figure of a table."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def port(tmp_path):
    port = free_port()
    path = shutil.copy(STATEMENT, tmp_path / "p.toml")
    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLORFGBG"}}
    server = subprocess.Popen(
        [sys.executable, "-m", "fintui", "serve", "--port", str(port), str(path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment | {"COLORTERM": "truecolor", "FINTUI_THEME": "fintui-dark"},
    )
    assert f"http://127.0.0.1:{port}".encode() in server.stderr.readline()
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield port
    server.send_signal(signal.SIGINT)
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
    server.stderr.close()


def test_it_listens_on_this_machine_only(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        assert probe.connect_ex(("127.0.0.2", port)) != 0


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium")
def test_a_browser_shows_the_screen_and_its_keys_arrive(port, tmp_path):
    assert asyncio.run(look(port, tmp_path))


async def look(port: int, folder: Path) -> bool:
    """Open the page, wait for the overview, press `3`, wait for the selected figure of the table."""
    browser = await asyncio.create_subprocess_exec(
        *(CHROMIUM, "--headless", "--no-sandbox", "--remote-debugging-port=0", f"--user-data-dir={folder / 'user'}"),
        *("--window-size=1000,600", "about:blank"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with aiohttp.ClientSession() as session, session.ws_connect(await page(folder, session)) as socket_:
            browse = Browse(socket_)
            await browse.call("Page.navigate", url=f"http://127.0.0.1:{port}/?fontsize=14")
            await browse.until(lambda seen: seen.get(GROUND, 0) > 10_000)
            for kind in ("mousePressed", "mouseReleased"):
                await browse.call("Input.dispatchMouseEvent", type=kind, x=500, y=300, button="left", clickCount=1)
            await browse.call("Input.dispatchKeyEvent", type="keyDown", key="3", text="3")
            await browse.call("Input.dispatchKeyEvent", type="keyUp", key="3")
            await browse.until(lambda seen: seen.get(CURSOR, 0) > 300)
            return True
    finally:
        browser.terminate()
        await browser.wait()


async def page(folder: Path, session) -> str:
    """The address at which the browser's first page takes commands."""
    told = folder / "user" / "DevToolsActivePort"
    for _ in range(200):
        if told.exists() and told.read_text().strip():
            break
        await asyncio.sleep(0.1)
    async with session.get(f"http://127.0.0.1:{told.read_text().split()[0]}/json/list") as answer:
        pages = await answer.json()
    return next(each["webSocketDebuggerUrl"] for each in pages if each["type"] == "page")


class Browse:
    """Commands to a page of the browser."""

    def __init__(self, socket_) -> None:
        self.socket, self.number = socket_, 0

    async def call(self, method: str, **about: object) -> dict:
        self.number += 1
        await self.socket.send_str(json.dumps({"id": self.number, "method": method, "params": about}))
        while True:
            answer = json.loads(await self.socket.receive_str(timeout=30))
            if answer.get("id") == self.number:
                return answer.get("result", {})

    async def until(self, holds) -> None:
        """Wait until the colours on the page are so; the pixels of each colour are counted."""
        seen: dict = {}
        for _ in range(100):
            shot = await self.call("Page.captureScreenshot", format="png")
            seen = colours(base64.b64decode(shot["data"])) if "data" in shot else {}  # none while a page is loaded
            if holds(seen):
                return
            await asyncio.sleep(0.3)
        raise AssertionError(sorted(seen.items(), key=lambda each: -each[1])[:8])


def colours(png: bytes) -> dict[tuple[int, ...], int]:
    """How many pixels of each colour an 8-bit picture has."""
    at, data, width, bytes_ = 8, b"", 0, 3
    while at < len(png):
        length, kind = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        body = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, bytes_ = int.from_bytes(body[:4], "big"), {2: 3, 6: 4}[body[9]]
        data += body if kind == b"IDAT" else b""
        at += length + 12
    raw, stride, before = zlib.decompress(data), width * bytes_, bytearray(width * bytes_)
    counts: dict[tuple[int, ...], int] = {}
    for start in range(0, len(raw), stride + 1):
        line = bytearray(raw[start + 1 : start + 1 + stride])
        unfilter(raw[start], line, before, bytes_)
        for x in range(0, stride, bytes_ * 2):  # every other pixel is enough
            colour = tuple(line[x : x + 3])
            counts[colour] = counts.get(colour, 0) + 1
        before = line
    return counts


def unfilter(kind: int, line: bytearray, above: bytearray, step: int) -> None:
    """Undo a line's filter, as the PNG specification defines the five kinds."""
    for x in range(len(line)) if kind else ():
        left, up = (line[x - step] if x >= step else 0), above[x]
        if kind == 1:
            line[x] = (line[x] + left) & 255
        elif kind == 2:
            line[x] = (line[x] + up) & 255
        elif kind == 3:
            line[x] = (line[x] + (left + up) // 2) & 255
        else:
            corner = above[x - step] if x >= step else 0
            ways = ((abs(up - corner), 0, left), (abs(left - corner), 1, up), (abs(left + up - 2 * corner), 2, corner))
            near = min(ways)
            line[x] = (line[x] + near[2]) & 255

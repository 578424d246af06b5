"""What the screen program keeps in memory that no clock and no byte can tell: libraries, caches, texts."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from driver import PUTUO, WUCHANG, Driver, words_of
from terminal import Terminal
from test_app import run

from fintui.files.reader import load
from fintui.model.place import cell
from fintui.ui import painter, start, without_openssl

SHOWN = """
import sys
from fintui.ui.without_openssl import without_openssl
with without_openssl():
    import asyncio, hashlib
    assert hashlib.sha256(b"").hexdigest().startswith("e3b0c442")
    asyncio.run(asyncio.sleep(0))
    print(*sys.modules.keys() & {"_ssl", "_hashlib"} - {name for name, module in sys.modules.items() if module is None})
import ssl
assert ssl.create_default_context
"""


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="only Linux tells what a process has loaded")
def test_a_session_does_not_load_openssl(tmp_path):
    terminal = Terminal(WUCHANG, tmp_path)
    try:
        terminal.until("主要数字")
        terminal.send("3")  # answered once Textual is up
        terminal.until("Alt+0–9")
        assert "libcrypto" not in Path(f"/proc/{terminal.pid}/maps").read_text("utf-8")
    finally:
        os.kill(terminal.pid, signal.SIGKILL)


def test_openssl_can_be_had_afterwards():
    done = subprocess.run([sys.executable, "-c", SHOWN], capture_output=True, text=True, check=True)
    assert not done.stdout.strip()


def test_hashlib_keeps_openssl_where_python_has_no_digests_of_its_own(monkeypatch):
    monkeypatch.setattr(without_openssl, "_DIGESTS", ("_no_such_module",))
    monkeypatch.delitem(sys.modules, "_hashlib", raising=False)
    with without_openssl.without_openssl():
        assert "_hashlib" not in sys.modules
    monkeypatch.undo()
    monkeypatch.delitem(sys.modules, "_hashlib", raising=False)
    with without_openssl.without_openssl():
        assert sys.modules["_hashlib"] is None
    assert "_hashlib" not in sys.modules


def test_the_last_statement_goes_when_another_is_opened():
    async def story(app, pilot):
        last = weakref.ref(app.desk)
        gc.freeze()  # as the program has it, once all is made
        try:
            app.open_file(load(WUCHANG), WUCHANG)
            await pilot.pause()
            await app.workers.wait_for_complete()
        finally:
            gc.unfreeze()
        assert last() is None

    run(story, PUTUO)


def test_the_first_statement_is_held_by_nothing_but_the_application(monkeypatch):
    class Application:
        """Holds nothing."""

    desks = []

    def made(desk, *_):
        desks.append(weakref.ref(desk))
        return Application()

    def ran(_):
        gc.collect()
        return int(desks[0]() is not None)

    monkeypatch.setattr(start, "_made", made)
    monkeypatch.setattr(start, "_run", ran)
    assert start.run_app(WUCHANG, words_of("zh")) == 0


def test_nothing_of_a_list_is_kept_once_it_is_closed():
    driver = Driver(WUCHANG).press("ctrl+f", "支", "down", "escape")
    picker = driver.desk.picker
    assert not picker.is_open
    assert (picker._source, picker._shown, picker._moved, picker._cancelled) == ((), [], None, None)
    driver.press("ctrl+f", "支", "enter", "n")
    assert "2/" in driver.screen  # from hit to hit all the same


def test_the_painter_keeps_about_a_screen():
    assert painter._part.cache_info().maxsize <= 512


def test_places_of_a_table_share_the_name_of_its_part():
    # of which thousands are kept
    assert cell("payments", "201", "total").part is cell("payments", "202", "basic").part

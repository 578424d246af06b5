"""What the screen program keeps in memory that no clock and no byte can tell: libraries, caches, texts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from driver import WUCHANG
from terminal import Terminal

from fintui.ui import without_openssl

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

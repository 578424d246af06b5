"""OpenSSL is not loaded: it takes a tenth of the program's memory and of its start, and nothing here is encrypted.

asyncio and hashlib ask for it when they are loaded and do without where there is none, as on a Python built that way.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Final

_DIGESTS: Final = ("_md5", "_sha1", "_sha3", "_sha2" if sys.version_info >= (3, 12) else "_sha256")
"""Python's own, which some distributions leave out: there hashlib must have those of OpenSSL."""


@contextlib.contextmanager
def without_openssl() -> Iterator[None]:
    """What is first loaded in here finds no OpenSSL."""
    names = ["ssl", "_ssl"]
    if all(map(find_spec, _DIGESTS)):
        names.append("_hashlib")
    kept_out = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(kept_out))  # type: ignore[arg-type]  # None: it cannot be imported
    try:
        yield
    finally:
        for name in kept_out:
            sys.modules.pop(name, None)

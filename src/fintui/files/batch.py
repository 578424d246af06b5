"""Many statements checked: which files, in how many processes, in what order, and what a baseline knows of them."""

from __future__ import annotations

import gc
import os
import re
import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Final

from .checked import FILE_FAILED, Checked, Known, check_file
from .faults import Fault, UnreadableError
from .former import Formers
from .reports.base import Report, Tally, Wishes, tally
from .words import Words, load_words

FORMATS: Final = {
    "text": "text.Text",
    "json": "json_lines.JsonLines",
    "sarif": "sarif.Sarif",
    "junit": "junit.JUnit",
    "github": "github.GitHub",
}
"""Formats of reports, and what writes them."""
_FORMAT: Final = re.compile(rb"^[ \t]*format[ \t]*=", re.MULTILINE)
_TABLE: Final = re.compile(rb"^[ \t]*\[", re.MULTILINE)
_CHUNK: Final = 4
_AHEAD: Final = 3  # chunks a process: what is done early waits in memory
_FEW: Final = 4
_GARBAGE: Final = 50_000  # a statement makes many small objects and few cycles: the default collects a thousand times


def is_statement(path: Path) -> bool:
    """Whether a file looks like a statement: TOML with `format` before its first table. What cannot be read may be."""
    try:
        data = path.read_bytes()
    except OSError:
        return True
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        data = data[2:].replace(b"\0", b"")
    table = _TABLE.search(data)
    return bool(_FORMAT.search(data.removeprefix(b"\xef\xbb\xbf"), 0, table.end() if table else len(data)))


def statements(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and of folders every statement below, each once; without hidden folders and review files."""
    seen = set()
    for path in paths:
        for found in _below(path) if path.is_dir() else [path]:
            real = os.path.realpath(found)
            if real not in seen:
                seen.add(real)
                yield found


def _below(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(where, name)
            if name.endswith(".toml") and not name.endswith(".review.toml") and is_statement(path):
                yield path


@dataclass(slots=True, eq=False, repr=False)
class Job:
    """What every process has to know."""

    format: str
    language: str
    wishes: Wishes
    today: str
    baseline: Mapping[str, Known] | None = None
    base: str = ""
    """The folder to which the baseline's paths are relative."""
    keep: bool = False
    """Whether the findings are wanted for a new baseline."""
    formers: Formers = field(default_factory=Formers)
    """What finds last year's statements."""

    def report(self, words: Words | None = None) -> Report:
        """The format's writer; `words` save reading the catalogue again."""
        module, name = FORMATS[self.format].split(".")
        writer: type[Report] = getattr(import_module(f"fintui.files.reports.{module}"), name)
        return writer(words or load_words(self.language), self.wishes, self.today)

    def relative(self, path: Path) -> str:
        """A path as the baseline has it."""
        return Path(os.path.relpath(path, self.base or ".")).as_posix()


@dataclass(slots=True, eq=False, repr=False)
class Piece:
    """A file's piece of the report in UTF-8, what it came to, and its part of a new baseline."""

    data: bytes
    found: Tally
    baseline: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The piece as text."""
        return self.data.decode("utf-8", "surrogatepass")


def check_all(paths: Sequence[Path], job: Job, jobs: int, words: Words | None = None) -> Iterator[Piece]:
    """The files' pieces, in the order of the paths whatever the number of processes."""
    jobs = min(jobs or (1 if len(paths) <= _FEW else os.cpu_count() or 1), max(1, len(paths)))
    if jobs == 1:
        worker = _Worker(job, words)
        yield from map(worker, paths)
    else:
        yield from _in_processes(paths, job, jobs)


def _in_processes(paths: Sequence[Path], job: Job, jobs: int) -> Iterator[Piece]:
    from concurrent.futures import Future, ProcessPoolExecutor  # noqa: PLC0415 (a single file does without)
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    size = max(1, min(_CHUNK, len(paths) // (2 * jobs)))
    chunks = [paths[at : at + size] for at in range(0, len(paths), size)]
    left = iter(chunks)
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(job,)) as pool:
        waiting: list[tuple[Sequence[Path], Future[list[Piece]]]] = []
        try:
            while True:
                for chunk in islice(left, jobs * _AHEAD - len(waiting)):
                    waiting.append((chunk, pool.submit(_run, chunk)))  # noqa: PERF401 (submitting may fail midway)
                if not waiting:
                    return
                yield from waiting[0][1].result()
                waiting.pop(0)
        except BrokenProcessPool:
            rest = [path for chunk, _ in waiting for path in chunk] + [path for chunk in left for path in chunk]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    yield from _one_by_one(rest, job)


def _one_by_one(paths: Sequence[Path], job: Job) -> Iterator[Piece]:
    """What was left when a process ended of itself: a process a file, so that only the guilty one is lost."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    worker = _Worker(job)
    for path in paths:
        try:
            with ProcessPoolExecutor(1, initializer=_start, initargs=(job,)) as pool:
                piece = pool.submit(_run, [path]).result()[0]
        except BrokenProcessPool:
            piece = worker.piece(worker.lost(path))
        yield piece


_worker: _Worker | None = None


def _start(job: Job) -> None:
    """Prepare a process: Ctrl+C is the first one's matter."""
    global _worker  # noqa: PLW0603 (one a process, made before its first file)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = _Worker(job)


def _run(paths: Sequence[Path]) -> list[Piece]:
    assert _worker is not None  # noqa: S101 (the initializer has run)
    return [_worker(path) for path in paths]


class _Worker:
    """Checks files one after the other."""

    def __init__(self, job: Job, words: Words | None = None) -> None:
        gc.set_threshold(_GARBAGE)
        self.job, self.report = job, job.report(words)
        self.words: Words = self.report.words

    def __call__(self, path: Path) -> Piece:
        """A file's piece."""
        job = self.job
        known = None if job.baseline is None else job.baseline.get(job.relative(path), {})
        return self.piece(check_file(path, self.words, known, job.today, job.formers, passed=self.report.passed))

    def piece(self, checked: Checked) -> Piece:
        """What the report says of a file that is checked."""
        found = tally(checked, self.job.wishes)
        data = self.report.file(checked, found).encode("utf-8", "surrogatepass")
        return Piece(data, found, self._kept(checked) if self.job.keep else [])

    def lost(self, path: Path) -> Checked:
        """A file whose check ended its process."""
        checked = Checked(path, self.words)
        checked.fail(FILE_FAILED, Fault("check-ended"))
        return checked

    def _kept(self, checked: Checked) -> list[tuple[str, str, str]]:
        name = self.job.relative(checked.path)
        open_ = [each for each in checked.entries if each.waiver is None and each.matters]
        return [(name, each.fingerprint, each.values_hash) for each in open_]


# -- baselines
def load_baseline(path: Path) -> dict[str, dict[str, frozenset[str]]]:
    """What a baseline knows, by file.

    Raises:
        UnreadableError: if it cannot be read, or is none.
    """
    import json  # noqa: PLC0415

    from .decode import read_bytes  # noqa: PLC0415

    found: dict[str, dict[str, set[str]]] = {}
    for number, line in enumerate(read_bytes(path).splitlines(), start=1):
        try:
            file, fingerprint, values = json.loads(line)
            found.setdefault(file, {}).setdefault(fingerprint, set()).add(values)
        except (ValueError, TypeError):
            raise UnreadableError(Fault("not-a-baseline", number)) from None
    return {file: {key: frozenset(each) for key, each in known.items()} for file, known in found.items()}


def dump_baseline(entries: Iterable[tuple[str, str, str]]) -> bytes:
    """A baseline's text: file, fingerprint and hash of the values, a line a finding, sorted, so that it merges."""
    import json  # noqa: PLC0415

    lines = sorted({json.dumps(list(each), ensure_ascii=False) for each in entries})
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")

"""From a file to a statement: strict in what it accepts, kind in what it says."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model.form import Form, FormError
from ..model.materialise import materialise
from ..model.place import parse_cell
from ..model.statement import FORMAT, KEYS, LISTS, Bar, Chart, Record, Row, Statement, normal
from .decode import PARTS, decode, parse, read_bytes
from .faults import Fault, Faults, UnreadableError, nearest
from .forms import form_files, has_form, load_form
from .runs import CODE, RowReader, TwiceError, put_back, shorten
from .tables import TableReader
from .values import RANGES, Values

if TYPE_CHECKING:
    from .spans import Path as KeyPath


@dataclass(slots=True, repr=False)
class Loaded:
    """A statement as read: with its form, its faults, and the text that a save patches."""

    statement: Statement
    form: Form
    faults: list[Fault]
    text: str


def load(path: Path, part: Callable[[], object] | None = None) -> Loaded:
    """Read a statement from a file; `part` is called as each of some twenty parts of it is read.

    Raises:
        UnreadableError: if it cannot be opened at all.
    """
    text, faults = decode(read_bytes(path))
    loaded = read(text, part)
    loaded.faults[:0] = faults
    return loaded


def read(text: str, part: Callable[[], object] | None = None) -> Loaded:
    """Read a statement from its text; `part` is called as each of some twenty parts of it is read.

    Raises:
        UnreadableError: if it is not TOML, of a newer format, or of no known form.
    """
    way = _Way(part)
    found = read_runs(text, RowReader, way.tell)
    return way.end(found or _read(parse(text, way.tell), text, RowReader()))


def read_runs(text: str, rows: Callable[..., RowReader], tell: Callable[[], object] = lambda: None) -> Loaded | None:
    """A statement whose long runs are read by what `rows` makes; None where it has none, or cannot be read so."""
    short = shorten(text)
    if short:
        with contextlib.suppress(UnreadableError, TwiceError):
            size = sum(run.size for run in short.runs)
            of_rows = max(1, round(PARTS * (1 - len(short.text) / len(text))))
            raw = parse(short.text, tell, PARTS - of_rows)
            if put_back(raw, short):
                return _read(raw, text, rows(tell, max(1, size // of_rows)))
    return None


class _Way:
    """How far the reading is: all parts are told in the end, and none twice."""

    def __init__(self, part: Callable[[], object] | None) -> None:
        self._part, self._left = part, PARTS if part else 0

    def tell(self) -> None:
        """Another part is read."""
        if self._left > 1 and self._part:
            self._left -= 1
            self._part()

    def end(self, loaded: Loaded) -> Loaded:
        """All is read."""
        for _ in range(self._left if self._part else 0):
            self._part()  # type: ignore[misc]
        return loaded


def _read(raw: dict[str, Any], text: str, rows: RowReader) -> Loaded:
    faults = Faults(text)
    try:
        _check_format(raw, faults)
        form = _form_of(raw, faults)
        return Loaded(_Reader(raw, faults, form, rows).statement(), form, faults.sorted(), text)
    except RecursionError:  # nested just less deep than the parser can follow
        raise UnreadableError(Fault("toml-nested")) from None


def _check_format(raw: dict[str, Any], faults: Faults) -> None:
    found = raw.get("format")
    if found is None:
        raise faults.fatal("format-missing", ())
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise faults.fatal("format-type", ("format",))
    if found > FORMAT:
        raise faults.fatal("format-newer", ("format",), known=str(FORMAT))


def _form_of(raw: dict[str, Any], faults: Faults) -> Form:
    found = raw.get("form")
    if not isinstance(found, str) or not has_form(found):
        known = form_files()
        usual = "national-2020" if "national-2020" in known else next(iter(known), "")
        like = nearest(found if isinstance(found, str) else "", known) or usual
        code = "form-missing" if found is None else "form-unknown"
        raise faults.fatal(code, ("form",), nearest=like, known=", ".join(sorted(known)))
    try:
        return load_form(found)
    except FormError as error:
        raise faults.fatal("form-broken", ("form",), found=found, reason=str(error)) from None


class _Reader:
    def __init__(self, raw: dict[str, Any], faults: Faults, form: Form, rows: RowReader) -> None:
        decimals = raw.get("decimals", 2)
        low, high = RANGES["head", "decimals"]
        usable = isinstance(decimals, int) and not isinstance(decimals, bool) and low <= decimals <= high
        self.raw, self.tell, self.form = raw, faults.tell, form
        unit = raw.get("unit")
        self.values = Values(faults, decimals if usable else 2, unit if isinstance(unit, str) else "万元")
        self.rows = rows

    def statement(self) -> Statement:
        statement = Statement(form=self.form.id)
        head = {key: value for key, value in self.raw.items() if key not in {"format", "form", "tables", *LISTS}}
        elsewhere = self.misplaced(head)
        meant = self.values.fill(statement, head, (), "head")
        for name, kind in LISTS.items():
            if name not in meant or isinstance(self.raw.get(name), list):  # else what is left of it is told already
                setattr(statement, name, self.records(name, kind))
        statement.tables = TableReader(self.values, self.form, self.rows).tables(self.raw.get("tables", {}), elsewhere)
        if "sections" not in meant:  # as a mistyped name, already told: then no topic can be known
            self.topics(statement)
        materialise(statement, self.form)
        return statement

    def misplaced(self, head: dict[str, Any]) -> set[str]:
        """Roles of tables that stand at the head, where they are told and taken out, or under a mistyped name."""
        strange = head.keys() - Statement.__dataclass_fields__.keys()
        bare = strange & self.form.tables.keys()
        for role in sorted(bare):
            self.tell("unknown-key", (role,), found=role, nearest=f"tables.{role}", known="")
            del head[role]
        return bare | {role for name in strange - bare if isinstance(head[name], dict) for role in head[name]}

    def records(self, name: str, kind: type[Record]) -> list[Record]:
        """The records of a list; of two with the same key the first."""
        records: list[Record] = []
        first: dict[str, KeyPath] = {}
        own = KEYS.get(kind)
        for path, entry in self.values.entries(self.raw.get(name, []), (name,)):
            record = self.record(kind, entry, path, name)
            key = getattr(record, own) if own else ""
            if key and key in first:
                self.tell("duplicate", (*path, own or ""), list=name, found=key, first=first[key])
                continue
            first.setdefault(key, path)
            records.append(record)
        return records

    def record(self, kind: type[Record], raw: dict[str, Any], path: KeyPath, name: str) -> Record:
        record = kind()  # type: ignore[call-arg]
        if not isinstance(record, Chart):
            self.values.fill(record, raw, path, name)
            return record
        self.values.fill(record, {key: value for key, value in raw.items() if key != "bars"}, path, name)
        for here, entry in self.values.entries(raw.get("bars", []), (*path, "bars")):
            record.bars.append(bar := Bar())
            self.values.fill(bar, entry, here, "bars")
            if isinstance(entry.get("cell"), str):
                self.cell(bar, here)
        return record

    # -- what points elsewhere
    def topics(self, statement: Statement) -> None:
        """Rows name the section that their figures come from."""
        if not isinstance(self.raw.get("sections", []), list):
            return  # without sections, already told, no topic can be known
        topics = [section.topic for section in statement.sections]
        if not all(topics):
            return  # a section whose topic is missing or faulty, already told, may be the one that is meant
        for role in statement.tables:
            rows = self.raw["tables"][role].get("rows", [])
            for index, row in enumerate(rows if isinstance(rows, list) else []):
                origin = row.origin if isinstance(row, Row) else row.get("from") if isinstance(row, dict) else None
                if isinstance(origin, str) and origin and normal(origin) not in ("", *topics):
                    path = ("tables", role, "rows", index, "from")
                    self.tell("unknown-topic", path, found=origin, known=", ".join(topics) or "–")

    def cell(self, bar: Bar, path: KeyPath) -> None:
        """A bar names the cell that it shows."""
        place = parse_cell(bar.cell)
        layout = self.form.table(place.role) if place else None
        block = layout.block_of(place.key) if layout and place else None
        known = block and place and block.column(place.field)
        if not known or (place and place.key.isdigit() and not CODE.fullmatch(place.key)):
            self.tell("unknown-cell", (*path, "cell"), found=bar.cell)

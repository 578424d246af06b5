"""A document after others have written its file: what counts as unsaved is what differs from theirs."""

from __future__ import annotations

from copy import deepcopy
from random import Random

import pytest
from random_edits import Editor, everything, fresh

from fintui.files.patch import patch
from fintui.files.reader import read
from fintui.files.told import told
from fintui.files.writer import dump
from fintui.model.compare import Kind, differences
from fintui.model.document import Document
from fintui.model.merging import merge


@pytest.mark.parametrize("seed", range(12))
def test_after_a_merge_unsaved_is_what_differs_from_theirs_through_undo_and_redo(seed):
    base, form = fresh()
    document = Document(deepcopy(base), form)
    ours = Editor(Random(seed), deepcopy(base), form).edit(seed)
    start = merge(base, document.statement, ours, form).change
    if start.changes:
        document.apply(start)  # our own edits, on the road that all edits take
    before = everything(document.statement)
    theirs = Editor(Random(-1 - seed), deepcopy(base), form).edit(1 + seed % 7)
    found = merge(base, document.statement, theirs, form)
    if found.change.changes:
        document.apply(found.change)
    document.rebase(theirs)
    check(document, theirs, form)
    if found.change.changes:
        document.undo()
        assert everything(document.statement) == before
        check(document, theirs, form)
        document.redo()
        check(document, theirs, form)


def check(document, theirs, form):
    left = differences(theirs, document.statement, form, form)
    values = [each for each in left if each.kind is Kind.CHANGED]
    parts = {each.place.part for each in left if each.kind is not Kind.CHANGED}
    assert document.modified == bool(left)
    assert len(document.changed_parts() ^ (parts | {each.place.part for each in values})) == 0
    for each in values:
        # A chart whose bars change is another record; and records without keys may be matched in more than one way.
        if each.place.part != "charts" and isinstance(each.unit[1], str):
            assert document.is_changed(each.place)
            assert document.saved_value(each.place) == each.before


@pytest.mark.parametrize("seed", range(6))
def test_the_merged_statement_is_patched_into_their_text(seed):
    base, form = fresh()
    theirs = Editor(Random(seed), deepcopy(base), form).edit(4)
    text = "# 他人的注释\n" + dump(theirs, form)
    read_again = read(text).statement
    ours = Editor(Random(-1 - seed), deepcopy(base), form).edit(4)
    document = Document(ours, form)
    change = merge(base, ours, read_again, form).change
    if change.changes:
        document.apply(change)
    document.rebase(read_again)
    patched = patch(text, document.statement, form)
    assert patched.startswith("# 他人的注释\n")
    assert list(told(read(patched).statement, form)) == list(told(document.statement, form))

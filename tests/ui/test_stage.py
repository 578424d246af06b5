"""How the screen is divided: at any size, whatever is wanted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fintui.ui.stage import divide

SIZE = st.integers(1, 320)
FOCUS = st.sampled_from(["panel", "contents", "ledger"])


@given(SIZE, SIZE, FOCUS, st.booleans(), st.booleans(), st.booleans())
def test_rectangles_lie_on_the_screen_beside_each_other(width, height, focus, contents, detail, asking):
    rects = divide(width, height, focus, contents=contents, detail=detail, asking=asking)
    covered = set()
    for rect in rects.values():
        assert rect.width > 0
        assert rect.height > 0
        assert 0 <= rect.x < rect.x + rect.width <= width
        assert 0 <= rect.y < rect.y + rect.height <= height
        columns = (rect.x, rect.x + rect.width)
        for y in range(rect.y, rect.y + rect.height):
            assert not any(other[0] < columns[1] and columns[0] < other[1] for line, other in covered if line == y)
            covered.add((y, columns))
    assert "panel" in rects or "contents" in rects or asking
    if "contents" in rects and "panel" in rects:
        assert rects["panel"].x == rects["contents"].width + 1  # a gap between them
        assert rects["panel"].x + rects["panel"].width == width
    if focus == "contents" and height > 1:
        assert "contents" in rects
    if height > 2:
        assert {"status", "footer"} <= rects.keys()


@pytest.mark.parametrize(
    ("size", "names"),
    [
        ((120, 40), {"status", "contents", "panel", "detail", "footer"}),
        ((80, 24), {"status", "panel", "detail", "footer"}),
        ((80, 10), {"status", "panel", "footer"}),
        ((20, 2), {"status", "panel"}),
        ((1, 1), {"panel"}),
    ],
)
def test_what_is_seen_at_which_size(size, names):
    assert divide(*size, "panel", contents=size[0] >= 100, detail=True, asking=False).keys() == names


def test_a_question_is_seen_even_on_one_line():
    assert divide(80, 1, "panel", contents=False, detail=True, asking=True).keys() == {"status"}
    assert divide(0, 0, "panel", contents=False, detail=True, asking=True) == {}


def test_the_ledger_has_more_lines_while_it_has_the_keys():
    idle = divide(80, 24, "panel", contents=False, detail=True, asking=False)
    busy = divide(80, 24, "ledger", contents=False, detail=True, asking=False)
    assert idle["detail"].height == 5
    assert busy["detail"].height == 11

"""What a change of a figure would touch."""

from __future__ import annotations

import pytest
from driver import SIZES, WUCHANG, Driver

from fintui.model.place import cell


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_check_that_reads_a_figure_is_listed_and_leads_to_the_other_places(size, language):
    driver = Driver(WUCHANG, size, language)
    place = cell("payments", "total", "project")
    driver.desk.goto(place)
    driver.press("shift+f9")
    driver.check()
    read = driver.desk.engine.readers(place)
    assert len(read) > 1
    assert f"{len(read)}" in driver.screen
    for outcome in read[:3]:
        assert outcome.rule in driver.screen
    driver.press("enter")
    assert driver.desk.part.page != "touches"
    driver.press("b", "shift+f9", "escape")
    driver.check()


def test_where_nothing_is_selected_it_says_so():
    driver = Driver(WUCHANG).go("f").press("shift+f9")
    assert driver.desk.part.page == "findings"
    driver.check()

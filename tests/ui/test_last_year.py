"""Last year's figures in the tables and in the detail pane."""

from __future__ import annotations

from decimal import Decimal

import pytest
from driver import PUTUO, Driver


@pytest.fixture
def two_years(tmp_path):
    """This year's statement with last year's beside it, in another form."""
    text = PUTUO.read_text("utf-8")
    (tmp_path / "2024.toml").write_text(text, "utf-8")
    former = text.replace("year = 2024", "year = 2023").replace("shanghai-2024", "national-2022")
    assert "total = 2940.05\n" in former
    former = former.replace("total = 2940.05\n", "total = 2800.05\n")
    (tmp_path / "2023.toml").write_text(former, "utf-8")
    return tmp_path / "2024.toml"


def test_one_key_shows_last_years_figure_change_and_growth(two_years):
    driver = Driver(two_years, (120, 40)).go("3")
    plain = driver.screen
    assert "2023" not in plain
    driver.press("ctrl+w")
    driver.check()
    row = next(line for line in driver.lines if "合计" in line and "2,940.05" in line)
    assert "2,940.05≈ 2,800.05" in row
    assert "2023年度,2023.toml" in driver.screen
    driver.press("y")
    assert "2,940.05≈ +140.00" in driver.screen
    driver.press("ctrl+w")
    assert "+5.00%" in driver.screen
    assert "2023年度 2,800.05   增减 +140.00   +5.00%" in driver.screen  # the detail pane
    driver.press("ctrl+w").check()
    assert "2023年度,2023.toml" not in driver.screen


def test_an_edit_renews_what_stands_beside(two_years):
    driver = Driver(two_years, (120, 40)).go("3").press("ctrl+w", "ctrl+w")
    driver.type("2900.05").press("enter")
    assert "2,900.05* +100.00" in driver.screen or "2,900.05✗ +100.00" in driver.screen
    assert driver.figure("payments", "total", "total") == Decimal("2900.05")
    driver.press("u")
    assert "+140.00" in driver.screen
    driver.check()


def test_narrow_screens_show_the_figures_first(two_years):
    for size in ((80, 24), (40, 12), (20, 8)):
        driver = Driver(two_years, size).go("3").press("ctrl+w")
        for key in ("right", "right", "down", "end", "ctrl+end"):
            driver.press(key).check()


def test_without_last_years_statement_its_file_is_asked_for(tmp_path, two_years):
    (tmp_path / "2023.toml").rename(tmp_path / "former")
    driver = Driver(two_years, (120, 40)).go("3").press("ctrl+w")
    assert "2023年度决算的文件" in driver.screen
    driver.type("none").press("enter")
    assert "没有这个文件" in driver.screen
    driver.press("ctrl+u").type(str(tmp_path / "former")).press("enter")
    assert "2,940.05≈ 2,800.05" in driver.screen


def test_a_move_in_this_mode_paints_no_more_lines_than_without(two_years):
    driver = Driver(two_years, (120, 40)).go("3")
    driver.press("down").stale_lines()
    plain = len(driver.press("down").stale_lines())
    driver.press("ctrl+w", "down").stale_lines()
    assert len(driver.press("down").stale_lines()) <= plain + 1  # the detail pane's line of last year


def test_opening_balances_are_held_to_last_years_closing_ones_on_the_screen(two_years):
    former = two_years.with_name("2023.toml")
    text = former.read_text("utf-8")
    start = text.index('row = "closing"')
    old = next(line for line in text[start:].splitlines() if line.startswith("amount"))
    assert old != "amount = 1.11"
    former.write_text(text[:start] + text[start:].replace(old, "amount = 1.11", 1), "utf-8")
    driver = Driver(two_years, (120, 40))
    found = [each for each in driver.desk.findings() if each.message == "opening-not-closing"]
    assert found
    assert "1.11" in dict(found[0].about)["former"]

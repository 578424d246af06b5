"""Several statements of one department in a folder: its totals over the years."""

from __future__ import annotations

import pytest
from driver import PUTUO, SIZES, Driver


@pytest.fixture
def folder(tmp_path):
    text = PUTUO.read_text("utf-8")
    for year in (2022, 2023, 2024):
        (tmp_path / f"{year}.toml").write_text(text.replace("year = 2024", f"year = {year}", 1), "utf-8")
    (tmp_path / "other.toml").write_text(text.replace("普陀区财政局", "长宁区财政局"), "utf-8")
    (tmp_path / "broken.toml").write_text("format = 1\ndepartment = ", "utf-8")
    return tmp_path


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_totals_run_over_the_years_in_overview_and_charts(folder, size, language):
    driver = Driver(folder / "2024.toml", size, language)
    driver.check()
    assert "2022 2,940.05 → 2023 2,940.05 → 2024 2,940.05" in driver.screen
    driver.go("g").press("end")
    driver.check()
    lines = [line for line in driver.lines if "2023 " in line and "█" in line]
    assert lines


def test_one_year_alone_has_no_trend(tmp_path):
    (tmp_path / "a.toml").write_text(PUTUO.read_text("utf-8"), "utf-8")
    driver = Driver(tmp_path / "a.toml", (120, 40))
    assert "→ 2024" not in driver.screen
    driver.go("g")
    driver.check()
    assert "支出决算结构" in driver.screen
    assert "历年" not in driver.screen


def test_an_edit_moves_the_bars(folder):
    driver = Driver(folder / "2024.toml", (120, 40)).go("3").press("ctrl+home").type("9999").press("enter")
    driver.go("g").press("end")
    assert "9,999.00" in driver.screen

"""Picking one of many: narrowing, marking, running; and the palette made from it."""

from __future__ import annotations

from driver import WUCHANG, Driver

from fintui.ui.actions import ACTIONS
from fintui.ui.picker import Option, narrow


def options(*texts: str) -> list[Option]:
    return [Option(text, lambda: None, finds="ＡＢ") for text in texts]


def test_every_word_typed_must_be_found_and_beginnings_come_first():
    found = narrow(options("收入决算表", "支出决算表", "决算收入"), "收入")
    assert [each.text for each in found] == ["收入决算表", "决算收入"]
    assert [each.text for each in narrow(options("收入决算表", "支出决算表"), "决算 支出 ab")] == ["支出决算表"]


def test_the_mark_moves_what_is_typed_narrows_and_enter_runs():
    driver, picked, seen = Driver(WUCHANG, (80, 24)), [], []
    texts = [f"第{number}项" for number in range(50)]
    entries = [Option(text, lambda text=text: picked.append(text)) for text in texts]
    driver.desk.pick("哪一项", entries, at=40, moved=lambda option: seen.append(option.text))
    assert seen == ["第40项"]
    assert "> 第40项" in driver.screen
    driver.press("up", "pageup", "down")
    driver.check()
    driver.type("4").press("down")
    assert seen[-1] == "第14项"
    driver.press("enter")
    assert picked == ["第14项"]
    assert "哪一项" not in driver.screen
    driver.check()


def test_escape_leaves_all_as_it_was():
    driver, cancelled = Driver(WUCHANG, (80, 24)), []
    before = driver.screen
    driver.desk.pick("哪一项", options("甲"), cancelled=lambda: cancelled.append(True))
    driver.type("无").press("enter", "escape")
    assert cancelled
    assert driver.screen == before


def test_what_cannot_be_picked_says_why_and_stays():
    driver = Driver(WUCHANG, (80, 24))
    driver.desk.pick("哪一项", [Option("甲", driver.desk.host.quit, why_not="只读")])
    driver.press("enter")
    assert "只读" in driver.screen
    assert not driver.host.has_quit


def test_a_click_picks_and_pasted_text_narrows():
    driver, picked = Driver(WUCHANG, (80, 24)), []
    driver.desk.pick("哪一项", [Option(text, lambda text=text: picked.append(text)) for text in "甲乙丙"])
    driver.desk.paste("丙\n")
    panel = driver.desk._rects["panel"]
    driver.desk.click(panel.x + 3, panel.y + 1)
    assert picked == ["丙"]


def test_the_palette_finds_an_action_by_name_or_key_and_runs_it():
    driver = Driver(WUCHANG, (120, 40)).go("3").press("ctrl+p").type("f9")
    shown = "contents" in driver.desk._rects
    driver.press("enter")
    assert ("contents" in driver.desk._rects) is not shown
    driver.press("ctrl+p").type("核对结果 排列")
    assert "只在" in driver.screen


def test_every_action_names_a_method_that_there_is():
    desk = Driver(WUCHANG).desk
    for action in ACTIONS:
        tool, _, name = action.method.rpartition(".")
        assert callable(getattr(desk.tools[tool] if tool else desk, name)), action


def test_the_palette_finds_actions_in_the_other_language_and_lists_what_can_run_first():
    driver = Driver(WUCHANG, (120, 40)).go("3").press("ctrl+p")
    shown = [option.why_not for option in driver.desk.picker._shown]
    assert shown == sorted(shown, key=bool)
    driver.type("undo")
    assert "撤销" in driver.screen


def test_the_help_runs_what_is_picked_and_says_why_it_cannot():
    driver = Driver(WUCHANG, (120, 40)).go("3").press("f1")
    go_to_action(driver, "toggle-contents")
    shown = "contents" in driver.desk._rects
    driver.press("enter")
    assert driver.desk.part.is_table
    assert ("contents" in driver.desk._rects) is not shown
    driver.press("f1")
    go_to_action(driver, "order-findings")
    driver.press("enter")
    assert "只在" in driver.lines[-1]


def go_to_action(driver, name):
    """Down the help page to an action."""
    driver.press("home")
    for _ in range(400):
        if driver.desk.page_face.selected().goto == f"action:{name}":
            return
        driver.press("down")
    raise AssertionError(name)

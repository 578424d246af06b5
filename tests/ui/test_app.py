"""The application around the desk, without a terminal: keys come through Textual's own events."""

from __future__ import annotations

import asyncio
import shutil

import pytest
from driver import PUTUO, WUCHANG, words_of
from textual import events
from textual.widgets import TextArea

from fintui.files.reader import load
from fintui.files.resources import shipped
from fintui.ui.app import FintuiApp
from fintui.ui.desk import Desk
from fintui.ui.editor import Editor
from fintui.ui.theme import load_look
from fintui.ui.tolerant_input import UNKNOWN


def run(story, path, size=(120, 40), theme="fintui-dark"):
    """Play a story with the app and its pilot; returns the app."""

    async def go():
        look = load_look(shipped("themes") / f"{theme}.toml")
        app = FintuiApp(Desk(load(path), path, words_of("zh")), look)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await app.workers.wait_for_complete()  # the checks
            await pilot.pause()
            await story(app, pilot)
        return app

    return asyncio.run(go())


async def burst(app, pilot, *keys):
    """Post all keys at once, as one read of the terminal would; then wait."""
    for key in keys:
        if isinstance(key, events.Event):
            app.post_message(key)
        else:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
    for _ in range(8):
        await pilot.pause()


def screen_of(app):
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in lines)


@pytest.fixture
def path(tmp_path):
    return shutil.copy(PUTUO, tmp_path / "p.toml")


@pytest.mark.parametrize("theme", ["fintui-dark", "fintui-light", "fintui-terminal"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_it_starts_with_the_overview_checked(theme, size):
    async def story(app, pilot):
        shown = screen_of(app)
        assert "武汉市武昌区大数据中心" in shown
        assert "✗" in shown.split("\n")[0]

    run(story, WUCHANG, size, theme)


def test_a_burst_of_keys_is_handled_in_order(path):
    async def story(app, pilot):
        await burst(app, pilot, "3", *"123", "enter", *"456", "enter")
        table = app.desk.document.statement.tables["payments"]
        assert str(table.row("total").figures["total"]) == "123.00"
        assert str(table.row("201").figures["total"]) == "456.00"
        assert "456.00" in screen_of(app)

    run(story, path)


def test_a_paste_waits_for_its_turn_among_keys(path):
    async def story(app, pilot):
        await burst(app, pilot, "3", "1", events.Paste("２，３４５"), "enter", events.Paste("7.5"), "enter")
        table = app.desk.document.statement.tables["payments"]
        assert str(table.row("201").figures["total"]) == "7.50"
        assert str(table.row("total").figures["total"]) == "12345.00"

    run(story, path)


def test_keys_right_behind_enter_go_into_the_text_that_it_opens():
    async def story(app, pilot):
        await burst(app, pilot, "e", "enter", "a", "b", "c", "left", "left", "X", "ctrl+s", "down", "down")
        assert not isinstance(app.screen, Editor)
        assert app.desk.document.statement.sections[0].text.startswith("aXbc2020年度收、支总计")
        assert app.desk.page_face.selected().place.key != "receipts-and-payments"
        assert "aXbc" in screen_of(app)

    run(story, WUCHANG)


def test_a_changed_text_is_dropped_only_by_a_second_esc():
    async def story(app, pilot):
        await burst(app, pilot, "e", "enter", "x", "escape")
        assert isinstance(app.screen, Editor)
        assert "再按一次 Esc" in screen_of(app)
        await burst(app, pilot, "y", "escape")
        assert isinstance(app.screen, Editor)
        await burst(app, pilot, "escape")
        assert not isinstance(app.screen, Editor)
        assert not app.desk.document.modified

    run(story, WUCHANG)


def test_the_program_does_not_end_from_within_a_text():
    async def story(app, pilot):
        await burst(app, pilot, "e", "enter", "x", "ctrl+q")
        assert isinstance(app.screen, Editor)
        assert "请先" in screen_of(app)

    run(story, WUCHANG)


def test_what_is_pasted_into_a_text_comes_without_controls():
    async def story(app, pilot):
        await burst(app, pilot, "e", "enter", events.Paste("甲\x9b5m\x1b]0;x\x07\r\n乙\u202e"), "ctrl+s")
        assert app.desk.document.statement.sections[0].text.startswith("甲5m]0;x\n乙2020年度")

    run(story, WUCHANG)


def test_a_text_with_controls_is_edited_without_showing_or_losing_them(tmp_path):
    path = tmp_path / "w.toml"
    path.write_text(
        WUCHANG.read_text("utf-8").replace("2020年度收、支总计", "\\u001b]0;x\\u0007\\u202e总计", 1), "utf-8"
    )

    async def story(app, pilot):
        text = app.desk.document.statement.sections[0].text
        assert "\x1b]0;x\x07\u202e" in text
        await burst(app, pilot, "e", "enter", "X")
        area = app.screen.query_one(TextArea)
        assert not {"\x1b", "\x07", "\u202e"} & set(area.text)
        await burst(app, pilot, "ctrl+s")
        assert app.desk.document.statement.sections[0].text == "X" + text

    run(story, path)


def test_bytes_of_another_encoding_are_told_and_change_nothing(path):
    async def story(app, pilot):
        await burst(app, pilot, "3", events.Key("x", UNKNOWN))
        assert "UTF-8" in screen_of(app)
        assert app.desk.grid.editor is None
        await burst(app, pilot, "escape", "0", "enter", events.Key("x", UNKNOWN))
        assert UNKNOWN not in screen_of(app)

    run(story, path)


def test_only_stale_lines_are_painted(path):
    async def story(app, pilot):
        await burst(app, pilot, "3")
        painted = []
        inner = app.canvas.render_line
        app.canvas.render_line = lambda y: painted.append(y) or inner(y)
        await burst(app, pilot, "down")
        assert 2 <= len(set(painted)) <= 12
        assert len(painted) == len(set(painted))

    run(story, path)


def test_quitting_with_unsaved_edits_asks_first(path):
    async def story(app, pilot):
        await burst(app, pilot, "3", "1", "enter", "ctrl+q")
        assert "未保存" in screen_of(app).split("\n")[0]
        assert app.is_running
        await burst(app, pilot, "escape", "ctrl+q", "s")

    app = run(story, path)
    assert app.return_code == 0
    assert "total = 1.00" in path.read_text("utf-8")


def test_a_resize_divides_the_screen_anew(path):
    async def story(app, pilot):
        await burst(app, pilot, "3")
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        lines = screen_of(app).split("\n")
        assert len(lines) == 20
        assert "支出决算表" in lines[1]
        await pilot.resize_terminal(1, 1)
        await pilot.pause()
        await pilot.resize_terminal(300, 100)
        await pilot.pause()
        assert "支出决算表" in screen_of(app).split("\n")[1]

    run(story, path)


def test_the_mouse_selects(path):
    async def story(app, pilot):
        await burst(app, pilot, "3")
        await pilot.click(offset=(3, 6))
        assert app.desk.part.key == "5"
        column = 25 + app.desk.grid.layout.placed[-1].x
        await pilot.click(offset=(column, 12))
        row = app.desk.grid.row
        assert row > 0

    run(story, path)


def test_the_canvas_lets_no_control_character_through_whatever_a_face_paints(path):
    async def story(app, pilot):
        app.desk.line = lambda y: [("\x1b]0;x\x07\x9b\u202e", "base")]
        assert app.canvas.render_line(0).text.startswith("\ufffd]0;x\ufffd\ufffd\ufffd ")

    run(story, path)


def test_another_theme_is_painted_at_once_and_a_broken_one_told(path, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    own = tmp_path / "fintui" / "themes" / "mine.toml"
    own.parent.mkdir(parents=True)
    shutil.copy(shipped("themes") / "fintui-dark.toml", own)

    async def story(app, pilot):
        assert app.show_look("fintui-light") == ""
        await pilot.pause()
        assert app.theme_name() == "fintui-light"
        assert app.show_look("mine") == ""
        before = app.canvas.look["base"]
        own.write_text(own.read_text("utf-8").replace('base = "#dadada', 'base = "#ff0000'), "utf-8")
        await pilot.pause(1.3)
        assert app.canvas.look["base"] != before
        own.write_text("dark = maybe", "utf-8")
        await pilot.pause(1.3)
        assert "mine.toml" in screen_of(app)

    run(story, path)


def test_a_terminal_that_takes_two_cells_for_an_ellipsis_gets_plain_signs(path):
    async def story(app, pilot):
        app.post_message(events.CursorPosition(2, 1))
        await pilot.pause()
        await pilot.pause()
        shown = screen_of(app)
        assert "…" not in shown.replace("“…”", "")
        assert "─" not in shown

    run(story, path)


def test_another_file_is_opened_in_place(path, tmp_path):
    other = shutil.copy(WUCHANG, tmp_path / "w.toml")
    (tmp_path / "bad.toml").write_text("x", "utf-8")

    async def story(app, pilot):
        app.desk.tools["files"].open(tmp_path / "bad.toml")
        app.canvas.refresh_stale()
        await pilot.pause()
        assert "bad.toml" in screen_of(app)
        app.desk.tools["files"].open(other)
        for _ in range(4):
            await pilot.pause()
        assert "武昌区" in screen_of(app)
        assert "✗12" in screen_of(app)
        await burst(app, pilot, "3", "9", "enter", "ctrl+s")
        assert app.desk.path == other

    run(story, path)


def test_a_folder_starts_with_its_list(path, tmp_path):
    shutil.copy(WUCHANG, tmp_path / "w.toml")

    async def story(app, pilot):
        app.list_folder(tmp_path)
        await pilot.pause(0.4)
        assert "w.toml" in screen_of(app)
        assert "✗12" in screen_of(app)
        await burst(app, pilot, "w", ".", "enter")
        assert app.desk.path == tmp_path / "w.toml"

    run(story, path)

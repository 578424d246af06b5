"""Writes the pages of this folder from `data/rules/pages/`: `python docs/rules/make.py`. A test holds them current."""

# ruff: noqa: INP001 (a script beside the pages that it writes)
from __future__ import annotations

from pathlib import Path

from fintui.files.page_text import documents


def main() -> None:
    """Write every page; one whose rule is gone is deleted."""
    folder = Path(__file__).parent
    wanted = documents()
    for path in folder.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()

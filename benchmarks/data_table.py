"""A table of a statement in Textual's own DataTable, as an application without more thought would show it."""

import sys
from pathlib import Path

from textual.app import App
from textual.widgets import DataTable

from fintui.files.reader import load


class Table(App):
    """The payments of a statement."""

    def compose(self):
        """One table."""
        yield DataTable(cursor_type="cell")

    def on_mount(self) -> None:
        """Fill it."""
        statement = load(Path(sys.argv[1])).statement
        rows = statement.tables["payments"].rows
        columns = list(dict.fromkeys(key for row in rows for key in row.figures))
        table = self.query_one(DataTable)
        table.add_columns("ready", "name", *columns)
        for row in rows:
            table.add_row(row.key, row.name, *(str(row.figures.get(key, "")) for key in columns))

    def on_key(self, event) -> None:
        """`q` ends."""
        if event.key == "q":
            self.exit()


if __name__ == "__main__":
    Table().run()

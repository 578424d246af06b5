"""The least that a Textual application does: one line, of which a character changes with every key."""

from textual.app import App
from textual.widgets import Static


class Bare(App):
    """Shows how many keys were pressed."""

    count = 0

    def compose(self):
        """One line."""
        yield Static("ready 0")

    def on_key(self, event) -> None:
        """Count; `q` ends."""
        if event.key == "q":
            self.exit()
        self.count += 1
        self.query_one(Static).update(f"ready {self.count % 10}")


if __name__ == "__main__":
    Bare().run()

"""The screen. `desk` and what it paints with are plain Python; only `app`, `canvas` and `editor` know Textual."""

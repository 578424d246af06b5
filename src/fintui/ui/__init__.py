"""The screen. `desk` and what it paints with are plain Python; ARCHITECTURE.md names the modules that know Textual."""

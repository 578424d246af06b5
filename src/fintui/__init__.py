"""fintui: Chinese departments' final accounts (部门决算) in the terminal."""

__version__ = "0.1.0"

"""The accounts: money, forms, statements, changes. Pure Python, no I/O, no screen."""

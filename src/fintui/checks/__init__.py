"""The tie-out: what every figure and sentence is checked against, and how it came out. Pure, no I/O, no screen."""

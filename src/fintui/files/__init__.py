"""Everything that touches a disk: reading with line numbers, saving, exporting, shipped data, words."""

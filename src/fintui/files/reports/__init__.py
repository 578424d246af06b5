"""Reports of what `fintui check` found: for people, for scripts, for the tools that a CI has."""

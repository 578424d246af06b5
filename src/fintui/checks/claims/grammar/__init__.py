"""From words and numbers to claims: subjects, roles, lists, ratios."""

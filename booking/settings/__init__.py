"""Everything a clerk may change: a typed registry with meaning and default, one table, audited."""

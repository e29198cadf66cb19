"""The metadata of a text dump, which has nothing but its lines: `finders` has the table of fields."""

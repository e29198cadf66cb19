"""The metadata of an HTML page: `finders` has the table of fields, `sources` what they are found in."""

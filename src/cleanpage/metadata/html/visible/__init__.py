"""What readers see around the headline: headings, byline, date line, counters."""

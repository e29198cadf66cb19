"""What readers see around the headline: headings, byline, date line, counters."""

from cleanpage.metadata.html.visible.dates import DAY_CHARS, ShownDates, choose_date, read_named_date, with_early
from cleanpage.metadata.html.visible.surroundings import Visible, read_visible

__all__ = ["DAY_CHARS", "ShownDates", "Visible", "choose_date", "read_named_date", "read_visible", "with_early"]

"""What can speak against a value that was found, in words."""

from __future__ import annotations

from typing import Final

from cleanpage.words.dates import MAX_YEAR, MIN_YEAR

NO_DATE: Final = "no full date"
LATER: Final = "later than the page was dumped"
TOO_LATE: Final = f"after {MAX_YEAR}"
UNSEEN: Final = f"before {MIN_YEAR}, and not shown near the headline"
UNSAID: Final = f"before {MIN_YEAR}, and not called the date of publication"
SITE: Final = "the site's name"

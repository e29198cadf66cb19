"""Rules for what lies over a page or stands in it to ask something of the visitor: consent, an age, an address."""

from cleanpage.select.rules.banners.appeals import are_appeals
from cleanpage.select.rules.banners.consent import are_banners

__all__ = ["are_appeals", "are_banners"]

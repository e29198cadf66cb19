"""TEI: XML as the Guidelines P5 of the Text Encoding Initiative define it, with the metadata as its header."""

from cleanpage.formats.tei.writer import to_tei

__all__ = ["to_tei"]

"""Decode: bytes in, a `Dump` out, the page as text.

Which encoding the bytes are in is told as browsers tell it: byte-order mark, the caller, the header, the page's own
declaration, then UTF-8 if they are that; last the letters of the text, and charset-normalizer where they tell nothing.
Bytes that are no page (a picture, a PDF document) are named. What the text says is not looked at.
"""

from cleanpage.decode.decoder import decode

__all__ = ["decode"]

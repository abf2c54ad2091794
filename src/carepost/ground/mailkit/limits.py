"""How much of a message we are prepared to read. The raw bytes are kept elsewhere whatever happens here."""

from __future__ import annotations

MEBIBYTE = 2**20

LARGEST = 50 * MEBIBYTE  # octets of a message that is opened at all
HEADER_OCTETS = 512 * 1024  # of the heading; a To line of 5,000 addresses fits
PARTS = 1_000
DEPTH = 30  # of parts within parts
TEXT = 1_000_000  # characters of the message's own text
HTML = 2_000_000  # characters
ATTACHMENT_TEXT = 200_000  # characters from one attachment
ALL_ATTACHMENT_TEXT = 2_000_000  # characters from all of them together
ATTACHMENT_SECONDS = 3.0  # reading one attachment
ALL_ATTACHMENT_SECONDS = 4.0  # reading all of them, below the six of a first attempt
UNPACKED = 8 * MEBIBYTE  # octets of one file within a zip
ALL_UNPACKED = 24 * MEBIBYTE  # of all of them in one zip
PAGES = 300  # of a PDF
SHEETS = 100  # of a workbook, slides of a talk
HEADER_VALUE = 2_000  # characters of one of the further headers
HEADER_VALUES = 20  # of one name
ADDRESSES = 5_000  # in one kind of header
IDS = 1_000  # in References
DEFECTS = 50


class TooMuch(Exception):
    """This message passes a limit, and is not opened; the argument is a clause for a person."""

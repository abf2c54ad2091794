"""How values look on screen: times, waits, names, numbers. Pure; `now` is always given."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def day(value: date) -> str:
    """A date as people write it: "3 May 2026"."""
    return f"{value.day} {value:%B %Y}"


def born(value: date, *, today: date) -> str:
    """Date of birth with the age it makes today: "3 May 1985 (41 y)"; under two years in months."""
    years = age(value, today=today)
    return f"{day(value)} ({years} y)" if years.isdigit() else f"{day(value)} ({years})"


def age(value: date, *, today: date) -> str:
    """Age in whole years ("41"); under two years in months ("3 months")."""
    months = (today.year - value.year) * 12 + today.month - value.month - (today.day < value.day)
    return str(months // 12) if months >= 24 else _many(months, "month")


def clock(value: datetime) -> str:
    """The time of day in London: "10:42"."""
    return f"{value.astimezone(LONDON):%H:%M}"


def moment(value: datetime, *, now: datetime) -> str:
    """A time in London: "today 10:42", "yesterday 16:05", else "3 May 2026, 16:05"."""
    local, here = value.astimezone(LONDON), now.astimezone(LONDON)
    days = (here.date() - local.date()).days
    if days == 0:
        return f"today {local:%H:%M}"
    if days == 1:
        return f"yesterday {local:%H:%M}"
    return f"{day(local.date())}, {local:%H:%M}"


def short_moment(value: datetime, *, now: datetime) -> str:
    """A time in little room: "10:42" today, "yesterday", "3 May", "3 May 2025" in another year."""
    local, here = value.astimezone(LONDON), now.astimezone(LONDON)
    days = (here.date() - local.date()).days
    if days == 0:
        return f"{local:%H:%M}"
    if days == 1:
        return "yesterday"
    return day(local.date()) if local.year != here.year else f"{local.day} {local:%B}"


def waiting(value: timedelta) -> str:
    """How long in words: "5 minutes", "1 hour", "2 hours 10", "3 days"; under a minute "just now"."""
    minutes = int(value.total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return _many(minutes, "minute")
    if minutes < 48 * 60:
        hours, rest = divmod(minutes, 60)
        return _many(hours, "hour") + (f" {rest}" if rest and hours < 24 else "")
    return _many(minutes // (24 * 60), "day")


def short_waiting(value: timedelta) -> str:
    """How long in little room: "under 1 min", "40 min", "2 h 10", "3 days"."""
    minutes = max(int(value.total_seconds() // 60), 0)
    if minutes == 0:
        return "under 1 min"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h" + (f" {minutes % 60:02}" if minutes % 60 and minutes < 24 * 60 else "")
    return _many(minutes // (24 * 60), "day")


def nhs_number(value: str) -> str:
    """Ten digits in groups of 3, 3 and 4; anything else unchanged."""
    return f"{value[:3]} {value[3:6]} {value[6:]}" if len(value) == 10 and value.isdigit() else value


def patient_name(family: str, given: str) -> str:
    """Family name first and in capitals: "SMITH, Jane"."""
    return f"{family.upper()}, {given}" if given else family.upper()


def file_size(value: int) -> str:
    """Size of a file: "84 KB", "1.2 MB"; never 0 for a file that holds something."""
    if value < 1_000_000:
        return f"{max(round(value / 1000), 1 if value else 0)} KB"
    return f"{value / 1_000_000:.1f} MB"


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"

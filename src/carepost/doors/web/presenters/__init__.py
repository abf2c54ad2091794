"""What the pages are given: plain frozen values, made by views, read by templates.

The contract in five lines:

1. A view makes one `Shell` (the frame round every page) and one page (`InboxPage`, `ComposePage` …) and
   answers `carepost.doors.web.render.answer(request, shell, page)`. Each page class names its own template.
2. Values are raw: aware datetimes, dates, `timedelta`, bytes as `int`. Templates format them (see
   `formats.py`).
3. Whatever a person may not do is `None` or absent here. A template never asks what somebody may do.
4. Every change is a form POST. Addresses come from the presenter; the names of posted fields are written in
   the docstring of the class that draws the form.
5. No patient's name or number goes in an address: searches are POSTed and answered in place.
"""

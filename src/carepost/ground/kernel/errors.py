"""The closed set of what can go wrong. A room may narrow one of these; it never adds a sixth."""

from __future__ import annotations

from typing import ClassVar


class CarepostError(Exception):
    """Something a person can be told about; `reason` is the sentence, with what happened and what to do."""

    usual: ClassVar[str] = "Something went wrong. Try again, and tell your administrator if it goes on."

    def __init__(self, reason: str = "") -> None:
        self.reason = reason or self.usual
        super().__init__(self.reason)


class NotPermitted(CarepostError):
    """This person may not do this."""

    usual = "You may not do this. Ask an administrator of your practice if you think you should."


class NotFound(CarepostError):
    """It does not exist, or not for this practice: the answer is the same, so that it gives nothing away."""

    usual = "We could not find that. It may have been moved; go back to the inbox and open it from there."


class Conflict(CarepostError):
    """It changed, or exists already, since the person looked."""

    usual = "This has changed since you opened it. Look at it again, then repeat what you were doing."


class Refused(CarepostError):
    """What was given breaks a rule, and would again if nothing about it changes."""

    usual = "This cannot be accepted as it is. Correct it and try again."


class Unavailable(CarepostError):
    """Something we rely on does not answer; the same request may work later."""

    usual = "This is not available at the moment. Nothing was changed; try again in a few minutes."

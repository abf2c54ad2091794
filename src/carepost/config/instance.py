"""Where this installation lives and what it was told: environment first, then carepost.toml in its home."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

Login = Literal["owner", "app", "ledger"]
NAME = r"^[a-z0-9][a-z0-9-]{0,39}$"


def default_home() -> Path:
    if os.geteuid() == 0:
        return Path("/var/lib/carepost")
    return user_data_path("carepost")


class SignOn(BaseModel):
    """A provider of single sign-on: `[[single_sign_on]]` in carepost.toml (docs/operate/single-sign-on.md)."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(pattern=NAME)
    label: str = Field(min_length=1, max_length=60)
    profile: Literal["oidc", "cis2"]
    issuer: str
    client_id: str = Field(min_length=1)
    key_id: str = ""
    trusted_domains: list[str] = []
    ca_file: Path | None = None


class Instance(BaseSettings):
    """One installation. Every field may be set as CAREPOST_<NAME>; the database URLs also without the prefix."""

    model_config = SettingsConfigDict(env_prefix="CAREPOST_", extra="ignore")

    home: Path = Field(default_factory=default_home)
    login: Literal["owner", "app"] = "app"
    demo: bool = False
    public_url: str = "http://localhost:8000"
    lmtp_host: str = "127.0.0.1"
    lmtp_port: int = Field(default=8024, ge=0, le=65535)
    web_threads: int = Field(default=4, ge=1)
    loopback_wait: int = Field(
        default=120, description="seconds to look for our own copy before a person is asked"
    )
    retry_first: int = Field(
        default=60, description="seconds before the second try; doubles, at most an hour"
    )
    give_up_after: int = Field(
        default=4 * 3600, description="seconds of temporary failures before people are told it failed"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info",
        description="from which level our events are logged; `debug` adds that libraries spoke, never what they said",
    )
    metrics_token: str = Field(
        default="",
        description="who asks for `/metrics` must know it, 16 characters or more; empty: there is no such page",
    )
    metrics_practices: list[str] = Field(
        default=[], description="ODS codes of practices whose figures `/metrics` also gives one by one"
    )
    watched_certificates: list[Path] = Field(
        default=[],
        description="PEM files whose last day `/metrics` tells, such as the certificate of the pages",
    )
    account_domains: list[str] = Field(
        default=[],
        description="domains besides nhs.net, nhs.uk and listed care providers whose people may have an account",
    )
    trusted_proxies: int = Field(
        default=0,
        description="proxies in front that each add one address to `X-Forwarded-For`; 0: nobody's word is taken for it",
    )
    account_mail_host: str = Field(
        default="",
        description="submission server for mail about people's accounts (codes, warnings); empty: none can be sent",
    )
    account_mail_port: int = Field(default=587, description="465: TLS from the first octet; others: STARTTLS")
    account_mail_username: str = Field(
        default="", description="its password stands in `secrets/account-mail.password`"
    )
    account_mail_from: str = Field(default="", description="the address those mails come from")
    account_mail_ca_file: Path | None = Field(
        default=None,
        description="PEM file of who vouches for that server, where the machine does not trust it",
    )
    text_messages: Literal["off", "notify", "demo"] = Field(
        default="off",
        description="by whom codes go to telephones: nobody, GOV.UK Notify, or the demo's telephones",
    )
    notify_template: str = Field(
        default="",
        description="id of a template at GOV.UK Notify whose text is `((message))`; the API key: `secrets/notify.key`",
    )
    notify_url: str = Field(
        default="https://api.notifications.service.gov.uk", description="where GOV.UK Notify is asked"
    )
    single_sign_on: list[SignOn] = Field(
        default=[],
        description="providers of single sign-on, each with name, label, profile (`oidc` or `cis2`), issuer, "
        "client_id, and perhaps key_id, trusted_domains, ca_file: docs/operate/single-sign-on.md",
    )
    demo_mail_url: str = Field(default="", description="where mail to the demo's people is shown")
    demo_telephone_url: str = Field(default="", description="the demo's outside world; demo only")
    demo_logins: list[tuple[str, str, str]] = Field(
        default=[], description="name, address, password; demo only"
    )
    demo_codes_url: str = Field(default="", description="where the demo's one-time codes are shown")
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    database_owner_url: str = Field(default="", validation_alias="DATABASE_OWNER_URL")
    database_ledger_url: str = Field(default="", validation_alias="DATABASE_LEDGER_URL")

    @field_validator("home", mode="before")
    @classmethod
    def _somewhere(cls, home: object) -> Path:
        """CAREPOST_HOME set to nothing is not set; the place stays the same when somebody goes elsewhere."""
        return Path(str(home)).absolute() if home else default_home()

    @field_validator("metrics_token")
    @classmethod
    def _long_enough(cls, token: str) -> str:
        if token and len(token) < 16:
            raise ValueError("metrics_token is guessed too easily: take 16 characters or more")
        return token

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        home = Path(os.environ.get("CAREPOST_HOME") or default_home())
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, home / "carepost.toml")

    @cached_property
    def secrets(self) -> Path:
        return self.home / "secrets"

    def secret(self, name: str) -> bytes | None:
        """The bytes of a secret file, or None where there is none (yet)."""
        path = self.secrets / name
        return path.read_bytes() if path.exists() else None

    @property
    def checkpoints_file(self) -> Path:
        return self.home / "ledger" / "checkpoints.txt"

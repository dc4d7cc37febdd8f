"""By which server letters are sent, and by whom: a file that a person writes once, without the password.

    [smtp]
    server = "smtp.example.org"
    sender = "letters@harborview.example"
    user = "letters@harborview.example"

The password is in LEADSROOM_SMTP_PASSWORD, or in a file of its own that nobody else may read.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from msgspec import Struct

from leadsroom.domain.text.email import is_email
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.files import lowered
from leadsroom.paths import config_file

PASSWORD = "LEADSROOM_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
_KEYS = {
    "server": str,
    "port": int,
    "security": str,
    "user": str,
    "sender": str,
    "name": str,
    "password_file": str,
    "certificate": str,
    "insecure": bool,
}
_KINDS = {str: "a text in quotes", int: "a number", bool: "true or false"}
_LARGEST = 64 * 1024
_OTHERS = 0o077
_EXAMPLE = """\
[smtp]
server = "smtp.example.org"
sender = "letters@example.org"
user = "letters@example.org"
"""


class Security(StrEnum):
    """How the way to the server is kept from being read."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


class SmtpSettings(Struct, frozen=True):
    """The server, and who sends. `certificate` is a file with authorities to trust beside the system's."""

    server: str
    sender: str
    port: int = 587
    security: Security = Security.STARTTLS
    user: str = ""
    name: str = ""
    password: str = ""
    certificate: str = ""

    @property
    def in_words(self) -> str:
        """`Harborview <letters@example.org> by smtp.example.org`."""
        sender = f"{self.name} <{self.sender}>" if self.name else self.sender
        return f"{sender} by {self.server}"

    def __repr__(self) -> str:
        return f"SmtpSettings({self.user or self.sender} at {self.server}:{self.port})"


def smtp_settings() -> SmtpSettings:
    """The settings of this person on this machine. Raises Refused: what is missing or wrong, and what to do.

    The password is read with them; it stays in memory alone.
    """
    return read_settings(config_file(), os.environ)


def read_settings(path: Path, environment: Mapping[str, str]) -> SmtpSettings:
    """The settings that stand in a file, with the password of an environment. Raises Refused."""
    return _Read(path, _section(path), environment).settings()


def _section(path: Path) -> Mapping[str, Any]:
    """The table [smtp]. Raises Refused where there is no such file or table."""
    if not path.exists():
        raise Refused(f"To send letters, write into {path}:\n\n{_EXAMPLE}\n{how_to_give_password(path)}")
    try:
        if path.stat().st_size > _LARGEST:
            raise Refused(f"{path} is too large for a file of settings.")
        whole = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as wrong:
        raise Refused(f"Cannot read {path}: {lowered(wrong.strerror or str(wrong))}.") from wrong
    except UnicodeDecodeError:
        raise Refused(f"{path} is no text in UTF-8. Write it with a plain editor.") from None
    except tomllib.TOMLDecodeError as wrong:
        raise Refused(f"{path} cannot be read as TOML: {clean(str(wrong))}.") from None
    section = whole.get("smtp")
    if not isinstance(section, dict):
        raise Refused(f"To send letters, add to {path}:\n\n{_EXAMPLE}\n{how_to_give_password(path)}")
    return section


def how_to_give_password(path: Path) -> str:
    """The two places for a password, in a sentence."""
    beside = path.with_name("smtp-password")
    return (
        f"The password goes into the variable {PASSWORD}, or into a file that is yours alone: write "
        f'password_file = "{beside}" there, then chmod 600 {beside}.'
    )


class _Read(Struct, frozen=True):
    """One reading of the table, with the file's name for what is wrong in it."""

    path: Path
    section: Mapping[str, Any]
    environment: Mapping[str, str]

    def settings(self) -> SmtpSettings:
        self._refuse_unknown()
        server, security = self._text("server"), self._security()
        if not server:
            raise self._wrong('there is no server. Write like server = "smtp.example.org".')
        if any(sign in server for sign in " /@:") and not _is_address(server):
            raise self._wrong(
                f"“{server}” is not the name of a server. Write it like smtp.example.org, the port apart."
            )
        user, sender = self._text("user"), self._sender()
        self._refuse_open_way(server, security, has_user=bool(user))
        port = int(self.section.get("port", _PORTS[security]))
        if not 1 <= port <= 65_535:
            raise self._wrong(f"{port} is not a port. Usual are 587 with starttls and 465 with tls.")
        return SmtpSettings(
            server,
            sender,
            port,
            security,
            user,
            self._text("name"),
            self._password() if user else "",
            self._certificate(),
        )

    def _refuse_unknown(self) -> None:
        for key, value in self.section.items():
            if key == "password":
                raise self._wrong(
                    f"a password does not belong there. Take it out. {how_to_give_password(self.path)}"
                )
            if key not in _KEYS:
                raise self._wrong(f"“{clean(key)}” is none of the settings: {', '.join(_KEYS)}.")
            if type(value) is not _KEYS[key]:
                raise self._wrong(f"{key} is to be {_KINDS[_KEYS[key]]}.")

    def _text(self, key: str) -> str:
        return clean(self.section.get(key, ""))

    def _security(self) -> Security:
        written = self._text("security") or Security.STARTTLS.value
        try:
            return Security(written.casefold())
        except ValueError:
            raise self._wrong(f'security is "starttls", "tls" or "none", not “{written}”.') from None

    def _sender(self) -> str:
        sender = self._text("sender")
        if not sender:
            raise self._wrong('there is no sender. Write like sender = "letters@example.org".')
        if not is_email(sender):
            raise self._wrong(f"the sender “{sender}” is not an email address like letters@example.org.")
        return sender

    def _refuse_open_way(self, server: str, security: Security, *, has_user: bool) -> None:
        """Nothing goes unencrypted over a network unless that was asked for in so many words."""
        if security is not Security.NONE or _is_this_machine(server) or self.section.get("insecure"):
            return
        what = "the password and every letter" if has_user else "every letter"
        raise self._wrong(
            f'with security = "none" {what} could be read on the way to {server}. Use "starttls" or "tls"; '
            "if that way is your own, write insecure = true."
        )

    def _password(self) -> str:
        if given := self.environment.get(PASSWORD):
            return given
        named = self._text("password_file")
        if not named:
            raise self._wrong(f"there is a user and no password. {how_to_give_password(self.path)}")
        return _secret_in(self.path.parent / Path(named).expanduser())

    def _certificate(self) -> str:
        named = self._text("certificate")
        if not named:
            return ""
        path = self.path.parent / Path(named).expanduser()
        if not path.is_file():
            raise self._wrong(f"there is no certificate at {path}.")
        return str(path)

    def _wrong(self, what: str) -> Refused:
        return Refused(f"{self.path}, [smtp]: {what}")


def _secret_in(path: Path) -> str:
    """The password in a file. Raises Refused where others may read it."""
    try:
        with path.open(encoding="utf-8") as file:
            found = os.fstat(file.fileno())
            if hasattr(os, "geteuid"):  # elsewhere modes say nothing
                if found.st_uid != os.geteuid():
                    raise Refused(
                        f"The password's file {path} belongs to somebody else. Make one of your own."
                    )
                if found.st_mode & _OTHERS:
                    raise Refused(f"Others may read the password in {path}. Close it first: chmod 600 {path}")
            password = file.read(_LARGEST).strip("\r\n")
    except UnicodeDecodeError:
        raise Refused(f"The password in {path} is no text in UTF-8.") from None
    except OSError as wrong:
        raise Refused(
            f"Cannot read the password in {path}: {lowered(wrong.strerror or str(wrong))}."
        ) from wrong
    if not password:
        raise Refused(f"There is no password in {path}. Write it there, on one line.")
    return password


def _is_address(server: str) -> bool:
    try:
        ip_address(server)
    except ValueError:
        return False
    return True


def _is_this_machine(server: str) -> bool:
    return server.casefold() == "localhost" or (_is_address(server) and ip_address(server).is_loopback)

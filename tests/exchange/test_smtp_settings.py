"""The settings by which letters are sent: what is taken, and what each mistake is answered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leadsroom.errors import Refused
from leadsroom.exchange.letters.settings import (
    PASSWORD,
    Security,
    SmtpSettings,
    read_settings,
    smtp_settings,
)

WHOLE = """
[smtp]
server = "smtp.harborview.example"
port = 2525
security = "tls"
user = "ann"
sender = "letters@harborview.example"
name = "Harborview [/]"
"""
SERVER = 'server = "smtp.example.org"\n'
SENDER = 'sender = "letters@example.org"\n'
USER = 'user = "ann"\n'
SECRET = {PASSWORD: "correct horse"}


def written(tmp_path: Path, text: str) -> Path:
    """A file of settings."""
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_of_it_is_read(tmp_path: Path) -> None:
    """Each setting is taken as it stands; the password comes from the environment and shows in no text."""
    found = read_settings(written(tmp_path, WHOLE), SECRET)
    assert found == SmtpSettings(
        "smtp.harborview.example",
        "letters@harborview.example",
        2525,
        Security.TLS,
        "ann",
        "Harborview [/]",
        "correct horse",
    )
    assert "horse" not in f"{found} {found!r}"


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("STARTTLS", 587)])
def test_a_port_follows_from_the_security(tmp_path: Path, security: str, port: int) -> None:
    """Who leaves the port out means the usual one; without a word the way is encrypted."""
    text = f'[smtp]\n{SERVER}{SENDER}security = "{security}"\n'
    assert read_settings(written(tmp_path, text), {}).port == port
    assert read_settings(written(tmp_path, f"[smtp]\n{SERVER}{SENDER}"), {}).security is Security.STARTTLS


def test_a_password_in_a_file_of_its_own(tmp_path: Path) -> None:
    """It is taken where nobody else may read the file, without its line's end; else the sentence says how."""
    path = written(tmp_path, f'[smtp]\n{SERVER}{SENDER}{USER}password_file = "secret"\n')
    secret = tmp_path / "secret"
    secret.write_text(" correct horse\n")
    secret.chmod(0o640)
    with pytest.raises(Refused, match=f"chmod 600 {secret}"):
        read_settings(path, {})
    secret.chmod(0o600)
    assert read_settings(path, {}).password == " correct horse"
    assert read_settings(path, {PASSWORD: "another"}).password == "another"
    secret.write_text("\n")
    with pytest.raises(Refused, match="There is no password in"):
        read_settings(path, {})
    secret.unlink()
    with pytest.raises(Refused, match=r"Cannot read the password in .*secret: no such file"):
        read_settings(path, {})


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("[smtp", "cannot be read as TOML"),
        ("[other]\n", "To send letters, add to .*config.toml:\n\n\\[smtp\\]\nserver = "),
        (f"[smtp]\n{SENDER}", "there is no server"),
        (f"[smtp]\n{SERVER}", "there is no sender"),
        (
            f"[smtp]\n{SERVER}{SENDER}pasword_file = 'x'\n",
            "“pasword_file” is none of the settings: server, port",
        ),
        (f"[smtp]\n{SERVER}{SENDER}password = 'horse'\n", "a password does not belong there"),
        (f"[smtp]\n{SERVER}{SENDER}port = '25'\n", "port is to be a number"),
        (f"[smtp]\n{SERVER}{SENDER}port = 70000\n", "70000 is not a port"),
        (f"[smtp]\n{SERVER}sender = 'Ann'\n", "the sender “Ann” is not an email address"),
        (f"[smtp]\n{SENDER}server = 'smtp.example.org:25'\n", "is not the name of a server"),
        (f"[smtp]\n{SERVER}{SENDER}security = 'ssl'\n", 'security is "starttls", "tls" or "none", not “ssl”'),
        (
            f"[smtp]\n{SERVER}{SENDER}{USER}",
            f"there is a user and no password. The password goes .* {PASSWORD}",
        ),
        (f"[smtp]\n{SERVER}{SENDER}security = 'none'\n", "every letter could be read on the way"),
        (f"[smtp]\n{SERVER}{SENDER}{USER}security = 'none'\n", "the password and every letter could be read"),
        (f"[smtp]\n{SERVER}{SENDER}certificate = 'ca.pem'\n", "there is no certificate at .*ca.pem"),
    ],
)
def test_each_mistake_has_its_sentence(tmp_path: Path, text: str, answer: str) -> None:
    """It names the file, says what is wrong, and what to write; no password stands in it."""
    path = written(tmp_path, text)
    with pytest.raises(Refused, match=answer) as no:
        read_settings(path, {})
    assert str(path) in str(no.value)
    assert "horse" not in str(no.value)


@pytest.mark.parametrize("server", ["localhost", "127.0.0.1", "::1"])
def test_on_this_machine_nothing_need_be_encrypted(tmp_path: Path, server: str) -> None:
    """There it crosses no network; anywhere else that has to be wanted in so many words."""
    text = f"[smtp]\nserver = '{server}'\n{SENDER}security = 'none'\n"
    assert read_settings(written(tmp_path, text), {}).port == 25
    elsewhere = f"[smtp]\n{SERVER}{SENDER}security = 'none'\ninsecure = true\n"
    assert read_settings(written(tmp_path, elsewhere), {}).security is Security.NONE


def test_nothing_is_set_up_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What to write is printed, and where: LEADSROOM_CONFIG names another file than the usual one."""
    monkeypatch.setenv("LEADSROOM_CONFIG", str(tmp_path / "mine.toml"))
    with pytest.raises(Refused, match=re.escape(f"write into {tmp_path / 'mine.toml'}:\n\n[smtp]\nserver")):
        smtp_settings()
    monkeypatch.delenv("LEADSROOM_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with pytest.raises(Refused, match=r"leadsroom.*config\.toml"):
        smtp_settings()

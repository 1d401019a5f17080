"""Run a command with DATABASE_URL set to a real PostgreSQL: the one in TEST_DATABASE_URL, or one started here.

usage: python -m tests.postgres COMMAND [ARG ...]

The server started here listens on a Unix socket in a temporary folder only, keeps nothing on disk it need not,
and is stopped and removed at the end. `initdb` refuses to run as root, so as root it runs as an unprivileged user.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INSTALL = "PostgreSQL's server is not installed. Debian: apt-get install postgresql; or set TEST_DATABASE_URL."
UNSAFE_BUT_FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60"]


def main(command: list[str]) -> int:
    if not command:
        print(__doc__)
        return 2
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        return run(command, given)
    programs = server_programs() or install_server()
    if programs is None:
        print(INSTALL, file=sys.stderr)
        return 2
    with server(programs) as url:
        return run(command, url)


def run(command: list[str], url: str) -> int:
    return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


def server_programs() -> Path | None:
    """The folder that holds initdb and pg_ctl, the newest version first."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    candidates = [*folders, *([Path(on_path).resolve().parent] if on_path else [])]
    return next(
        (folder for folder in candidates if (folder / "initdb").exists() and (folder / "postgres").exists()), None
    )


def install_server() -> Path | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Installing PostgreSQL…", file=sys.stderr)
    for step in (["update"], ["install", "--yes", "--no-install-recommends", "postgresql"]):
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "--quiet", *step], check=False, **quiet)
    return server_programs()


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """A private PostgreSQL on a Unix socket; yields its URL."""
    user = unprivileged_user()
    root = Path(tempfile.mkdtemp(prefix="marquee-pg-"))
    if user:
        shutil.chown(root, user)
    data = root / "data"
    options = " ".join(f"-c {option}" for option in UNSAFE_BUT_FAST) + f" -c listen_addresses='' -k {root}"
    as_user(
        user,
        programs / "initdb",
        "-D",
        data,
        "-U",
        "marquee",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
        "--locale=C.UTF-8",
    )
    as_user(user, programs / "pg_ctl", "-D", data, "-l", root / "log", "-w", "-o", options, "start")
    try:
        yield f"postgres://marquee@/{root}/postgres"
    finally:
        as_user(user, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(root, ignore_errors=True)


def unprivileged_user() -> str | None:
    """Whom to be where root may not: None for whoever runs this, when that is not root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def as_user(user: str | None, *command: object) -> None:
    words = [str(word) for word in command]
    prefix = ["setpriv", f"--reuid={user}", f"--regid={pwd.getpwnam(user).pw_gid}", "--clear-groups"] if user else []
    done = subprocess.run([*prefix, *words], cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{Path(words[0]).name} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

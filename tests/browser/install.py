"""Make sure that a Chromium is there for the browser tests, or say in one line what to install."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tests.browser.chromium import find_chromium

ADVICE = "The browser tests need Chromium. Debian: apt-get install chromium; or set MARQUEE_CHROMIUM to its path."


def main() -> int:
    if find_chromium():
        return 0
    print("Installing Chromium for the browser tests…", file=sys.stderr)
    for command in install_commands():
        subprocess.run(
            command, check=False, stdout=subprocess.DEVNULL, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        )
        if find_chromium():
            return 0
    print(ADVICE, file=sys.stderr)
    return 1


def install_commands() -> list[list[str]]:
    apt = shutil.which("apt-get") if os.geteuid() == 0 else None
    by_apt = [[apt, "-q", "update"], [apt, "-q", "install", "-y", "--no-install-recommends", "chromium"]] if apt else []
    return [*by_apt, [sys.executable, "-m", "playwright", "install", "chromium"]]


if __name__ == "__main__":
    sys.exit(main())

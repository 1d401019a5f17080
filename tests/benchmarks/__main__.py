"""Every benchmark: `python -m tests.benchmarks`, or some: `python -m tests.benchmarks queries`."""

import importlib
import os
import pkgutil
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")


def main() -> int:
    """1 where a limit is broken, else 0."""
    import django

    django.setup()
    names = sys.argv[1:] or [m.name for m in pkgutil.iter_modules([str(Path(__file__).parent)]) if m.name[0] != "_"]
    broken = []
    for name in names:
        if importlib.import_module(f"tests.benchmarks.{name}").main():
            broken.append(name)
        print()
    if broken:
        print(f"A limit is broken in: {', '.join(broken)}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

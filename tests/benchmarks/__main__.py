"""Every benchmark: `python -m tests.benchmarks`, or some: `python -m tests.benchmarks queries`."""

import importlib
import os
import pkgutil
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")


def main() -> None:
    import django

    django.setup()
    names = sys.argv[1:] or [m.name for m in pkgutil.iter_modules([str(Path(__file__).parent)]) if m.name[0] != "_"]
    for name in names:
        importlib.import_module(f"tests.benchmarks.{name}").main()
        print()


main()

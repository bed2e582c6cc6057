"""Find the members of a family: every public module of a package, keyed by its file's name."""

import importlib
import pkgutil
from types import ModuleType


def discover(package: str) -> dict[str, ModuleType]:
    """Import every module of `package` whose name does not start with an underscore; name -> module, sorted by name.

    Subpackages are not members. An unknown package is a bug and keeps its ImportError.

    >>> sorted(discover("indicators.methods"))[:2]
    ['balance', 'change']
    """
    parent = importlib.import_module(package)
    names = sorted(info.name for info in pkgutil.iter_modules(parent.__path__) if not info.ispkg)
    return {name: importlib.import_module(f"{package}.{name}") for name in names if not name.startswith("_")}

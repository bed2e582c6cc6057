"""The catalogue: which definitions there are, and whether they hold."""

from indicators.catalogue.folders import read_catalogue

__all__ = ["read_catalogue"]

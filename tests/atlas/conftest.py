"""The fixtures that tests of the atlas share."""

from tests.towns import six, ten, town  # noqa: F401  # fixtures

"""The fixtures that tests of the atlas share."""

from tests.towns import six, town  # noqa: F401  # fixtures

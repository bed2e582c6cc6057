"""The fixtures that tests of the atlas share."""

from tests.towns import loaded, six, six_public, ten, town  # noqa: F401  # fixtures

"""The fixtures that the spec shares."""

from tests.towns import six, town  # noqa: F401  # fixtures

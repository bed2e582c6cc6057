"""The fixtures that tests of real towns share."""

from tests.cities.loaded import loaded_town  # noqa: F401  # fixture

"""Circles in definitions: which name leads to which; any directed graph, also one with unknown names."""

from collections.abc import Mapping


def find_way(start: str, goal: str, parts: Mapping[str, list[str]]) -> list[str]:
    """The shortest way of names from `start` to `goal`, each a part of the one before; [] if there is none.

    >>> find_way("a", "a", {"a": ["b", "c"], "b": ["c"], "c": ["a"]})
    ['a', 'c', 'a']
    """
    before: dict[str, str] = {}
    waiting = [start]
    while waiting:
        name = waiting.pop(0)
        for part in parts.get(name, ()):
            if part == goal:
                way = [goal, name]
                while name != start:
                    name = before[name]
                    way.append(name)
                return way[::-1]
            if part not in before and part != start:
                before[part] = name
                waiting.append(part)
    return []

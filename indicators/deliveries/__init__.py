"""Deliveries: the spec that says how one is read, what stands in its cells, what came of it."""

"""One module a delivery format; the module's name is the format's key.

A member offers `read(raw folder, spec, watch) -> Reading`. Delimited text goes in some megabytes at once and is kept as
codes, so that a file of 200 MB costs little memory; `watch(bytes read, bytes that there are)` hears how far it is.
"""

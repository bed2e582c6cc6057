"""The commands of the command line, one file each: ORDER, SAY, arguments(parser), run(options)."""

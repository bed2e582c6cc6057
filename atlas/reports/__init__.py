"""The committee package: templates, chapters and formats that turn a selection into papers and slides."""

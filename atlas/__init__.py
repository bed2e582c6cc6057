"""What a visitor meets: pages, charts, exports and the command line over one city."""

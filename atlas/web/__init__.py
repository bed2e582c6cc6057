"""What goes over the wire beside the pages: the server, matrices and outlines, files given in, answers, scripts."""

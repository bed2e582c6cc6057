"""Taking a town in: its folder, files that offices send, what is implausible in them, one edition after the other."""

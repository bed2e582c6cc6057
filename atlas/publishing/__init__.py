"""From the edition of the house to one that everybody may see: choose, decide, write, attack, release, take back."""

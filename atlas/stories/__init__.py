"""Stories (Geschichten): views of the atlas that people saved, in order, with what is said to them; full screen."""

"""Whether a text is plain: sentences, characters, words."""

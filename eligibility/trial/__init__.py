"""What staff do with the real interview: open a scenario in it, keep what was answered, leave."""

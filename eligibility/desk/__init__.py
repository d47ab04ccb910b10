"""The desk: what street-level workers do for the people in front of them."""

"""What would follow if something were otherwise: worked out for the page alone, and kept nowhere."""

"""A draft, or another day, tried as residents will meet it."""

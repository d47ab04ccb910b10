"""Papers made in a worker."""

"""A benefit's page: its words, its requirements and its pathways, chosen and read back in sentences."""

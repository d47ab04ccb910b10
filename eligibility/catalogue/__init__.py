"""The public catalogue: every service in force, to browse, search and print without answering anything."""

"""What a screening says in words: entries, sections, the calendar; every page, paper and file lays out these."""

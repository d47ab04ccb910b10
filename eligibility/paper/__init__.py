"""What a resident prints: the summary as a page, as a PDF, and the wait for it."""

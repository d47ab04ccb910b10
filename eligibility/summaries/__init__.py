"""告知单, the summary on paper: composed, drawn as PDF, made in a worker."""

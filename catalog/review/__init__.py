"""What is looked at before a publish: checks, floors, comparisons, and what stands in its way."""

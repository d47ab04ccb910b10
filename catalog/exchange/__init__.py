"""Lists as files that people edit: YAML and Excel workbooks, out and, after a dry run, in."""

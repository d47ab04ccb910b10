"""Whether what is published still holds: benefits held against their documents, addresses visited."""

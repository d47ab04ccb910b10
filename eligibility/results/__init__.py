"""The results page: what follows for a person, laid out for reading and for paper."""

"""A question's form: made from the catalogue's rows, for whatever room asks it."""

"""The interview: one question a page, answers replayed at each request."""

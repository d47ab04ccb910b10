"""What is counted of the portal's use, without personal data."""

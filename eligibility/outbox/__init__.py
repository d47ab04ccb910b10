"""What goes out and what comes back: the outbox of a portal without a provider, and the networks' receipts."""

"""What is done with kept answers in a worker: a link handed to a channel, answers forgotten."""

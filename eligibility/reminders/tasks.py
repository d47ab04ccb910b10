"""What Celery does for reminders: beat rings, and every task looks into the database for what is to be done."""

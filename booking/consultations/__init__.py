"""Fields, experts, and what fills a consultation day."""

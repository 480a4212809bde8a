"""What is crawled and when: newsbot.toml, the policy that computes the next poll, and the daemon."""

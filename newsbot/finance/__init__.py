"""Securities: how the sources write them and what newsbot calls them."""

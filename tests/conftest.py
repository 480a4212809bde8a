"""What all tests share."""

from hypothesis import settings

# The same examples every time, and no deadline: the first example of a parser may import a library for it.
settings.register_profile("newsbot", deadline=None, derandomize=True)
settings.load_profile("newsbot")

"""Pure readers: bytes or text in, values out; no I/O, no clock."""

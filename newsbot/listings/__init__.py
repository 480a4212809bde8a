"""Pure parsers: the bytes of a listing in, its entries out."""

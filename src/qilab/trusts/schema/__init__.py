"""The tables as data: columns, types, units, limits, keys. Nothing here draws a number."""

"""A browser keeps no history of cells in a data base: here only the names are that IPython asks for when it is imported."""


class DatabaseError(Exception):
    """Never raised."""


OperationalError = IntegrityError = DatabaseError


class Connection:
    """Never opened."""

"""A browser makes its own secure connections: here only the names are that others ask for when they are imported."""


class SSLError(OSError):
    """Never raised."""


SSLWantReadError = SSLSyscallError = SSLError


class _Context:
    post_handshake_auth = None

    def set_alpn_protocols(self, _: object) -> None:
        """Left to the browser, which makes the connection."""


_create_default_https_context = _Context

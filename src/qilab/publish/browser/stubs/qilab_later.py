"""Fetches the bundle of what few pages need when one of its modules is first imported."""

import hashlib
import importlib
import io
import sys
import tarfile
from importlib.abc import MetaPathFinder


class NotWhole(ImportError):
    """The bundle could not be fetched, or not all of it came: a page shows these words and no traceback."""

    def __init__(self, reason):
        super().__init__(
            f"A part of the course that is needed here {reason}. Your work is safe. Check your connection and run this again, "
            "or load the page again."
        )

    def _render_traceback_(self):
        return [str(self)]


class _Later(MetaPathFinder):
    def __init__(self, place, modules, size, sha256):
        self.place, self.modules = place, frozenset(modules)
        self.size, self.sha256 = size, sha256

    def find_spec(self, fullname, path=None, target=None):
        """None, once the bundle is unpacked: those who look next find the module there. NotWhole where it did not come."""
        if fullname.partition(".")[0] not in self.modules or self not in sys.meta_path:
            return None
        try:
            packed = self.packed()
            with tarfile.open(fileobj=io.BytesIO(packed)) as bundle:
                bundle.extractall(self.place, filter="data")
        except (tarfile.TarError, EOFError, OSError):
            raise NotWhole("did not arrive whole") from None
        # Only now: where the fetch failed, the next import tries again.
        sys.meta_path.remove(self)
        importlib.invalidate_caches()
        return None

    def packed(self):
        """The bytes of the bundle. A server that unpacks it sends other bytes: then the archive's own marks have to do."""
        from qilab_page import readLater

        try:
            packed = readLater().to_bytes()
        except Exception:  # a fault of the network, in JavaScript's words
            raise NotWhole("could not be fetched") from None
        whole = len(packed) == self.size and hashlib.sha256(packed).hexdigest() == self.sha256
        if packed[:2] == b"\x1f\x8b" and not whole:
            raise NotWhole("did not arrive whole")
        return packed


def install(place, modules, size, sha256):
    """From now on these modules are fetched when they are imported. size, sha256: of the bundle."""
    sys.meta_path.insert(0, _Later(place, modules, size, sha256))

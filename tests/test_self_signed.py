"""Does a certificate of our own say what it is for, and show the fingerprint that a browser shows?"""

import hashlib
import os
import ssl

from qilab.room import certificate


def test_is_the_fingerprint_that_of_the_file_and_the_key_for_its_owner_alone(tmp_path):
    """SHA-256 of the certificate's bytes, worked out from the file; and a server takes the pair."""
    key, made, fingerprint = certificate.make(tmp_path, "192.0.2.7")
    raw = ssl.PEM_cert_to_DER_cert(made.read_text())
    assert fingerprint.replace(":", "").lower() == hashlib.sha256(raw).hexdigest()
    assert os.name == "nt" or key.stat().st_mode & 0o077 == 0
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(made, key)
    # It vouches for this address and for no other certificate.
    assert ssl.create_default_context(cafile=made).get_ca_certs() == []

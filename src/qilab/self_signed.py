"""A key and a certificate that it signs itself: for a cluster of our own, and for a room on a network of others."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.x509 import ExtensionType


@dataclass(frozen=True)
class SelfSigned:
    """key, certificate: as PEM. fingerprint: SHA-256 in pairs of hexadecimal digits, as browsers show it."""

    key: bytes
    certificate: bytes
    fingerprint: str


def self_signed(name: str, days: int, extensions: dict[ExtensionType, bool]) -> SelfSigned:
    """Made anew each time. days: until it runs out. extensions: each with whether it is critical.

    ImportError without the library `cryptography`.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    whose = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    unsigned = (
        x509.CertificateBuilder()
        .subject_name(whose)
        .issuer_name(whose)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))  # another machine's clock may be behind
        .not_valid_after(now + dt.timedelta(days=days))
    )
    for extension, critical in extensions.items():
        unsigned = unsigned.add_extension(extension, critical=critical)
    certificate = unsigned.sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    return SelfSigned(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
        certificate.public_bytes(pem),
        certificate.fingerprint(hashes.SHA256()).hex(":").upper(),
    )

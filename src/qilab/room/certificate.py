"""A self-made certificate for https: it keeps others on the network from reading along, and names one address."""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path

from qilab.self_signed import self_signed

DAYS = 3


def make(folder: Path, address: str) -> tuple[Path, Path, str]:
    """Write key and certificate for an IPv4 address into `folder`. Returns (key, certificate, fingerprint).

    The fingerprint is SHA-256 in pairs of hexadecimal digits, as browsers show it. OSError if they cannot be written.
    """
    from cryptography import x509

    made = self_signed(
        "QI Lab room",
        DAYS,
        {
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]): False,
            x509.BasicConstraints(ca=False, path_length=None): True,
            x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.SERVER_AUTH]): False,
        },
    )
    key, certificate = folder / "room-key.pem", folder / "room-certificate.pem"
    handle = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(made.key)
    certificate.write_bytes(made.certificate)
    return key, certificate, made.fingerprint

"""`qilab cluster …`: starts the parts of a cluster that marks, closed to others unless told, and never as root."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from qilab.self_signed import self_signed

HERE = "127.0.0.1"
CERTIFICATE, KEY = "cluster.pem", "cluster-key.pem"
DAYS = 30  # a certificate is for one marking, not for years


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `qilab cluster`."""
    parts = parser.add_subparsers(dest="part", required=True, metavar="PART")
    made = parts.add_parser("certificate", help="make a certificate that protects the connections")
    made.add_argument(
        "tls", type=Path, metavar="FOLDER", help="where to put it; copy this folder to each machine"
    )
    scheduler = parts.add_parser("scheduler", help="start the scheduler, which hands out notebooks")
    scheduler.add_argument("--port", type=int, default=8786)
    worker = parts.add_parser("worker", help="start a worker, which runs notebooks; one on each machine")
    worker.add_argument(
        "scheduler",
        metavar="ADDRESS",
        help="the address that the scheduler printed, such as tls://10.0.0.5:8786",
    )
    for part in (scheduler, worker):
        part.add_argument(
            "--host",
            default=HERE,
            help="the address at which other machines reach this one (without it, only this machine is used)",
        )
        part.add_argument("--tls", type=Path, metavar="FOLDER", help="the certificate's folder")


def run(words: argparse.Namespace) -> int:
    """Returns what the started part returns; 1 with a sentence if it may not be started."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and words.part != "certificate":
        print(
            "Not as root: anyone who can reach this could run anything as root. Start it as an ordinary "
            "user.",
            file=sys.stderr,
        )
        return 1
    try:
        if words.part == "certificate":
            make_certificate(words.tls)
            print(
                f"Made {words.tls}. Copy it to each machine, and let nobody else have it, because it is "
                "the key to the cluster."
            )
            return 0
        if words.host != HERE and words.tls is None:
            print(
                "The connections are not protected: others on the network can read and use them. Stay "
                "inside a network that you trust, or add --tls (qilab cluster certificate FOLDER makes "
                "what it needs).",
                file=sys.stderr,
            )
        return subprocess.call(command(words))
    except (OSError, ValueError, ImportError) as trouble:
        print(trouble, file=sys.stderr)
        return 1


def command(words: argparse.Namespace) -> list[str]:
    """The command line that starts the part. Raises ValueError if the certificate is not there."""
    locked: list[str] = []
    if words.tls is not None:
        certificate, key = certificate_files(words.tls)
        locked = ["--tls-ca-file", str(certificate), "--tls-cert", str(certificate), "--tls-key", str(key)]
    started = [sys.executable, "-m", f"distributed.cli.dask_{words.part}"]
    if words.part == "scheduler":
        protocol = "tls" if locked else "tcp"
        return [
            *started,
            "--host",
            words.host,
            "--port",
            str(words.port),
            "--protocol",
            protocol,
            "--no-dashboard",
            *locked,
        ]
    return [
        *started,
        words.scheduler,
        "--host",
        words.host,
        "--nthreads",
        str(os.cpu_count() or 1),
        "--no-dashboard",
        *locked,
    ]


def certificate_files(folder: Path) -> tuple[Path, Path]:
    """Certificate and key. ValueError, with what to do, if one is not there."""
    files = folder / CERTIFICATE, folder / KEY
    if not all(file.is_file() for file in files):
        raise ValueError(
            f"There is no certificate in {folder}. Make one with “qilab cluster certificate {folder}”, or copy the folder from "
            "the machine where it was made."
        )
    return files


def make_certificate(folder: Path) -> None:
    """A key, and a certificate that it signs itself: whoever has both belongs to the cluster, and nobody else.

    Raises ImportError, with what to do, without the library `cryptography`.
    """
    try:
        from cryptography import x509
    except ImportError:
        raise ImportError(
            "To make a certificate you need the package “cryptography”: pip install 'qilab[cluster]', "
            "then try again."
        ) from None
    made = self_signed("qilab-cluster", DAYS, {x509.BasicConstraints(ca=True, path_length=0): True})
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path, data in ((folder / KEY, made.key), (folder / CERTIFICATE, made.certificate)):
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_bytes(data)

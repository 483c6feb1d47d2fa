"""In which letters are the names in a zip file? As it says, or as they can be read."""

import io
import zipfile
import zlib
from struct import pack

import pytest

from qilab.grading.intake.archive import read_zip


class Raw(zipfile.ZipInfo):
    """An entry whose name is written in these bytes, flagged as UTF-8 or not."""

    raw, flag = b"", 0

    def _encodeFilenameFlags(self):
        return self.raw, self.flag


def packed(raw, flag=0, extra=b""):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        entry = Raw("x.ipynb")
        entry.raw, entry.flag, entry.extra = raw, flag, extra
        archive.writestr(entry, b"{}")
    return made.getvalue()


NAME = "class/Siân Ash/m06.ipynb"


@pytest.mark.parametrize(
    "name", [NAME, "Zoe\u0308/x.ipynb", "Анна/x.ipynb", "王小明/x.ipynb", "தமிழ்/x.ipynb", "😀/x.ipynb"]
)
@pytest.mark.parametrize("flag", [0, 0x800])
def test_is_utf8_read_with_and_without_its_flag(name, flag):
    """The Finder sets no flag."""
    (file,) = read_zip(packed(name.encode(), flag))
    assert "/".join(file.parts) == name and not file.guessed and file.data == b"{}"


@pytest.mark.parametrize("page", ["cp850", "cp437"])
def test_is_a_code_page_of_windows_read_and_told(page):
    (file,) = read_zip(packed(NAME.encode(page)))
    assert "/".join(file.parts) == NAME and file.guessed


@pytest.mark.parametrize("name", ["王小明/m06.ipynb", "作业/李娜 期末.ipynb"])
def test_is_a_chinese_windows_read_and_told(name):
    (file,) = read_zip(packed(name.encode("gbk")))
    assert "/".join(file.parts) == name and file.guessed


def test_is_the_name_in_the_extra_field_taken():
    """Info-ZIP: version 1, the checksum of the plain name, the name in UTF-8."""
    raw = b"class/Si?n/m06.ipynb"
    body = b"\x01" + pack("<L", zlib.crc32(raw)) + "class/Siân/m06.ipynb".encode()
    (file,) = read_zip(packed(raw, extra=pack("<HH", 0x7075, len(body)) + body))
    assert file.parts == ("class", "Siân", "m06.ipynb") and not file.guessed
    stale = b"\x01" + pack("<L", 1) + b"other"
    (file,) = read_zip(packed(raw, extra=pack("<HH", 0x7075, len(stale)) + stale))
    assert file.parts == ("class", "Si?n", "m06.ipynb")


def test_are_broken_extra_fields_passed_over():
    for extra in (b"", b"\x75", b"\x75\x70\xff\xff\x01", pack("<HH", 0x7075, 2) + b"\x01\x02"):
        assert len(list(read_zip(packed(b"a.ipynb", extra=extra)))) == 1

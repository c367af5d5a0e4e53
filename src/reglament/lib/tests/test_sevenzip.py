"""7z archives as 7-Zip 16.02 makes them."""

import lzma
import struct
from base64 import b64decode

import pytest

from reglament.lib.archives import listed
from reglament.lib.sevenzip import LONGEST, _unpacked

PLAIN = b64decode(
    "N3q8ryccAAQB748xiQAAAAAAAAAgAAAAAAAAAI6k4TTgAB0AFl0AO5vKqtSwUnPCg6X4DJeJU6VBgDoAAAAAAIEzB64Pz+swFA/r"
    "6py/Nj3/IWmL/iH8oOBCKYx6KIZo4jnlfZp1wBEj6l0tSY0riP6GWjU660yFey8kK6HJWqIH7AK/ncC0aRjj3HJSfGY09sRfmyd9"
    "01nr6YZqbwH2KpdmESjjyAAAABcGHgEJawAHCwEAASMDAQEFXQAQAAAMfgoBJgmkhAAA"
)
MANY = b64decode(
    "N3q8ryccAAT8GbY4pgEAAAAAAAAiAAAAAAAAAGRWTUjgAG4ATl0AGIKCaY02DJfJSXWaLEvDzUMslY1arcWiVi0PyefBIMvWMx5u"
    "1qhgo03AkTAfKyVFWCib5w8CEEB+FJdhYGUez4k9RnZTOuwQEoIvGAAAAAAAgTMHrg/TDtt9QMCQ0v99aU2MFRAYDVIJTQyp4Na4"
    "qHcaNxYVYRLdOiblVyIxZNzBzyJ58TGSJ6zYwPlYF+8AynGFrQYFM/shcC9uvsisiRrgxENz6TKVAS4g/PBO4R17l4cnB8z9bdjF"
    "/jK/2CJL7hhMapPS+w1nVCkHDJphIyD8DrCgdo+hScy1nc+2cjpmHasmaFTJPXKbjXZxxtKcCkd/6s65aoyuQACXciW7kzTWZxri"
    "LshS2x31bhz7BwfpAxnhT6rXjRd3zBgIBG0tGhnv//z2Rhv4LBqO8s6AA313iwbca6lpfJRUJuUqUHSJb356YEd02pNrNEBFu/iW"
    "4+fTU5dWbtDPXIVBQ2M9Lry9UqflNGLV4YbQqHECce8LBnQ3N+V+PJhA7nDe7NWtI3iuhtqzRloRrNIwbK0ijwMs6QKKesQEaSE9"
    "xAAAABcGVgEJgVAABwsBAAEjAwEBBV0AEAAADIUSCgFcawJhAAA="
)
MANY_LOCKED = b64decode(
    "N3q8ryccAAQZAhH1xQEAAAAAAAAiAAAAAAAAAEO2Z3eQ0WkgJv3YjXwylnDHhjUNK1nt5IxPZMffwczFrES7/RpPJ3rKXJ35hftN"
    "BSIRN/mAQyHyjiKF5L6/oty6P9IvCQ78sX0rZ2wHKSmpHYhpfupHOMfOHH8cpv7pjGrD6VoAAIEzB64P04/j/UC7lGQ7OaR652og"
    "+7AzMYoLlSA5SzGx8DCiiivrBeR8AeD/Xf2D6+ZUoULoroSyLI6ad1bZh4/ej4Th68/pPyRQurLhIHkdLjZAlrpFQvOTwp6WVHcx"
    "dpRCaUfC4DAYZUj3uHYGcrsTirCr4dEIqsvGjz4+eZIRmYRCiw+CEt4U37QibKnT4akknKwIZWdJMMAZE8IR7kTEa8yrBKtekqAZ"
    "NB1fvyXy6A+UKAGQxyGiksGKvzCbV+pzWOkCTKLx06BO9nRPpQJdjzzbWrphRiS8hCaF5NACuupHewKNrJ1SNsYxDPDYgZEaft3F"
    "iwSysNOHJMZuEx8sCzy1nIA+zs41l9yXfFUqq5zBNMDYRBCNuc51EcQKgMsPflwhh9ccOAuSzaMcH9AGT6EPyi4BlhEU1GM8sOyk"
    "Hdvu+BWuJxFOmMFDLp8g1Em9/6wKZGUpPwy9bWlSpSJoAAAXBmABCYFlAAcLAQABIwMBAQVdABAAAAyFIgoB5xmMggAA"
)
LOCKED = b64decode(
    "N3q8ryccAAS9TKo3IAAAAAAAAAByAAAAAAAAALLPaj1QhMMf9Is+kvmE9snxJiar58TZ5ezlwh2wL9kKjF0MrwEEBgABCSAABwsB"
    "AAIkBvEHARJTD2xi2Y8k628oSTZ9etWfUbchIQEAAQAMEw8ACAoB4rk+6QAABQEZAQARFwBzAGUAcgB2AGUAcgAuAGwAbwBnAAAA"
    "GQQAAAAAFAoBAPLZYyFZf90BFQYBACCApIEAAA=="
)
HIDDEN = b64decode(
    "N3q8ryccAATmeLFDoAAAAAAAAAAvAAAAAAAAAFMpnY8z1xNryq+JkDT702euRQUrsAkWjFb5o5kKirW8bUPJhqUUX9yGj9x7K55N"
    "KW1Eihdo89oo/HnZD8dOFwffQJKQk9gepxmbgoLAx2LCMHFDoo819d9vzBrnhGyM6IQDZfWp0riDSSh7KoIgRJWC89xXyChN+xjD"
    "45mz0IFEZVc/Q+svk11G33BUdFUCttW5qd5GrifHKstCQrKrjVrbjC71FwYgAQmAgAAHCwEAASQG8QcBElMPdAb91jZTv4kRBYCj"
    "zq+2aQxyCgHWjSCLAAA="
)


def test_names_are_read_also_out_of_a_packed_directory() -> None:
    assert listed(PLAIN, "7z").names == ("server.log", "setup.exe")
    many = listed(MANY, "7z")
    assert (len(many.names), many.encrypted) == (32, False)
    assert {"server.log", "setup.exe", "file30.txt"} <= set(many.names)


def test_a_password_shows_whether_or_not_the_names_are_hidden() -> None:
    assert [listed(archive, "7z").encrypted for archive in (LOCKED, MANY_LOCKED, HIDDEN)] == [True, True, True]
    assert "setup.exe" in listed(MANY_LOCKED, "7z").names
    assert listed(HIDDEN, "7z").names == ()


@pytest.mark.parametrize("archive", [PLAIN, MANY, MANY_LOCKED, LOCKED, HIDDEN])
def test_what_is_broken_lists_nothing_and_breaks_nothing(archive: bytes) -> None:
    for cut in range(32, len(archive)):
        listed(archive[:cut], "7z")
    for at in range(12, len(archive)):
        for wrong in (0, 0xFF, archive[at] ^ 1):
            listed(archive[:at] + bytes([wrong]) + archive[at + 1 :], "7z")


def test_a_directory_that_would_grow_is_not_unpacked_further() -> None:
    how = {"id": lzma.FILTER_LZMA1, "dict_size": 1 << 20}
    packed = lzma.compress(bytes(20_000_000), lzma.FORMAT_RAW, filters=[how])
    sizes = [b"\xf0" + struct.pack("<I", length) for length in (len(packed), 20_000_000)]
    lzma_coder = b"\x23\x03\x01\x01\x05\x5d\0\0\x10\0"
    header = b"\x17\x06\0\x01\x09" + sizes[0] + b"\0\x07\x0b\x01\0\x01" + lzma_coder + b"\x0c" + sizes[1]
    start = b"7z\xbc\xaf\x27\x1c\0\x04" + bytes(4) + struct.pack("<QQI", len(packed), len(header), 0)
    archive = start + packed + header
    assert len(_unpacked(archive, header)) == LONGEST
    assert listed(archive, "7z").names == ()


def test_many_russian_names_are_read() -> None:
    names = [f"Балансовый отчёт {number}.Баз" for number in range(3_000)]
    words = b"".join(name.encode("utf-16-le") + b"\0\0" for name in names)
    directory = b"\x01\x05" + b"\x11\x04" * 400 + b"\x11\xf0" + struct.pack("<I", len(words) + 1) + b"\0" + words
    archive = b"7z\xbc\xaf\x27\x1c\0\x04" + bytes(4) + struct.pack("<QQI", 0, len(directory), 0) + directory
    assert listed(archive, "7z").names == tuple(names)

"""Files that no audit can review, of many kinds, each with the diagnostic that it must get.

The codes are those of the pages in docs/diagnostics that describe the mistake. All files are small; a bomb
is large only once it is unpacked.
"""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Unusable:
    name: str
    code: str
    content: Callable[[], bytes]

    def write(self, path: Path) -> None:
        path.write_bytes(self.content())


def _text(text: str) -> Callable[[], bytes]:
    return lambda: text.encode("utf-8")


def zipped(*members: tuple[str, bytes]) -> bytes:
    """A zip file of some members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def encrypted(name: str, content: bytes) -> bytes:
    """A zip file whose member says that it is encrypted (both headers have bit 0 of the flags set)."""
    raw = bytearray(zipped((name, content)))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.index(signature) + offset
        (flags,) = struct.unpack_from("<H", raw, at)
        struct.pack_into("<H", raw, at, flags | 1)
    return bytes(raw)


def _aliases() -> bytes:
    """Nine lists of nine aliases each: half a thousand million nodes when expanded."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(lines).encode()


_HEAD = "계획: {명칭: 못 읽는 계획, 유형: 스마트도시계획, 지자체: 가람시, 제출일: 2021-03-02}\n"

UNUSABLE = (
    Unusable("empty.yaml", "P010", _text("")),
    Unusable("only-a-remark.yaml", "P010", _text("# 아직 쓰지 않았다\n")),
    Unusable("a-text.yaml", "P010", _text("그냥 글\n")),
    Unusable("a-list.yaml", "P010", _text("- 하나\n- 둘\n")),
    Unusable("open-bracket.yaml", "P007", _text(_HEAD + "서비스: [{이름: 하나\n")),
    Unusable("tab.yaml", "P007", _text("계획:\n\t명칭: 탭\n")),
    Unusable("code.yaml", "P014", _text(_HEAD + "성과관리: !!python/object/apply:os.getcwd []\n")),
    Unusable("merge.yaml", "P015", _text("계획: {<<: {지자체: 가람시}}\n")),
    Unusable("two-documents.yaml", "P009", _text(_HEAD + "---\n" + _HEAD)),
    Unusable("aliases.yaml", "P012", _aliases),
    Unusable("deep.yaml", "P011", _text("계획: " + "[" * 60 + "]" * 60)),
    Unusable("no-such-anchor.yaml", "P013", _text("계획: *none\n")),
    Unusable("unknown-key.yaml", "P020", _text(_HEAD + "서비쓰: [{이름: 하나}]\n")),
    Unusable("repeated-key.yaml", "P021", _text(_HEAD + "계획: {명칭: 두 번}\n")),
    Unusable("no-date.yaml", "W001", _text("계획: {명칭: 날짜 없는 계획, 지자체: 가람시}\n")),
    Unusable("bad-date.yaml", "P040", _text("계획: {명칭: 없는 날, 제출일: 2021-02-30}\n")),
    Unusable("bad-money.yaml", "P033", _text(_HEAD + "서비스: [{이름: 하나, 구축비: 많이}]\n")),
    Unusable("control.yaml", "P006", _text("계획: {명칭: 벨\x07}\n")),
    Unusable("bytes.yaml", "P004", lambda: bytes(range(128, 256)) * 4),
    Unusable("cut.json", "P008", _text('{"계획": {"명칭": "잘린')),
    Unusable("nan.json", "P008", _text('{"계획": {"명칭": NaN}}')),
    Unusable("too-large.yaml", "P003", lambda: _HEAD.encode() + b"# " + b"x" * (8 * _MIB)),
    Unusable("no-archive.zip", "U003", lambda: b"PK\x03\x04 is not enough"),
    Unusable("encrypted.zip", "U005", lambda: encrypted("plan.yaml", _HEAD.encode())),
    Unusable("bomb.zip", "U005", lambda: zipped(("plan.yaml", b" " * (4 * _MIB)))),
    Unusable("nested.zip", "U005", lambda: zipped(("inner.zip", zipped(("plan.yaml", _HEAD.encode()))))),
    Unusable("huge-number.json", "P033", _text(json.dumps({"서비스": [{"이름": "a", "구축비": "9" * 400}]}))),
)

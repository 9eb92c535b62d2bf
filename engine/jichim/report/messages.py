"""Diagnostics of reports (F…): a document cannot be written, or not as it was asked for."""

from __future__ import annotations

from jichim.diagnostic import Message, Severity

NO_FONT = Message(
    "F001",
    "한글 글꼴을 찾지 못해 PDF를 만들 수 없다",
    "no font with Hangul was found: the PDF cannot be made",
    "나눔고딕(Debian의 `fonts-nanum`)이나 Noto Sans KR을 설치하거나, 글꼴이 든 폴더를 환경변수 "
    "`JICHIM_FONTS`에 준다. `hwpx`와 `docx`는 글꼴 없이 만든다",
    "install NanumGothic (`fonts-nanum` in Debian) or Noto Sans KR, or name a folder with fonts in "
    "`JICHIM_FONTS`; `hwpx` and `docx` need none",
)
MISSING_GLYPHS = Message(
    "F002",
    "글꼴에 없는 글자 {count}가지를 부호로 적었다: {characters}",
    "the fonts lack {count} characters, written as code points: {characters}",
    "그 글자가 있는 글꼴을 `JICHIM_FONTS` 폴더에 두면 글자로 적는다. 쓰인 글꼴: {fonts}",
    "put a font that has them into the folder `JICHIM_FONTS`; fonts used: {fonts}",
    severity=Severity.WARNING,
)
BAD_TEMPLATE = Message(
    "F003",
    "양식 파일로 `{form}`을(를) 만들 수 없다: {reason}",
    "the template cannot be made into `{form}`: {reason}",
    "`{form}` 형식의 파일인지, 열어서 저장되는지 확인한다. 양식을 만드는 법은 docs/opinion.md에 있다",
    "check that it is a `{form}` file that opens and saves; docs/opinion.md says how to make one",
)
TEMPLATE_UNUSED = Message(
    "F004",
    "`{form}` 형식은 양식을 쓰지 않는다",
    "the format `{form}` takes no template",
    "`--template`은 `hwpx`, `docx`, `pdf`와 함께 쓴다",
    "use `--template` with `hwpx`, `docx` or `pdf`",
)

"""Rules that the examples of several checks share."""

from __future__ import annotations

READS_STAFF_FLOOR = """
규칙 A-1 "운영 인력"
  근거   기준 제2조
  대상   서비스
  의무   하여야 한다
  요건   운영인력 >= 인력_하한
  지적   "{서비스}: 운영 인력이 {인력_하한}에 못 미친다"
  조치   "운영 인력을 늘린다"
         담당 계획수립권자

시험 "인력이 모자란 서비스"
  전제 서비스  운영인력 = 1명
  기대 A-1 부적합
"""
"""A rule and its test, of policies that declare the parameter `인력_하한`."""

"""ลายมือชื่ออิเล็กทรอนิกส์ (signatures): certificates and their keys, signing and reading signed PDFs, time stamps."""

from __future__ import annotations

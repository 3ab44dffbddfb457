"""The file is what docs/formats/ledger-persons.md says: read here by other code, digests by the standard library."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import subprocess
import sys
from base64 import b64decode, b64encode
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from tests.ledgers.vault.made_up import PASSPHRASE, QUICK, identity, person

from hengji.ledgers.vault.vault import Vault


def derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, b"hengji vault: " + purpose, "sha256")


def opened(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    return AESGCM(derived(key, b"encrypt")).decrypt(sealed[:12], sealed[12:], bound)


def test_other_code_reads_the_file_by_its_description(tmp_path: Path) -> None:
    vault = Vault.create(tmp_path, PASSPHRASE, cipher="AES-256-GCM", derivation=QUICK)
    token = vault.add(person(1))
    title, _, mark_line, cipher, key_line, rotations, proof, whole, record = (
        vault.path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    )
    assert (title, cipher, rotations) == ("衡绩人员信息 第1版", "算法：AES-256-GCM", "换钥：0")
    found = re.fullmatch(r"密钥：scrypt n=(\d+) r=8 p=1 salt=(\S+)", key_line)
    assert found is not None
    master = hashlib.scrypt(
        PASSPHRASE.passphrase.encode(), salt=b64decode(found[2]), n=int(found[1]), r=8, p=1, dklen=32, maxmem=2**26
    )
    mark = b64decode(mark_line.removeprefix("标识："))

    def digest(message: bytes) -> str:
        return b64encode(hmac.digest(derived(master, b"authenticate"), b"message:" + message, "sha256")).decode()

    body = "\n".join(vault.path.read_text(encoding="utf-8").split("\n")[:6]) + "\n"
    assert proof == "验钥：" + digest(b"key:" + mark)
    assert whole == "校验：" + digest(b"head:" + body.encode())
    serial, kind, said, index, key, sealed, end = record.split(" ")
    assert (serial, kind, said) == ("000001", "人", token)
    assert end == digest(b"line:" + mark + record.rpartition(" ")[0].encode())
    of_identity = b64decode(digest(b"person:" + mark + b"identity:" + identity(1).encode()))
    assert b64decode(index) == of_identity[:16]
    bound = mark + f" 1 {token}".encode()
    own = opened(master, b64decode(key), b"key:" + bound)
    form = opened(own, b64decode(sealed), b"person:" + bound)
    assert len(form) % 64 == 0
    assert json.loads(form) == {
        "name": "甲某1",
        "identity": identity(1),
        "phone": "13800000001",
        "account": "6222000000000001",
        "more": {"住址": "某县某镇"},
    }


def test_cryptography_is_loaded_only_when_a_vault_is_opened() -> None:
    code = "import sys, hengji.ledgers.vault.splitting as _\nprint('cryptography' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"

"""What can keep the vault of persons from being read or written: each refusal builds its own Chinese sentence.

None of them repeats a name or a number of a person: errors end up in logs.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hengji.errors import HengjiError

FROM_BACKUP = "请用最近的备份恢复这个文件。"


class VaultError(HengjiError):
    """A vault of persons that cannot be read or written as asked."""

    code = "vault.error"


class VaultExistsError(VaultError):
    """A vault is to be made where there is one."""

    code = "vault.exists"

    def __init__(self, path: Path) -> None:
        super().__init__(f"已经有人员文件 {path}。", hint="要用它请打开它；要换口令请用换钥，不要重建。")


class NoVaultError(VaultError):
    """There is no file of persons, or it cannot be opened."""

    code = "vault.missing"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"打不开人员文件 {path}：{reason}。", hint="只统计数目不需要它；要看姓名请核对路径和权限。")


class HeadError(VaultError):
    """The first lines of the file are not those of a vault, or not of a version this program knows."""

    code = "vault.head"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"人员文件 {path} 的开头不对：{reason}。", hint=FROM_BACKUP)


class TamperedHeadError(VaultError):
    """The head was changed after it was written: the key fits, the head's own code does not."""

    code = "vault.head-tampered"

    def __init__(self, path: Path) -> None:
        super().__init__(f"人员文件 {path} 开头的说明行被改动过。", hint=FROM_BACKUP)


class WrongKeyError(VaultError):
    """The key does not open this vault."""

    code = "vault.wrong-key"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"口令不对，打不开人员文件 {path}。",
            hint="请核对口令或密钥文件；若已换过密钥，请用新的；口令确实无误的，是文件开头被改动，请用备份恢复。",
        )


class KeyInLedgerError(VaultError):
    """The key file lies in the folder of the ledger that it is to protect."""

    code = "vault.key-in-ledger"

    def __init__(self, key: Path, ledger: Path) -> None:
        super().__init__(
            f"密钥文件 {key} 放在台账文件夹 {ledger} 里，拷走文件夹就等于连密钥一起拷走。",
            hint="请把它移到别处（如U盘或本人的目录），再用环境变量 HENGJI_LEDGER_KEY 指明。",
        )


class KeyFileError(VaultError):
    """The key file cannot be read, or none is named."""

    code = "vault.key-file"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"没有可用的密钥：{reason}。", hint="请用环境变量 HENGJI_LEDGER_KEY 指明存放口令的文件（不要放在台账里）。"
        )


class WeakKeyError(VaultError):
    """A new passphrase is too short to protect anything."""

    code = "vault.weak-key"

    def __init__(self, length: int, wanted: int) -> None:
        super().__init__(
            f"口令只有{length}个字符，少于{wanted}个。", hint="请换长一些的口令，例如几个互不相干的词连起来。"
        )


class UnknownCipherError(VaultError):
    """The vault names a way of encrypting that this program does not have, or that this machine does not offer."""

    code = "vault.cipher"

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            f"这台机器不能用“{name}”加密或解密，能用的是{'、'.join(known)}。",
            hint="请在能用它的机器上打开并换成这里也有的算法，或升级本机的 cryptography（OpenSSL）。",
        )


class DerivationError(VaultError):
    """The parameters by which the key is made of the passphrase are unknown or out of bounds."""

    code = "vault.derivation"

    def __init__(self, text: str) -> None:
        super().__init__(f"人员文件的密钥参数“{text}”不认得或超出范围。", hint=FROM_BACKUP)


class TamperedRecordError(VaultError):
    """A record was changed, moved or cut after it was written."""

    code = "vault.record-tampered"

    def __init__(self, path: Path, line: int, token: str) -> None:
        whose = f"（人员编号 {token}）" if token else ""
        super().__init__(f"人员文件 {path} 第{line}行的记录{whose}被改动过或已损坏，不能采信。", hint=FROM_BACKUP)


class DamagedVaultError(VaultError):
    """Records are damaged: what is whole can be read by token, but nothing is written over the evidence."""

    code = "vault.damaged"

    def __init__(self, path: Path, sentences: Sequence[str]) -> None:
        super().__init__(
            f"人员文件 {path} 有{len(sentences)}处损坏，第一处是：{sentences[0]}",
            hint="完好的记录仍可按编号读出；登记、更正和按号码查找，要等修好以后。",
        )


class UnwritableVaultError(VaultError):
    """The folder or the disk does not take the file."""

    code = "vault.unwritable"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"写不了人员文件 {path}：{reason}。原来的文件没有动。",
            hint="请核对文件夹是否存在、是否允许写、磁盘是否已满。",
        )


class UnknownTokenError(VaultError):
    """No person of the vault has this token."""

    code = "vault.unknown-token"

    def __init__(self, token: str) -> None:
        super().__init__(f"人员文件里没有编号“{token}”。", hint="请核对编号，以及人员文件与台账是不是一套。")


class ForgottenPersonError(VaultError):
    """The person's particulars were erased; the token only counts."""

    code = "vault.forgotten"

    def __init__(self, token: str) -> None:
        super().__init__(f"编号“{token}”的个人信息已按规定删除，只计数，不能再读出。")


class IdentityTakenError(VaultError):
    """A correction gives a person the identity number of another one."""

    code = "vault.identity-taken"

    def __init__(self, token: str, other: str) -> None:
        super().__init__(
            f"给编号“{token}”更正的身份证号，已经是编号“{other}”的人在用。",
            hint="请核对是号码填错，还是同一个人登记了两次。",
        )


class TwoNamesError(VaultError):
    """One identity number with two names: a slip, or two persons; the program does not choose."""

    code = "vault.two-names"

    def __init__(self, place: int, token: str) -> None:
        super().__init__(
            f"要登记的第{place}人，身份证号与已登记的“{token}”相同，姓名却不同。",
            hint="请核对号码和姓名；确是同一人改了名的，用更正办理。",
        )


class SamePersonError(VaultError):
    """Rows without identity number that nothing tells apart."""

    code = "vault.same-person"

    def __init__(self, first: int, second: int) -> None:
        super().__init__(
            f"第{first}行和第{second}行都没有身份证号，个人信息又完全相同，分不清是一个人还是两个人。",
            hint="请补上身份证号，或加一列能区分的个人信息（如出生年月），或删去重复的一行。",
        )


class PersonalColumnError(VaultError):
    """A row has no column that is declared to hold the person's name or token, or has a column of the token's name."""

    code = "vault.column"

    def __init__(self, row: int, column: str, *, there: bool) -> None:
        super().__init__(
            f"第{row}行{'已有' if there else '没有'}“{column}”这一栏。",
            hint="请核对个人信息的各栏叫什么名字，以及这张表是不是已经拆分过。",
        )


class LockedVaultError(VaultError):
    """Another program is writing."""

    code = "vault.locked"

    def __init__(self, lock: Path, holder: str) -> None:
        super().__init__(
            f"另一个程序正在写人员文件（{holder}）。",
            hint=f"请等它写完再试；若确知没有程序在写（如上次断电），删去 {lock} 即可。",
        )

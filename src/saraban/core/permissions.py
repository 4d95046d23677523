"""สิทธิ (permissions) and บทบาท (roles): one table says which role may do what in its unit.

A permission is ``thing:action``. Reading is decided by scopes (see ``saraban.core.access``), writing by the roles of
the post acted in.
"""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """Everything that can be allowed or refused, alphabetical."""

    AUDIT_READ = "audit:read"  # read the audit chain of a unit
    CIRCULAR_PUBLISH = "circular:publish"  # put a letter on the circular board
    COPY_READ = "copy:read"  # read the file copies that a central saraban gets of issued letters
    FOLDER_MANAGE = "folder:manage"  # make folders and set their own lists
    LETTER_COSIGN = "letter:cosign"  # sign beside others: by naming on the letter, in turn, never by role
    LETTER_DRAFT = "letter:draft"  # write and change a draft
    LETTER_READ = "letter:read"  # read a letter or a unit's paper of it
    LETTER_SEND = "letter:send"  # number and send what was signed
    LETTER_SIGN = "letter:sign"  # sign for the post
    NUMBER_ISSUE = "number:issue"  # issue, reserve, use, void and amend numbers
    PAPER_CLOSE = "paper:close"  # close, reopen and file a matter
    PAPER_ENDORSE = "paper:endorse"  # propose and acknowledge on a letter
    PAPER_FORWARD = "paper:forward"  # send a letter on, return it
    PAPER_ORDER = "paper:order"  # give an order on a letter
    PAPER_RECORD = "paper:record"  # record, for its writer, a note that was written on paper
    REGISTER_OPEN = "register:open"  # open a book at a number
    REGISTER_READ = "register:read"  # read the unit's books
    REGISTER_RECEIVE = "register:receive"  # register an incoming letter
    UNIT_MANAGE = "unit:manage"  # units, posts, people, roles
    UNIT_READ = "unit:read"  # see that the unit exists
    VAULT_CLEAR = "vault:clear"  # confirm who is cleared for classified letters
    VAULT_NAME = "vault:name"  # name persons on a classified letter that one reads
    VAULT_READ = "vault:read"  # read a classified letter: by name on the letter, never by role
    VAULT_READ_BOOK = "vault:read-book"  # look into the secret books
    VAULT_REGISTER = "vault:register"  # register classified letters


class Role(StrEnum):
    """บทบาทในหน่วยงาน: given to posts, never to persons."""

    ADMINISTRATOR = "administrator"  # ผู้ดูแลระบบของหน่วยงาน
    AUDITOR = "auditor"  # ผู้ตรวจสอบ
    CLERK = "clerk"  # เจ้าหน้าที่ธุรการ
    HEAD = "head"  # หัวหน้าหน่วย
    MEMBER = "member"  # ผู้ปฏิบัติงานในหน่วย
    REGISTRAR = "registrar"  # เจ้าหน้าที่สารบรรณ
    SECRET_REGISTRAR = "secret_registrar"  # noqa: S105 - นายทะเบียนข้อมูลข่าวสารลับ


_READ = {Permission.LETTER_READ, Permission.REGISTER_READ}
_MEMBER = {Permission.LETTER_DRAFT, Permission.PAPER_ENDORSE}
#: whose work the books of the unit are; a member of a central saraban does not read the letters of the whole office
_BOOKS = _READ | {Permission.COPY_READ}
_REGISTRY = {
    Permission.CIRCULAR_PUBLISH,
    Permission.FOLDER_MANAGE,
    Permission.LETTER_SEND,
    Permission.NUMBER_ISSUE,
    Permission.PAPER_CLOSE,
    Permission.PAPER_FORWARD,
    Permission.PAPER_RECORD,
    Permission.REGISTER_RECEIVE,
}

#: What a role may do in its unit (and, where the grant says so, in the units below).
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset({Permission.UNIT_MANAGE, Permission.REGISTER_OPEN}),
    Role.AUDITOR: frozenset(_BOOKS | {Permission.AUDIT_READ}),
    Role.CLERK: frozenset(_BOOKS | _MEMBER | {Permission.REGISTER_RECEIVE, Permission.PAPER_FORWARD}),
    Role.HEAD: frozenset(
        _BOOKS
        | _MEMBER
        | {Permission.PAPER_ORDER, Permission.LETTER_SIGN, Permission.PAPER_CLOSE, Permission.LETTER_SEND}
        | {Permission.VAULT_CLEAR, Permission.VAULT_NAME}
    ),
    Role.MEMBER: frozenset(_READ | _MEMBER),
    Role.REGISTRAR: frozenset(_BOOKS | _MEMBER | _REGISTRY),
    #: keeps the secret books; reads no letter by the role, of either kind
    Role.SECRET_REGISTRAR: frozenset({Permission.VAULT_NAME, Permission.VAULT_READ_BOOK, Permission.VAULT_REGISTER}),
}

#: Roles whose holders read the letters of the unit. An administrator does not (design decision 11 starts here).
READING_ROLES: frozenset[Role] = frozenset(r for r, p in ROLE_PERMISSIONS.items() if Permission.LETTER_READ in p)

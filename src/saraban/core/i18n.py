"""ข้อความที่แสดงต่อผู้ใช้ (messages): one translation domain for the whole product.

Messages are written in English in the code; ``locales/th`` holds the Thai wording that people see first.
"""

from pyramid.i18n import TranslationStringFactory

#: Marks a message for translation; ``_('… ${name} …', mapping={'name': value})``.
_ = TranslationStringFactory("saraban")


class Figures(str):
    """เลขในข้อความ: a text such as the number of a letter, which pages write in the digits of their language.

    Whole numbers need no mark; codes, addresses and file names are plain texts and stay as they are written.
    """

    __slots__ = ()

"""ข้อความที่แสดงต่อผู้ใช้ (messages): one translation domain for the whole product.

Messages are written in English in the code; ``locales/th`` holds the Thai wording that people see first.
"""

from pyramid.i18n import TranslationStringFactory

#: Marks a message for translation; ``_('… ${name} …', mapping={'name': value})``.
_ = TranslationStringFactory("saraban")

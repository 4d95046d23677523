"""แบบหนังสือของหน่วยงาน: kept by who keeps the unit's papers, used by who drafts, replaced, retired, brought back."""

from dataclasses import replace

import pytest

from saraban.core.errors import Conflict, Invalid, Missing, NotAllowed
from saraban.letters.drafting import Draft, propose_draft, write_draft
from saraban.templates import service

CLERK, HEAD, ELSEWHERE = "u-d54-edu-clerk", "u-d54-edu-head", "u-opssec-clerk"
FORM = Draft(subject="ขอเชิญประชุม {{ครั้ง}}", to_text="{{ชื่อ}}", body="ด้วยจะประชุมวันที่ {{วัน}}")


def kept(desk, clerk, name="เชิญประชุม", form=FORM, **more):
    return service.keep_template(desk, clerk, unit="d54-edu", name=name, form=form, **more)


def test_what_was_kept_is_what_a_draft_starts_with(desk, clerk):
    template = kept(desk, clerk)
    assert service.form_of(template) == FORM
    assert service.list_templates(desk.root, clerk, "d54-edu") == [template]
    assert service.find_template(desk.root, clerk, template.key) is template
    assert (template.newest.n, template.newest.by) == (1, clerk.name)


def test_days_files_and_typist_belong_to_one_letter(desk, clerk):
    form = replace(FORM, typist="ผู้พิมพ์", answer_by=desk.today, files=())
    assert service.form_of(kept(desk, clerk, form=form)) == FORM


def test_replacing_keeps_the_versions_and_the_same_again_changes_nothing(desk, clerk):
    template = kept(desk, clerk)
    kept(desk, clerk, template=template)
    assert len(template.versions) == 1
    kept(desk, clerk, form=replace(FORM, subject="ขอเชิญอบรม"), template=template)
    assert [v.content["subject"] for v in template.versions] == [FORM.subject, "ขอเชิญอบรม"]


def test_at_most_so_many_versions_the_newest_of_them(desk, clerk):
    template = kept(desk, clerk)
    for n in range(service.MOST_VERSIONS + 2):
        kept(desk, clerk, form=replace(FORM, subject=f"ครั้งที่ {n}"), template=template)
    assert len(template.versions) == service.MOST_VERSIONS
    assert template.newest.n == service.MOST_VERSIONS + 3


def test_retired_it_starts_nothing_until_it_is_brought_back(desk, clerk):
    template = kept(desk, clerk)
    service.retire_template(desk, clerk, template=template)
    assert service.list_templates(desk.root, clerk, "d54-edu") == []
    assert service.list_templates(desk.root, clerk, "d54-edu", retired=True) == [template]
    for verb in (
        lambda: service.form_of(template),
        lambda: service.retire_template(desk, clerk, template=template),
        lambda: kept(desk, clerk, template=template),
    ):
        with pytest.raises(Conflict):
            verb()
    service.reinstate_template(desk, clerk, template=template)
    assert service.form_of(template) == FORM
    with pytest.raises(Conflict):
        service.reinstate_template(desk, clerk, template=template)


def test_a_name_once_among_those_in_use(desk, clerk):
    template = kept(desk, clerk)
    with pytest.raises(Conflict):
        kept(desk, clerk)
    service.retire_template(desk, clerk, template=template)
    kept(desk, clerk)
    with pytest.raises(Conflict):
        service.reinstate_template(desk, clerk, template=template)


@pytest.mark.parametrize("name", ["", " ", "ก" * 151, "a\x00b"])
def test_a_name_that_others_find(desk, clerk, name):
    with pytest.raises(Invalid) as refused:
        kept(desk, clerk, name=name)
    assert refused.value.field == "template_name"


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (replace(FORM, subject=" "), "subject"), (replace(FORM, kind="none"), "kind"),
        (replace(FORM, addressees=("unit:none",)), "addressees"), (replace(FORM, filled=(("none", "x"),)), "filled"),
    ],
)  # fmt: skip
def test_checked_as_a_draft_is(desk, clerk, form, field):
    with pytest.raises(Invalid) as refused:
        kept(desk, clerk, form=form)
    assert refused.value.field == field


def test_who_drafts_uses_and_does_not_keep_and_others_know_of_none(office, desk, clerk):
    template, head, other = kept(desk, clerk), office.actor(desk, HEAD), office.actor(desk, ELSEWHERE)
    assert service.list_templates(desk.root, head, "d54-edu") == [template]
    with pytest.raises(NotAllowed):
        service.retire_template(desk, head, template=template)
    for verb in (
        lambda: kept(desk, other, name="อื่น"),
        lambda: service.find_template(desk.root, other, template.key),
        lambda: service.list_templates(desk.root, other, "d54-edu"),
        lambda: service.retire_template(desk, other, template=template),
        lambda: service.find_template(desk.root, clerk, "0" * 13),
    ):
        with pytest.raises(Missing):
            verb()


def test_a_letter_for_few_becomes_none(desk, clerk):
    letter = write_draft(desk, clerk, unit="d54-edu", form=FORM)
    letter.handling = "concerned"
    with pytest.raises(Invalid):
        kept(desk, clerk, source=letter)


def test_a_draft_with_blanks_left_is_not_proposed(desk, clerk):
    letter = write_draft(desk, clerk, unit="d54-edu", form=FORM)
    with pytest.raises(Invalid) as refused:
        propose_draft(desk, clerk, letter=letter, to_post="d54-edu.head")
    assert refused.value.message.mapping["parts"] == "{{ครั้ง}}, {{ชื่อ}}, {{วัน}}"

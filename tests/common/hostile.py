"""แฟ้มประสงค์ร้าย (hostile files, for tests): what a forger saves behind a signature."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

from pyhanko.pdf_utils import embed, generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.common.signed_letters import letter

WORDS = b"BT /F1 20 Tf 100 700 Td (PAID IN FULL) Tj ET 0 0 200 40 re f"


def form() -> bytes:
    """A letter with a field to be filled, an attachment and a layer, before it is signed."""
    writer = IncrementalPdfFileWriter(io.BytesIO(letter()))
    field = writer.add_object(_field("amount", "/Tx", "100"))
    writer.root["/AcroForm"] = writer.add_object(_names({"/Fields": generic.ArrayObject([field])}))
    _annotate(writer, field)
    data = embed.EmbeddedFileObject.from_file_data(writer, data=b"100 baht", mime_type="text/plain")
    embed.embed_file(writer, embed.FileSpec("amount.txt", embedded_data=data))
    writer.update_root()
    return _written(writer)


def change_a_value(content: bytes) -> bytes:
    """Another amount in a field of the form, with what is drawn for it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    field = writer.root["/AcroForm"]["/Fields"][0]
    field["/V"] = pdf_string("1000000")
    field["/AP"] = _names({"/N": writer.add_object(_drawing())})
    writer.update_container(field)
    return _written(writer)


def swap_an_attachment(content: bytes) -> bytes:
    """Other bytes under the same name of an attachment."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    names = writer.root["/Names"]["/EmbeddedFiles"]
    names = names["/Kids"][0] if "/Kids" in names else names
    file = names["/Names"][1]["/EF"].raw_get("/F")
    shadow = generic.StreamObject(stream_data=b"1000000 baht")
    shadow.container_ref = file.reference
    writer.objects[file.generation, file.idnum] = shadow
    return _written(writer)


def add_an_attachment(content: bytes) -> bytes:
    """A further attachment."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    data = embed.EmbeddedFileObject.from_file_data(writer, data=b"1000000 baht", mime_type="text/plain")
    embed.embed_file(writer, embed.FileSpec("more.txt", embedded_data=data))
    return _written(writer)


def add_a_note(content: bytes) -> bytes:
    """A note of the kind that lies on the page like print."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    note = {"/Type": "/Annot", "/Subtype": "/FreeText", "/Rect": _box(100, 700, 300, 740), "/Contents": pdf_string("!")}
    note["/AP"] = _names({"/N": writer.add_object(_drawing())})
    _annotate(writer, writer.add_object(_names(note)))
    return _written(writer)


def add_a_shown_field(content: bytes, kind: str = "/Sig", title: str = "later", box: object = None) -> bytes:
    """A further field of the form that nobody signed, with words drawn where it stands."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    made = _field(title, kind, None, box)
    made["/AP"] = _names({"/N": writer.add_object(_drawing())})
    field = writer.add_object(made)
    form = writer.root["/AcroForm"]
    form["/Fields"].append(field)
    writer.update_container(form["/Fields"])
    _annotate(writer, field)
    return _written(writer)


def add_a_field_that_says(**more: object) -> Callable[[bytes], bytes]:
    """A further place for a signature that shows nothing, and says or does something all the same."""

    def attack(content: bytes) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        made = _field("later", "/Sig", None, _box(100, 20, 300, 60))
        made.update({pdf_name(f"/{name}"): told for name, told in more.items()})
        field = writer.add_object(made)
        writer.root["/AcroForm"]["/Fields"].append(field)
        writer.update_container(writer.root["/AcroForm"]["/Fields"])
        _annotate(writer, field)
        return _written(writer)

    attack.__name__ = "_".join(["add_a_field_that_says", *more])
    return attack


def add_a_filled_field(content: bytes) -> bytes:
    """A further field of text with words in it."""
    return add_a_shown_field(content, "/Tx")


def add_a_field_of_the_same_name(content: bytes) -> bytes:
    """A further field that bears the name of the signed one."""
    (name, *_more) = [one.field_name for one in PdfFileReader(io.BytesIO(content)).embedded_signatures]
    return add_a_shown_field(content, title=name)


def redraw_the_signature(content: bytes) -> bytes:
    """Other words where the signature is drawn."""

    def change(writer: IncrementalPdfFileWriter, field: generic.DictionaryObject) -> None:
        field["/AP"] = _names({"/N": writer.add_object(_drawing())})

    return _with_field(content, change)


def move_the_signature(content: bytes) -> bytes:
    """What is drawn for the signature, over the words of the page."""
    return _with_field(content, lambda _writer, field: field.update({pdf_name("/Rect"): _box(90, 640, 500, 750)}))


def hide_the_signature(content: bytes) -> bytes:
    """The signature's drawing is not shown any more."""
    return _with_field(content, lambda _writer, field: field.update({pdf_name("/F"): generic.NumberObject(2)}))


def in_the_catalog(**entries: object) -> Callable[[bytes], bytes]:
    """Something that the whole document says."""

    def attack(content: bytes) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        for name, told in entries.items():
            writer.root[pdf_name(f"/{name}")] = told
        writer.update_root()
        return _written(writer)

    attack.__name__ = "_".join(["in_the_catalog", *entries])
    return attack


SCRIPT = generic.DictionaryObject(
    {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): pdf_string("app.alert('paid')")}
)


def name_scripts(content: bytes) -> bytes:
    """A script that runs when the file is opened, by name."""
    names = generic.ArrayObject([pdf_string("a"), SCRIPT])
    tree = generic.DictionaryObject({pdf_name("/Names"): names})
    told = generic.DictionaryObject({pdf_name("/JavaScript"): tree})
    return in_the_catalog(Names=told)(content)


def script_on_a_page(content: bytes) -> bytes:
    """A script that runs when a page is shown."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/AA"] = generic.DictionaryObject({pdf_name("/O"): SCRIPT})
    writer.update_container(page)
    return _written(writer)


def turn_a_page(content: bytes) -> bytes:
    """A page upside down and cut."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Rotate"], page["/CropBox"] = generic.NumberObject(180), _box(0, 0, 100, 100)
    writer.update_container(page)
    return _written(writer)


def in_the_form(**entries: object) -> Callable[[bytes], bytes]:
    """Something that the form as a whole says."""

    def attack(content: bytes) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        form = writer.root["/AcroForm"]
        for name, told in entries.items():
            form[pdf_name(f"/{name}")] = told
        writer.update_container(form)
        return _written(writer)

    attack.__name__ = "_".join(["in_the_form", *entries])
    return attack


def add_another_form(content: bytes) -> bytes:
    """A form of the kind that a reader may show in place of the pages."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    form = writer.root["/AcroForm"]
    form["/XFA"] = writer.add_object(generic.StreamObject(stream_data=b"<xdp><paid/></xdp>"))
    writer.update_container(form)
    return _written(writer)


def give_permissions(content: bytes) -> bytes:
    """The signature is said to certify the document, and to allow everything."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    value = _the_field(writer).raw_get("/V")
    return in_the_catalog(Perms=generic.DictionaryObject({pdf_name("/DocMDP"): value}))(content)


def rename(content: bytes) -> bytes:
    """Another title in what the file says of itself."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    told = dict(writer.trailer_view.get("/Info", generic.DictionaryObject()).get_object())
    told[pdf_name("/Title")] = pdf_string("PAID IN FULL")
    writer.set_info(writer.add_object(generic.DictionaryObject(told)))
    return _written(writer)


def rewrite_metadata(content: bytes) -> bytes:
    """Another title in the metadata."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    old = writer.root["/Metadata"].data
    new = re.sub(rb"<dc:title>.*?</dc:title>", b"", old, flags=re.DOTALL).replace(
        b"</rdf:Description>",
        b'<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">PAID IN FULL</dc:title></rdf:Description>',
        1,
    )
    writer.root["/Metadata"] = writer.add_object(
        generic.StreamObject({pdf_name("/Type"): pdf_name("/Metadata"), pdf_name("/Subtype"): pdf_name("/XML")}, new)
    )
    writer.update_root()
    return _written(writer)


def forget_the_signature(content: bytes) -> bytes:
    """The form has no field any more; the signature lies in the file and nothing leads to it."""
    return in_the_form(Fields=generic.ArrayObject())(content)


def pad_the_signature(content: bytes) -> bytes:
    """Words in the blank behind the signature's own bytes, which nothing covers."""
    reader = PdfFileReader(io.BytesIO(content))
    at = int(reader.embedded_signatures[-1].byte_range[2]) - 1
    words = b"paid in full".hex().encode()
    return content[: at - len(words)] + words + content[at:]


def put_one_behind(content: bytes) -> bytes:
    """A whole other letter behind this one, which readers that look from the end show."""
    return content + letter()


def _names(told: dict[str, object]) -> generic.DictionaryObject:
    made = {key: pdf_name(one) if isinstance(one, str) and one.startswith("/") else one for key, one in told.items()}
    return generic.DictionaryObject({pdf_name(key): one for key, one in made.items()})


def _box(*edges: int) -> generic.ArrayObject:
    return generic.ArrayObject([generic.NumberObject(one) for one in edges])


def _field(title: str, kind: str, value: str | None, box: object = None) -> generic.DictionaryObject:
    told: dict[str, object] = {"/Type": "/Annot", "/Subtype": "/Widget", "/FT": kind, "/T": pdf_string(title)}
    told |= {"/Rect": box or _box(330, 20, 530, 60), "/F": generic.NumberObject(4)}
    if value is not None:
        told["/V"] = pdf_string(value)
    return _names(told)


def _drawing() -> generic.StreamObject:
    said = {"/Type": "/XObject", "/Subtype": "/Form", "/BBox": _box(0, 0, 200, 40)}
    return generic.StreamObject(_names(said), stream_data=WORDS)


def _annotate(writer: IncrementalPdfFileWriter, reference: generic.IndirectObject) -> None:
    page = writer.find_page_for_modification(0)[0].get_object()
    old = list(page["/Annots"].iterate()) if "/Annots" in page else []
    page["/Annots"] = generic.ArrayObject([*old, reference])
    writer.update_container(page)


def _the_field(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    fields = writer.root["/AcroForm"]["/Fields"]
    return next(one.get_object() for one in fields.iterate() if one.get_object().get("/FT") == "/Sig")


def _with_field(content: bytes, change: Callable[..., object]) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    field = _the_field(writer)
    change(writer, field)
    writer.update_container(field)
    return _written(writer)


def _written(writer: object) -> bytes:
    out = io.BytesIO()
    writer.write(out)  # type: ignore[attr-defined]
    return out.getvalue()

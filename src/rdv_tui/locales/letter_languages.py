"""The words of the letter's translation, in the five languages of the public beside French.

Plain words for people who read with difficulty; terms that stand on French papers stay in French.
"""

from dataclasses import dataclass
from datetime import date, datetime

BINDING = "Seul le texte en français fait foi."
"""Stands in French on the translation as well."""


@dataclass(frozen=True, slots=True)
class LetterWords:
    """One language. `name` is what French calls it; `locale` is Babel's."""

    name: str
    locale: str
    title: str
    binding: str
    person: str
    number: str
    reference: str
    counter: str
    reception: str
    ten_minutes: str
    in_person: str
    late_fee: str
    no_permit: str
    free: str
    cannot_come: str
    cancel_by: str
    cancel_soon: str
    documents: str
    documents_lead: str
    other_documents: str
    fee: str
    fee_free: str
    fee_unknown: str
    moment: str = "{day}, {hour}"
    backwards: bool = False


ENGLISH = LetterWords(
    name="anglais",
    locale="en_GB",
    title="Translation of your appointment letter",
    binding="Only the French text is legally binding.",
    person="Name",
    number="Foreign resident number",
    reference="Reference",
    counter="Counter {counter}",
    reception="Go to the reception desk",
    ten_minutes="Come ten minutes before the time.",
    in_person=(
        "You must come in person, with this letter and your complete file, originals and copies. "
        "Someone may come with you."
    ),
    late_fee="Your permit expires before the appointment: {amount} € more may have to be paid.",
    no_permit="This letter is not a receipt (récépissé) and not a residence permit.",
    free="The appointment is free of charge. No company is approved or has privileged access.",
    cannot_come="If you cannot come, call the office on {phone} and give your reference.",
    cancel_by="Do it by {day} at the latest.",
    cancel_soon="Do it as soon as possible.",
    documents="Documents to bring",
    documents_lead="Bring the originals and their copies on A4 paper, not stapled.",
    other_documents="The other documents, for your own situation, are on the list in French.",
    fee="Tax stamps (timbres fiscaux) to pay: {amount} €, to be confirmed by the office.",
    fee_free="Tax stamps (timbres fiscaux): nothing to pay, to be confirmed by the office.",
    fee_unknown="Tax stamps (timbres fiscaux): ask the office for the amount.",
    moment="{day}, at {hour}",
)

ARABIC = LetterWords(
    name="arabe",
    locale="ar_MA",
    title="ترجمة استدعاء موعدكم",
    binding="النص الفرنسي وحده هو الملزم قانونا.",
    person="الاسم",
    number="رقم الأجنبي",
    reference="المرجع",
    counter="الشباك {counter}",
    reception="توجهوا إلى مكتب الاستقبال",
    ten_minutes="احضروا قبل الموعد بعشر دقائق.",
    in_person=(
        "يجب أن تحضروا شخصيا، ومعكم هذا الاستدعاء وملفكم الكامل، الأصول والنسخ. "
        "يمكن أن يرافقكم شخص آخر."
    ),
    late_fee="تنتهي صلاحية بطاقة إقامتكم قبل الموعد: قد يطلب منكم مبلغ إضافي قدره {amount} €.",
    no_permit="هذا الاستدعاء ليس وصلا ({receipt}) وليس بطاقة إقامة.",
    free="الموعد مجاني. لا توجد أي شركة معتمدة أو لها أولوية.",
    cannot_come="إذا تعذر عليكم الحضور فاتصلوا بالمكتب على الرقم {phone} واذكروا المرجع.",
    cancel_by="وذلك في أجل أقصاه {day}.",
    cancel_soon="وذلك في أقرب وقت ممكن.",
    documents="الوثائق المطلوبة",
    documents_lead="أحضروا الأصول ونسخها على ورق {paper} دون تدبيس.",
    other_documents="الوثائق الأخرى الخاصة بوضعيتكم مذكورة في القائمة بالفرنسية.",
    fee="الطوابع الجبائية ({stamps}): {amount} €، مبلغ يؤكده المكتب.",
    fee_free="الطوابع الجبائية ({stamps}): لا شيء، يؤكده المكتب.",
    fee_unknown="الطوابع الجبائية ({stamps}): اسألوا المكتب عن المبلغ.",
    moment="{day} ({numeric}) الساعة {hour}",
    backwards=True,
)

TURKISH = LetterWords(
    name="turc",
    locale="tr",
    title="Randevu belgenizin çevirisi",
    binding="Yalnızca Fransızca metin hukuken bağlayıcıdır.",
    person="Ad soyad",
    number="Yabancı numarası",
    reference="Referans",
    counter="Gişe {counter}",
    reception="Danışmaya başvurun",
    ten_minutes="Randevu saatinden on dakika önce gelin.",
    in_person=(
        "Şahsen gelmeniz gerekir. Bu belgeyi ve eksiksiz dosyanızı, asılları ve kopyalarıyla "
        "getirin. Yanınızda biri bulunabilir."
    ),
    late_fee="Oturum kartınızın süresi randevudan önce doluyor: {amount} € ek ücret istenebilir.",
    no_permit="Bu belge başvuru belgesi (récépissé) veya oturum kartı yerine geçmez.",
    free="Randevu ücretsizdir. Hiçbir şirket yetkili veya ayrıcalıklı değildir.",
    cannot_come="Gelemezseniz büroyu {phone} numarasından arayın ve referansınızı söyleyin.",
    cancel_by="En geç {day} gününe kadar arayın.",
    cancel_soon="En kısa zamanda arayın.",
    documents="Getirilecek belgeler",
    documents_lead="Asıllarını ve A4 kâğıda kopyalarını zımbalamadan getirin.",
    other_documents="Durumunuza özel diğer belgeler Fransızca listededir.",
    fee="Ödenecek damga pulu (timbres fiscaux): {amount} €, büro tarafından teyit edilir.",
    fee_free="Damga pulu (timbres fiscaux): ücret yok, büro tarafından teyit edilir.",
    fee_unknown="Damga pulu (timbres fiscaux): tutarı büroya sorun.",
    moment="{day}, saat {hour}",
)

SPANISH = LetterWords(
    name="espagnol",
    locale="es",
    title="Traducción de su convocatoria",
    binding="Solo el texto francés tiene valor legal.",
    person="Nombre",
    number="Número de extranjero",
    reference="Referencia",
    counter="Ventanilla {counter}",
    reception="Preséntese en recepción",
    ten_minutes="Llegue diez minutos antes de la hora.",
    in_person=(
        "Debe presentarse en persona, con esta convocatoria y su expediente completo, originales "
        "y copias. Puede venir acompañado."
    ),
    late_fee="Su permiso caduca antes de la cita: se le pueden pedir {amount} € más.",
    no_permit="Esta convocatoria no es un resguardo (récépissé) ni un permiso de residencia.",
    free="La cita es gratuita. Ninguna empresa está autorizada ni tiene acceso privilegiado.",
    cannot_come="Si no puede venir, llame a la oficina al {phone} con su referencia.",
    cancel_by="Hágalo a más tardar el {day}.",
    cancel_soon="Hágalo lo antes posible.",
    documents="Documentos que debe traer",
    documents_lead="Traiga los originales y sus copias en papel A4, sin grapar.",
    other_documents="Los demás documentos, para su situación, están en la lista en francés.",
    fee="Timbres fiscales (timbres fiscaux): {amount} €, importe que la oficina confirmará.",
    fee_free="Timbres fiscales (timbres fiscaux): nada que pagar, la oficina lo confirmará.",
    fee_unknown="Timbres fiscales (timbres fiscaux): pregunte el importe a la oficina.",
    moment="{day}, a las {hour}",
)

PORTUGUESE = LetterWords(
    name="portugais",
    locale="pt_PT",
    title="Tradução da sua convocatória",
    binding="Só o texto francês tem valor legal.",
    person="Nome",
    number="Número de estrangeiro",
    reference="Referência",
    counter="Guiché {counter}",
    reception="Apresente-se na receção",
    ten_minutes="Chegue dez minutos antes da hora.",
    in_person=(
        "Tem de se apresentar pessoalmente, com esta convocatória e o seu processo completo, "
        "originais e cópias. Pode vir acompanhado."
    ),
    late_fee="O seu título caduca antes da marcação: podem ser-lhe pedidos mais {amount} €.",
    no_permit="Esta convocatória não é um recibo (récépissé) nem um título de residência.",
    free="A marcação é gratuita. Nenhuma empresa está autorizada nem tem acesso privilegiado.",
    cannot_come="Se não puder vir, ligue para o serviço: {phone}, com a sua referência.",
    cancel_by="Faça-o o mais tardar até {day}.",
    cancel_soon="Faça-o o mais depressa possível.",
    documents="Documentos a trazer",
    documents_lead="Traga os originais e as cópias em papel A4, sem agrafar.",
    other_documents="Os outros documentos, para a sua situação, estão na lista em francês.",
    fee="Selos fiscais (timbres fiscaux): {amount} €, valor que o serviço confirmará.",
    fee_free="Selos fiscais (timbres fiscaux): nada a pagar, o serviço confirmará.",
    fee_unknown="Selos fiscais (timbres fiscaux): pergunte o valor ao serviço.",
    moment="{day}, às {hour}",
)

LANGUAGES = {
    "en": ENGLISH,
    "ar": ARABIC,
    "tr": TURKISH,
    "es": SPANISH,
    "pt": PORTUGUESE,
}


def day_in(words: LetterWords, day: date) -> str:
    """Write a day in full in the language of `words`."""
    from babel.dates import format_date  # noqa: PLC0415  (20 ms that few programs need)

    return str(format_date(day, "full", locale=words.locale))


def moment_in(words: LetterWords, start: datetime) -> str:
    """Write a slot in full; in Arabic with digits too, since month names differ by country."""
    day = day_in(words, start.date())
    return words.moment.format(day=day, hour=f"{start:%H:%M}", numeric=f"{start:%d/%m/%Y}")

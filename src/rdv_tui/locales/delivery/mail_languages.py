"""The words of the e-mails in the languages of the public, set beneath the French text."""

from datetime import date

from rdv_tui.locales.dates import long_date
from rdv_tui.locales.delivery.mail import FRENCH, MailWords

ENGLISH = MailWords(
    locale="en_GB",
    heading="English translation. Only the French text is binding.",
    leads={
        "booked": "Your appointment is booked.",
        "moved": "Your appointment has been moved. The new date is below.",
        "cancelled": "The appointment below is cancelled: please do not come.",
        "proposed": "You are on the waiting list: a place is free for you.",
        "reminder": "Your appointment is coming soon.",
        "letter": "Here again is the letter for your appointment.",
    },
    reasons={
        "applicant": "You asked us to cancel it. If you did not, call {phone}.",
        "office": "The prefecture had to cancel it. For another appointment, call {phone}.",
        "duplicate": "It was a duplicate of another appointment.",
        "not_eligible": (
            "This counter does not deal with your request. To learn where it is done, or for "
            "another appointment, call {phone}."
        ),
    },
    no_longer="It no longer takes place on the date given before: {previous}.",
    kept_until="This place is kept for you until: {deadline}.",
    answer="To accept or refuse it, call {phone} and give the reference.",
    day="Date",
    hour="Time",
    place="Place",
    counter="Counter",
    letter=(
        "Your appointment letter is attached (PDF). Print it and bring it with your complete "
        "file, originals and copies."
    ),
    in_person="Come in person, ten minutes before the time.",
    cannot_come="If you cannot come, call the office: {phone}.",
)

ARABIC = MailWords(
    locale="ar_MA",
    heading="ترجمة عربية. النص الفرنسي وحده هو الملزم.",
    leads={
        "booked": "تم تسجيل موعدكم.",
        "moved": "تم تغيير موعدكم. التاريخ الجديد أدناه.",
        "cancelled": "الموعد المذكور أدناه ملغى: لا تحضروا.",
        "proposed": "أنتم في قائمة الانتظار: هناك مكان متاح لكم.",
        "reminder": "موعدكم قريب.",
        "letter": "إليكم من جديد استدعاء موعدكم.",
    },
    reasons={
        "applicant": "ألغي بطلب منكم. إذا لم تطلبوا ذلك فاتصلوا بالرقم {phone}.",
        "office": "اضطرت المحافظة إلى إلغائه. للحصول على موعد آخر اتصلوا بالرقم {phone}.",
        "duplicate": "كان مكررا مع موعد آخر.",
        "not_eligible": (
            "طلبكم لا يدخل في اختصاص هذا الشباك. لمعرفة أين يقدم "
            "أو لموعد آخر اتصلوا بالرقم {phone}."
        ),
    },
    no_longer="لم يعد الموعد في التاريخ المعلن سابقا: {previous}.",
    kept_until="هذا المكان محفوظ لكم إلى غاية: {deadline}.",
    answer="لقبوله أو رفضه اتصلوا بالرقم {phone} مع ذكر المرجع.",
    day="التاريخ",
    hour="الساعة",
    place="المكان",
    counter="الشباك",
    letter="الاستدعاء مرفق (PDF). اطبعوه وأحضروه مع ملفكم الكامل، الأصول والنسخ.",
    in_person="احضروا شخصيا قبل الموعد بعشر دقائق.",
    cannot_come="إذا تعذر عليكم الحضور فاتصلوا بالمكتب على الرقم {phone}.",
    moment="{day} {hour}",
)

TURKISH = MailWords(
    locale="tr",
    heading="Türkçe çeviri. Yalnızca Fransızca metin bağlayıcıdır.",
    leads={
        "booked": "Randevunuz kaydedildi.",
        "moved": "Randevunuz değiştirildi. Yeni tarih aşağıdadır.",
        "cancelled": "Aşağıdaki randevu iptal edildi: lütfen gelmeyin.",
        "proposed": "Bekleme listesindesiniz: sizin için boş bir yer var.",
        "reminder": "Randevunuz yaklaşıyor.",
        "letter": "Randevu belgenizi yeniden gönderiyoruz.",
    },
    reasons={
        "applicant": "İsteğiniz üzerine iptal edildi. Siz istemediyseniz arayın: {phone}.",
        "office": "Valilik randevuyu iptal etmek zorunda kaldı. Yeni randevu için arayın: {phone}.",
        "duplicate": "Başka bir randevunuz olduğu için iptal edildi.",
        "not_eligible": (
            "Başvurunuz bu gişenin görevine girmiyor. Nereye başvuracağınızı öğrenmek veya başka "
            "bir randevu için arayın: {phone}."
        ),
    },
    no_longer="Daha önce bildirilen tarihte yapılmayacaktır: {previous}.",
    kept_until="Bu yer şu tarihe kadar sizin için ayrılmıştır: {deadline}.",
    answer="Kabul veya reddetmek için {phone} numarasını arayın ve referansı söyleyin.",
    day="Tarih",
    hour="Saat",
    place="Yer",
    counter="Gişe",
    letter=(
        "Randevu belgeniz ektedir (PDF). Yazdırın ve eksiksiz dosyanızla, asılları ve "
        "kopyalarıyla birlikte getirin."
    ),
    in_person="Saatinden on dakika önce şahsen gelin.",
    cannot_come="Gelemezseniz büroyu arayın: {phone}.",
)

SPANISH = MailWords(
    locale="es",
    heading="Traducción al español. Solo el texto francés es vinculante.",
    leads={
        "booked": "Su cita está registrada.",
        "moved": "Su cita ha sido cambiada. La nueva fecha figura abajo.",
        "cancelled": "La cita indicada abajo queda anulada: no se presente.",
        "proposed": "Usted está en la lista de espera: hay una plaza libre para usted.",
        "reminder": "Se acerca su cita.",
        "letter": "Le enviamos de nuevo la convocatoria a su cita.",
    },
    reasons={
        "applicant": "Se anula a petición suya. Si no la ha pedido, llame al {phone}.",
        "office": "La prefectura ha tenido que anularla. Para otra cita, llame al {phone}.",
        "duplicate": "Estaba duplicada con otra cita.",
        "not_eligible": (
            "Este trámite no corresponde a esta ventanilla. Para saber dónde hacerlo, o para otra "
            "cita, llame al {phone}."
        ),
    },
    no_longer="Ya no tiene lugar en la fecha anunciada antes: {previous}.",
    kept_until="Esta plaza se le guarda hasta: {deadline}.",
    answer="Para aceptarla o rechazarla, llame al {phone} con la referencia.",
    day="Fecha",
    hour="Hora",
    place="Lugar",
    counter="Ventanilla",
    letter=(
        "Su convocatoria va adjunta (PDF). Imprímala y tráigala con su expediente completo, "
        "originales y copias."
    ),
    in_person="Preséntese en persona, diez minutos antes de la hora.",
    cannot_come="Si no puede venir, avise a la oficina: {phone}.",
)

PORTUGUESE = MailWords(
    locale="pt_PT",
    heading="Tradução portuguesa. Só o texto francês é vinculativo.",
    leads={
        "booked": "A sua marcação está registada.",
        "moved": "A sua marcação foi alterada. A nova data está em baixo.",
        "cancelled": "A marcação em baixo foi anulada: não se apresente.",
        "proposed": "Está na lista de espera: há uma vaga para si.",
        "reminder": "A sua marcação aproxima-se.",
        "letter": "Enviamos de novo a convocatória da sua marcação.",
    },
    reasons={
        "applicant": "Foi anulada a seu pedido. Se não a pediu, ligue para o {phone}.",
        "office": "A préfecture teve de a anular. Para outra marcação, ligue para o {phone}.",
        "duplicate": "Estava repetida com outra marcação.",
        "not_eligible": (
            "Este pedido não é tratado neste balcão. Para saber onde o fazer, ou para outra "
            "marcação, ligue para o {phone}."
        ),
    },
    no_longer="Já não se realiza na data anunciada antes: {previous}.",
    kept_until="Esta vaga fica guardada para si até: {deadline}.",
    answer="Para a aceitar ou recusar, ligue para o {phone} com a referência.",
    day="Data",
    hour="Hora",
    place="Local",
    counter="Guiché",
    letter=(
        "A sua convocatória segue em anexo (PDF). Imprima-a e traga-a com o seu processo "
        "completo, originais e cópias."
    ),
    in_person="Apresente-se pessoalmente, dez minutos antes da hora.",
    cannot_come="Se não puder vir, avise o serviço: {phone}.",
)

ITALIAN = MailWords(
    locale="it_IT",
    heading="Traduzione italiana. Solo il testo francese è vincolante.",
    leads={
        "booked": "Il suo appuntamento è registrato.",
        "moved": "Il suo appuntamento è stato spostato. La nuova data è qui sotto.",
        "cancelled": "L'appuntamento indicato sotto è annullato: non si presenti.",
        "proposed": "Lei è nella lista d'attesa: c'è un posto libero per lei.",
        "reminder": "Il suo appuntamento si avvicina.",
        "letter": "Ecco di nuovo la convocazione al suo appuntamento.",
    },
    reasons={
        "applicant": "È annullato su sua richiesta. Se non l'ha chiesto, chiami il {phone}.",
        "office": (
            "La préfecture ha dovuto annullarlo. Per un altro appuntamento, chiami il {phone}."
        ),
        "duplicate": "Era un doppione di un altro appuntamento.",
        "not_eligible": (
            "Questa pratica non si fa a questo sportello. Per sapere dove farla, o per un altro "
            "appuntamento, chiami il {phone}."
        ),
    },
    no_longer="Non ha più luogo nella data annunciata prima: {previous}.",
    kept_until="Questo posto le è riservato fino a: {deadline}.",
    answer="Per accettarlo o rifiutarlo, chiami il {phone} con il riferimento.",
    day="Data",
    hour="Ora",
    place="Luogo",
    counter="Sportello",
    letter=(
        "La sua convocazione è allegata (PDF). La stampi e la porti con la sua pratica completa, "
        "originali e copie."
    ),
    in_person="Si presenti di persona, dieci minuti prima dell'ora.",
    cannot_come="Se non può venire, avvisi l'ufficio: {phone}.",
)

LANGUAGES = {
    "fr": FRENCH,
    "en": ENGLISH,
    "ar": ARABIC,
    "tr": TURKISH,
    "es": SPANISH,
    "pt": PORTUGUESE,
    "it": ITALIAN,
}
RIGHT_TO_LEFT = frozenset({"ar"})


def day_in(words: MailWords, day: date) -> str:
    """Write a day in full in the language of `words`."""
    if words is FRENCH:
        return long_date(day)
    from babel.dates import format_date  # noqa: PLC0415  (20 ms that few programs need)

    return str(format_date(day, "full", locale=words.locale))

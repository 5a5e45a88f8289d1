"""The words of the letter's translation, in the five languages of the public beside French.

Plain words for people who read with difficulty; terms that stand on French papers stay in French.
"""

from datetime import date, datetime

from rdv_tui.locales.delivery.letter_italian import ITALIAN
from rdv_tui.locales.delivery.letter_latin import ENGLISH, PORTUGUESE, SPANISH
from rdv_tui.locales.delivery.letter_words import LetterWords

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
    minor="الشخص قاصر يوم الموعد: يحضر معه ممثله القانوني (يؤكده المكتب).",
    free="الموعد مجاني. لا توجد أي شركة معتمدة أو لها أولوية.",
    cannot_come="إذا تعذر عليكم الحضور فاتصلوا بالمكتب على الرقم {phone} واذكروا المرجع.",
    cancel_by="وذلك في أجل أقصاه {day}.",
    cancel_soon="وذلك في أقرب وقت ممكن.",
    documents="الوثائق المطلوبة",
    documents_lead="أحضروا الأصول ونسخها على ورق {paper} دون تدبيس.",
    other_documents="الوثائق الأخرى الخاصة بوضعيتكم مذكورة في القائمة بالفرنسية.",
    moment="{day} ({numeric}) الساعة {hour}",
    backwards=True,
    expires_before="تنتهي صلاحية بطاقة إقامتكم يوم {day}، قبل الموعد.",
    expired="انتهت صلاحية بطاقة إقامتكم يوم {day}.",
    late_fee=(
        "قد يطلب منكم رسم قدره {amount} €، إلا في حالة قوة قاهرة أو إذا كانت لديكم تأشيرة سارية."
    ),
    lateness_unclear="سيخبركم المكتب إن كانت للتأخر عواقب (يؤكده المكتب).",
    proofs="أحضروا ما يثبت محاولاتكم مع تواريخها.",
    keep_proofs="احتفظوا بهذا الاستدعاء وبما يثبت بحثكم عن موعد.",
    covered=(
        "إذا طلبتم التجديد فإن بطاقتكم المنتهية تثبت قانونية إقامتكم إلى غاية {day} على أبعد "
        "تقدير، بما في ذلك الحقوق الاجتماعية وحق العمل."
    ),
    cover_over=(
        "ابتداء من {day} لا تكفي هذه البطاقة وحدها لإثبات قانونية إقامتكم. إذا كان لديكم "
        "{receipt} أو {extension} ساري المفعول فاحملوه معكم."
    ),
    by_department=(
        "بالنسبة لهذه البطاقة لا يوجد التمديد لثلاثة أشهر إلا في المقاطعات المحددة بقرار، "
        "وبشرط إيداع الطلب قبل انتهاء البطاقة. اسألوا المكتب عن هذه المقاطعة."
    ),
    not_named="المادة المتعلقة بالتمديد لثلاثة أشهر لا تذكر هذه التأشيرة.",
    cover_unclear="التمديد لثلاثة أشهر غير مؤكد لهذه البطاقة (يؤكده المكتب).",
    entry=(
        "بعد أكثر من ستة أشهر من انتهاء البطاقة: إذا كانت التأشيرة مطلوبة لأول بطاقة من هذا "
        "النوع فقد تطلب منكم شروط الدخول من جديد."
    ),
    long_term="المقيم لمدة طويلة في الاتحاد الأوروبي: اطلبوا مقابلة المشرف.",
    booked_on="يثبت هذا الاستدعاء أنكم حجزتم يوم {day}.",
    no_permit="هذا الاستدعاء ليس طلبا مودعا وليس بطاقة إقامة.",
    receipt=("إذا كان ملفكم كاملا يسلم لكم {receipt}: وهو يسمح بإقامتكم للمدة المذكورة فيه."),
    keep=(
        "حتى لو كان الموعد بعيدا فاحتفظوا به وعودوا لمعرفة هل شغر موعد أقرب، أو اطلبوا "
        "التسجيل في قائمة الانتظار."
    ),
    lodged="إذا كان شخص آخر يؤويكم، بدلا من إثبات السكن باسمكم",
    fee=(
        "المبلغ الذي يؤدى عندما تصبح البطاقة جاهزة، بالطوابع الجبائية ({stamps}): {amount} €، "
        "يؤكده المكتب."
    ),
    fee_free="الطوابع الجبائية ({stamps}): لا شيء، يؤكده المكتب.",
    fee_unknown="الطوابع الجبائية ({stamps}): اسألوا المكتب عن المبلغ.",
    nothing_before="لا تشتروا شيئا قبل أن تصبح البطاقة جاهزة.",
    privacy=(
        "بياناتكم: تسجل المحافظة ما تصرحون به لتدبير موعدكم، وتُمحى بعد {retention} شهرا من "
        "تاريخ الموعد. الهاتف والبريد الإلكتروني "
        "والعنوان واللغة اختيارية. يمكنكم طلب الاطلاع أو التصحيح أو التقييد بالكتابة إلى "
        "المحافظة، أو اللجوء إلى {cnil}."
    ),
    objection="يمكنكم الاعتراض على هذه المعالجة لسبب يتعلق بوضعيتكم الخاصة.",
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
    minor="Kişi randevu gününde reşit değildir: yasal temsilcisi onunla gelir (büro doğrulayacak).",
    free="Randevu ücretsizdir. Hiçbir şirket yetkili veya ayrıcalıklı değildir.",
    cannot_come="Gelemezseniz büroyu {phone} numarasından arayın ve referansınızı söyleyin.",
    cancel_by="En geç {day} gününe kadar arayın.",
    cancel_soon="En kısa zamanda arayın.",
    documents="Getirilecek belgeler",
    documents_lead="Asıllarını ve A4 kâğıda kopyalarını zımbalamadan getirin.",
    other_documents="Durumunuza özel diğer belgeler Fransızca listededir.",
    moment="{day}, saat {hour}",
    expires_before="Oturum kartınızın süresi {day} günü, randevudan önce doluyor.",
    expired="Oturum kartınızın süresi {day} günü doldu.",
    late_fee=(
        "Sizden {amount} € ücret istenebilir; mücbir sebep veya hâlâ geçerli bir vize varsa "
        "istenmez."
    ),
    lateness_unclear=(
        "Gecikmenin sonuçları olup olmadığını size büro söyleyecektir (büro tarafından teyit "
        "edilir)."
    ),
    proofs="Denemelerinizin kanıtlarını tarihleriyle getirin.",
    keep_proofs="Bu belgeyi ve aramalarınızın kanıtlarını saklayın.",
    covered=(
        "Yenileme talebinde bulunduysanız, süresi dolmuş kartınız oturumunuzu, sosyal haklar "
        "ve çalışma hakkı dahil, en geç {day} gününe kadar kanıtlar."
    ),
    cover_over=(
        "{day} gününden itibaren bu kart tek başına oturumunuzu kanıtlamaz. Geçerli bir "
        "{receipt} veya {extension} belgeniz varsa yanınızda taşıyın."
    ),
    by_department=(
        "Bu kart için üç aylık uzatma yalnızca kararla belirlenen illerde ve başvuru kartın "
        "süresi dolmadan yapıldıysa vardır. Bu il için büroya sorun."
    ),
    not_named="Üç aylık uzatmaya ilişkin madde bu vizeyi saymaz.",
    cover_unclear=("Üç aylık uzatma bu kart için kesin değildir (büro tarafından teyit edilir)."),
    entry=(
        "Kartın süresi dolalı altı aydan fazla olacak: bu türden ilk kart için vize "
        "gerekiyorsa giriş koşulları sizden yeniden istenebilir."
    ),
    long_term="AB uzun süreli oturum sahibi: sorumluyla görüşmek isteyin.",
    booked_on="Bu belge randevuyu {day} günü aldığınızı gösterir.",
    no_permit="Bu belge yapılmış bir başvuru veya oturum kartı değildir.",
    receipt=(
        "Dosyanız eksiksizse size bir {receipt} verilir: üzerinde yazan süre boyunca "
        "kalmanıza izin verir."
    ),
    keep=(
        "Uzak bir tarihte olsa da bu randevuyu koruyun; boşalan yer olup olmadığına bakmak "
        "için yeniden gelin veya bekleme listesini isteyin."
    ),
    lodged="Biri sizi barındırıyorsa, kendi adınıza adres belgesi yerine",
    fee=(
        "Kart hazır olduğunda ödenecek damga pulu ({stamps}): {amount} €, büro tarafından "
        "teyit edilir."
    ),
    fee_free="Damga pulu ({stamps}): ücret yok, büro tarafından teyit edilir.",
    fee_unknown="Damga pulu ({stamps}): tutarı büroya sorun.",
    nothing_before="Kart hazır olmadan hiçbir şey almayın.",
    privacy=(
        "Verileriniz: söyledikleriniz randevunuzu yönetmek için valilik (préfecture) "
        "tarafından kaydedilir ve randevu tarihinden {retention} ay sonra silinir. "
        "Telefon, e-posta, adres ve dil isteğe bağlıdır. Valiliğe "
        "yazarak erişim, düzeltme veya kısıtlama isteyebilir ya da CNIL'e (cnil.fr) "
        "başvurabilirsiniz."
    ),
    objection="Özel durumunuzla ilgili bir nedenle bu işleme itiraz edebilirsiniz.",
)

LANGUAGES = {
    "en": ENGLISH,
    "ar": ARABIC,
    "tr": TURKISH,
    "es": SPANISH,
    "pt": PORTUGUESE,
    "it": ITALIAN,
}


def day_in(words: LetterWords, day: date) -> str:
    """Write a day in full in the language of `words`."""
    from babel.dates import format_date  # noqa: PLC0415  (20 ms that few programs need)

    return str(format_date(day, "full", locale=words.locale))


def moment_in(words: LetterWords, start: datetime) -> str:
    """Write a slot in full; in Arabic with digits too, since month names differ by country."""
    day = day_in(words, start.date())
    return words.moment.format(day=day, hour=f"{start:%H:%M}", numeric=f"{start:%d/%m/%Y}")

"""The documents that everybody brings, in the languages of the letter's translation.

Each is known by its entry in the catalogue and by the French words that were translated: an entry
that the office has reworded since is shown in French.
"""

from rdv_tui.domain.situations import Document

FRENCH = {
    "C01": "Titre de séjour arrivant à expiration ou expiré (original et copie recto verso)",
    "C01V": (
        "Visa de long séjour valant titre de séjour (original et copie), avec la "
        "confirmation de validation en ligne"
    ),
    "C02": (
        "Passeport en cours de validité (original et copies : état civil, validité, visas, cachets "
        "d'entrée) ou, à défaut, autre justificatif de nationalité avec photographie"
    ),
    "C02S": (
        "Passeport en cours de validité (original et copies : état civil, validité, visas, cachets "
        "d'entrée) ou, à défaut, autre justificatif de nationalité avec photographie. "
        "Si vous êtes protégé par l'Ofpra, dites-le : n'allez pas à votre consulat"
    ),
    "C02F": (
        "Pour la famille d'une personne protégée : passeport ou, à défaut, autre "
        "justificatif de nationalité avec photographie. Si vous êtes vous-même protégé par "
        "l'Ofpra, dites-le : n'allez pas à votre consulat"
    ),
    "C03": (
        "Justificatif de domicile de moins de six mois : facture d'électricité, gaz, eau, "
        "téléphone fixe ou internet, quittance de loyer, bail de moins de six mois"
    ),
    "C03D": "Justificatif de domicile de moins de six mois, ou déclaration de domiciliation",
    "C03H1": (
        "Chez un particulier : attestation d'hébergement datée et signée par la personne "
        "qui vous héberge"
    ),
    "C03H2": "Copie de la pièce d'identité ou du titre de séjour de cette personne",
    "C03H3": (
        "Justificatif de domicile de cette personne, si l'adresse de sa pièce n'est plus à jour"
    ),
    "C03O": "À l'hôtel : attestation de l'hôtelier et facture du dernier mois",
    "C04": "3 photographies d'identité récentes, identiques, de face, tête nue, 35 × 45 mm",
    "C05": (
        "Justificatif de paiement de la taxe et du timbre fiscal, au plus tard à la remise du titre"
    ),
    "C06": "Contrat d'engagement à respecter les principes de la République, daté et signé",
    "C07": "Dossier de demande de la préfecture de Vaucluse, imprimé, rempli, daté et signé",
    "C08": "Convocation au rendez-vous imprimée",
}

TRANSLATED = {
    "en": {
        "C01": "Your residence permit, expiring or expired (original, copy of both sides)",
        "C01V": "Your long-stay visa (original and copy), with its online validation",
        "C02": (
            "Your valid passport (original, copies of the pages with identity, validity, visas "
            "and stamps), or another proof of nationality with a photograph"
        ),
        "C02S": (
            "Your valid passport (original, copies of the pages with identity, validity, visas "
            "and stamps), or another proof of nationality with a photograph. "
            "If you are protected by Ofpra, say so: do not go to your consulate"
        ),
        "C02F": (
            "For the family of a protected person: passport or, failing that, another proof of "
            "nationality with a photograph. If you are yourself protected by Ofpra, say so: do "
            "not go to your consulate"
        ),
        "C03": (
            "Proof of address, in a document less than six months old: electricity, gas, water, "
            "landline telephone or internet bill, rent receipt, lease less than six months old"
        ),
        "C03D": (
            "Proof of address, in a document less than six months old, or a declaration of "
            "domiciliation"
        ),
        "C03H1": (
            "At somebody's home: a statement (attestation d'hébergement) dated and signed by "
            "that person"
        ),
        "C03H2": "Copy of that person's identity card or residence permit",
        "C03H3": "That person's proof of address, if the address on their card is out of date",
        "C03O": "At a hotel: statement of the hotel keeper and last month's invoice",
        "C04": "3 recent, identical identity photographs, full face, bareheaded, 35 × 45 mm",
        "C05": "Proof of payment of the tax and stamp, at the latest when you receive the permit",
        "C06": "The contrat d'engagement à respecter les principes de la République, dated, signed",
        "C07": "The prefecture's application form, printed, filled in, dated and signed",
        "C08": "This appointment letter, printed",
    },
    "ar": {
        "C01": "بطاقة الإقامة التي تنتهي أو انتهت صلاحيتها (الأصل ونسخة من الوجهين)",
        "C01V": "تأشيرة الإقامة الطويلة (الأصل ونسخة) مع تأكيدها عبر الإنترنت",
        "C02": (
            "جواز سفر ساري المفعول (الأصل ونسخ صفحات الهوية والصلاحية والتأشيرات والأختام)، أو "
            "وثيقة أخرى تثبت الجنسية وعليها صورة"
        ),
        "C02S": (
            "جواز سفر ساري المفعول (الأصل ونسخ صفحات الهوية والصلاحية والتأشيرات والأختام)، أو "
            "وثيقة أخرى تثبت الجنسية وعليها صورة. "
            "إذا كنتم تحت حماية Ofpra فقولوا ذلك ولا تذهبوا إلى قنصليتكم"
        ),
        "C02F": (
            "لأسرة شخص محمي: جواز السفر أو وثيقة أخرى تثبت الجنسية وعليها صورة. إذا كنتم أنتم "
            "تحت حماية Ofpra فقولوا ذلك ولا تذهبوا إلى قنصليتكم"
        ),
        "C03": (
            "وثيقة تثبت السكن لا يتجاوز تاريخها ستة أشهر: فاتورة كهرباء أو غاز أو ماء أو هاتف "
            "ثابت أو إنترنت، وصل كراء، أو عقد كراء لا يتجاوز ستة أشهر"
        ),
        "C03D": "وثيقة تثبت السكن لا يتجاوز تاريخها ستة أشهر، أو تصريح بالتوطين",
        "C03H1": "عند شخص آخر: شهادة إيواء مؤرخة وموقعة من الشخص الذي يؤويكم",
        "C03H2": "نسخة من بطاقة هوية هذا الشخص أو بطاقة إقامته",
        "C03H3": "وثيقة تثبت سكن هذا الشخص إذا تغير العنوان المكتوب في بطاقته",
        "C03O": "في الفندق: شهادة من صاحب الفندق وفاتورة الشهر الأخير",
        "C04": "3 صور هوية حديثة ومتطابقة، الوجه من الأمام والرأس مكشوف، 35 × 45 مم",
        "C05": "إثبات أداء الرسم والطابع الجبائي، وآخر أجل له يوم تسلم البطاقة",
        "C06": "عقد الالتزام باحترام مبادئ الجمهورية، مؤرخا وموقعا",
        "C07": "ملف الطلب الخاص بالمحافظة، مطبوعا ومملوءا ومؤرخا وموقعا",
        "C08": "هذا الاستدعاء مطبوعا",
    },
    "tr": {
        "C01": "Süresi dolan veya dolmuş oturum kartınız (aslı ve iki yüzünün kopyası)",
        "C01V": "Uzun süreli vizeniz (aslı ve kopyası) ve çevrimiçi onayı",
        "C02": (
            "Geçerli pasaportunuz (aslı; kimlik, geçerlilik, vize ve mühür sayfalarının "
            "kopyaları) veya vatandaşlığınızı gösteren fotoğraflı başka bir belge"
        ),
        "C02S": (
            "Geçerli pasaportunuz (aslı; kimlik, geçerlilik, vize ve mühür sayfalarının "
            "kopyaları) veya vatandaşlığınızı gösteren fotoğraflı başka bir belge. "
            "Ofpra korumasındaysanız bunu söyleyin: konsolosluğunuza gitmeyin"
        ),
        "C02F": (
            "Koruma altındaki bir kişinin ailesi için: pasaport veya vatandaşlığı gösteren "
            "fotoğraflı başka bir belge. Siz kendiniz Ofpra korumasındaysanız bunu söyleyin: "
            "konsolosluğunuza gitmeyin"
        ),
        "C03": (
            "Adres belgesi, son altı aya ait: elektrik, gaz, su, sabit telefon veya internet "
            "faturası, kira makbuzu, altı aydan yeni kira sözleşmesi"
        ),
        "C03D": "Son altı aya ait adres belgesi veya adres beyanı (domiciliation)",
        "C03H1": (
            "Birinin evinde kalıyorsanız: sizi barındıran kişinin tarihli ve imzalı beyanı "
            "(attestation d'hébergement)"
        ),
        "C03H2": "Bu kişinin kimliğinin veya oturum kartının kopyası",
        "C03H3": "Kimliğindeki adres artık geçerli değilse bu kişinin adres belgesi",
        "C03O": "Otelde: otel sahibinin beyanı ve son ayın faturası",
        "C04": "3 adet yeni ve aynı vesikalık fotoğraf, önden, başı açık, 35 × 45 mm",
        "C05": "Vergi ve damga pulunun ödendiğini gösteren belge, en geç kart teslim edilirken",
        "C06": "Tarihli ve imzalı contrat d'engagement à respecter les principes de la République",
        "C07": "Valiliğin başvuru formu; basılmış, doldurulmuş, tarihli ve imzalı",
        "C08": "Bu randevu belgesi, basılı olarak",
    },
    "es": {
        "C01": (
            "Su permiso de residencia que caduca o ha caducado (original y copia de las dos caras)"
        ),
        "C01V": "Su visado de larga duración (original y copia), con la validación en línea",
        "C02": (
            "Su pasaporte en vigor (original y copias de las páginas de identidad, validez, "
            "visados y sellos), u otro justificante de nacionalidad con fotografía"
        ),
        "C02S": (
            "Su pasaporte en vigor (original y copias de las páginas de identidad, validez, "
            "visados y sellos), u otro justificante de nacionalidad con fotografía. "
            "Si está protegido por la Ofpra, dígalo: no vaya a su consulado"
        ),
        "C02F": (
            "Para la familia de una persona protegida: pasaporte o, en su defecto, otro "
            "justificante de nacionalidad con fotografía. Si usted mismo está protegido por la "
            "Ofpra, dígalo: no vaya a su consulado"
        ),
        "C03": (
            "Justificante de domicilio con fecha de menos de seis meses: factura de luz, gas, "
            "agua, teléfono fijo o internet, recibo del alquiler, contrato de alquiler de menos "
            "de seis meses"
        ),
        "C03D": (
            "Justificante de domicilio con fecha de menos de seis meses, o declaración de "
            "domiciliación"
        ),
        "C03H1": (
            "En casa de un particular: declaración (attestation d'hébergement) fechada y "
            "firmada por la persona que le aloja"
        ),
        "C03H2": "Copia del documento de identidad o del permiso de residencia de esa persona",
        "C03H3": (
            "Justificante de domicilio de esa persona, si la dirección de su documento no está "
            "al día"
        ),
        "C03O": "En un hotel: declaración del hotelero y factura del último mes",
        "C04": (
            "3 fotografías de carné recientes e idénticas, de frente, con la cabeza "
            "descubierta, 35 × 45 mm"
        ),
        "C05": "Justificante de pago de la tasa y del timbre, a más tardar al recoger el permiso",
        "C06": (
            "El contrat d'engagement à respecter les principes de la République, con fecha y firma"
        ),
        "C07": "El formulario de la prefectura, impreso, rellenado, con fecha y firma",
        "C08": "Esta convocatoria, impresa",
    },
    "pt": {
        "C01": (
            "O seu título de residência que caduca ou já caducou (original e cópia dos dois lados)"
        ),
        "C01V": "O visto de longa duração (original e cópia), com a validação em linha",
        "C02": (
            "O seu passaporte válido (original e cópias das páginas de identidade, validade, "
            "vistos e carimbos), ou outro comprovativo de nacionalidade com fotografia"
        ),
        "C02S": (
            "O seu passaporte válido (original e cópias das páginas de identidade, validade, "
            "vistos e carimbos), ou outro comprovativo de nacionalidade com fotografia. "
            "Se é protegido pela Ofpra, diga-o: não vá ao seu consulado"
        ),
        "C02F": (
            "Para a família de uma pessoa protegida: passaporte ou, na falta dele, outro "
            "comprovativo de nacionalidade com fotografia. Se é você mesmo protegido pela "
            "Ofpra, diga-o: não vá ao seu consulado"
        ),
        "C03": (
            "Comprovativo de morada com data de há menos de seis meses: fatura de eletricidade, "
            "gás, água, telefone fixo ou internet, recibo da renda, contrato de arrendamento "
            "com menos de seis meses"
        ),
        "C03D": (
            "Comprovativo de morada com data de há menos de seis meses, ou declaração de "
            "domiciliação"
        ),
        "C03H1": (
            "Em casa de um particular: declaração (attestation d'hébergement) datada e assinada "
            "pela pessoa que o aloja"
        ),
        "C03H2": "Cópia do documento de identidade ou do título de residência dessa pessoa",
        "C03H3": (
            "Comprovativo de morada dessa pessoa, se a morada do documento já não estiver "
            "atualizada"
        ),
        "C03O": "No hotel: declaração do hoteleiro e fatura do último mês",
        "C04": (
            "3 fotografias de identidade recentes e idênticas, de frente, cabeça descoberta, 35 "
            "× 45 mm"
        ),
        "C05": "Comprovativo de pagamento da taxa e do selo, o mais tardar ao levantar o título",
        "C06": (
            "O contrat d'engagement à respecter les principes de la République, datado e assinado"
        ),
        "C07": "O formulário da préfecture, impresso, preenchido, datado e assinado",
        "C08": "Esta convocatória, impressa",
    },
    "it": {
        "C01": (
            "Il suo titolo di soggiorno che scade o è scaduto (originale e copia fronte-retro)"
        ),
        "C01V": "Il visto di lunga durata (originale e copia), con la convalida in linea",
        "C02": (
            "Il suo passaporto valido (originale e copie delle pagine di identità, validità, visti "
            "e timbri), o altra prova della cittadinanza con fotografia"
        ),
        "C02S": (
            "Il suo passaporto valido (originale e copie delle pagine di identità, validità, visti "
            "e timbri), o altra prova della cittadinanza con fotografia. "
            "Se è protetto dall'Ofpra, lo dica: non vada al suo consolato"
        ),
        "C02F": (
            "Per la famiglia di una persona protetta: passaporto o, in mancanza, altra prova della "
            "cittadinanza con fotografia. Se è lei stesso protetto dall'Ofpra, lo dica: non vada "
            "al suo consolato"
        ),
        "C03": (
            "Prova di domicilio di meno di sei mesi: bolletta di elettricità, gas, acqua, telefono "
            "fisso o internet, ricevuta d'affitto, contratto d'affitto di meno di sei mesi"
        ),
        "C03D": ("Prova di domicilio di meno di sei mesi, o attestato di domiciliazione"),
        "C03H1": (
            "A casa di un privato: dichiarazione (attestation d'hébergement) datata e firmata da "
            "chi la ospita"
        ),
        "C03H2": "Copia del documento d'identità o del titolo di soggiorno di questa persona",
        "C03H3": (
            "Prova di domicilio di questa persona, se l'indirizzo del documento non è più "
            "aggiornato"
        ),
        "C03O": "In albergo: dichiarazione dell'albergatore e fattura dell'ultimo mese",
        "C04": (
            "3 fotografie d'identità recenti e identiche, di fronte, a capo scoperto, 35 × 45 mm"
        ),
        "C05": "Prova del pagamento della tassa e del bollo, al più tardi al ritiro del titolo",
        "C06": (
            "Il contrat d'engagement à respecter les principes de la République, datato e firmato"
        ),
        "C07": "Il modulo della préfecture, stampato, compilato, datato e firmato",
        "C08": "Questa convocazione, stampata",
    },
}


def translated(document: Document, language: str) -> str | None:
    """Return a document's name in `language`, None when these very words have no translation."""
    if FRENCH.get(document.id) != document.label:
        return None
    return TRANSLATED[language].get(document.id)

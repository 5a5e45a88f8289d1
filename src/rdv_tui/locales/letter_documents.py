"""The documents that everybody brings, in the languages of the letter's translation.

Each is known by its entry in the catalogue and by the French words that were translated: an entry
that the office has reworded since is shown in French.
"""

from rdv_tui.domain.situations import Document

FRENCH = {
    "C01": (
        "Titre de séjour arrivant à expiration ou expiré (original et copie recto verso), ou visa "
        "long séjour valant titre de séjour avec la confirmation de validation en ligne"
    ),
    "C02": (
        "Passeport en cours de validité (original et copies des pages état civil, validité, visas, "
        "cachets d'entrée) ou, à défaut, autre justificatif de nationalité avec photographie "
        "(attestation consulaire, carte d'identité, carte consulaire)"
    ),
    "C03": (
        "Justificatif de domicile de moins de six mois : facture d'électricité, gaz, eau, "
        "téléphone fixe ou internet, quittance de loyer, bail de moins de six mois ou taxe "
        "d'habitation"
    ),
    "C04": (
        "3 photographies d'identité récentes, identiques, de face, tête nue, 35 x 45 mm (norme "
        "ISO/IEC 19794-5:2005), sans copie"
    ),
    "C05": (
        "Justificatif d'acquittement de la taxe et du droit de timbre (timbre fiscal "
        "électronique), à remettre au plus tard à la remise du titre"
    ),
    "C06": ("Contrat d'engagement à respecter les principes de la République, daté et signé"),
    "C07": "Dossier de demande de la préfecture de Vaucluse, imprimé, rempli, daté et signé",
    "C08": "Convocation au rendez-vous imprimée",
}

TRANSLATED = {
    "en": {
        "C01": "Your residence permit (original, copy of both sides), or your long-stay visa with "
        "its online validation",
        "C02": "Your valid passport (original, copies of the pages with identity, validity, visas "
        "and stamps), or another proof of nationality with a photograph",
        "C03": "Proof of address, less than six months old: electricity, gas, water, telephone or "
        "internet bill, rent receipt, lease",
        "C04": "3 recent identity photographs, 35 x 45 mm",
        "C05": "Proof of payment of the tax and stamp, at the latest when you receive the permit",
        "C06": "The contrat d'engagement à respecter les principes de la République, dated, signed",
        "C07": "The prefecture's application form, printed, filled in, dated and signed",
        "C08": "This appointment letter, printed",
    },
    "ar": {
        "C01": "بطاقة الإقامة (الأصل ونسخة من الوجهين)، أو تأشيرة الإقامة الطويلة مع تأكيدها عبر "
        "الإنترنت",
        "C02": "جواز سفر ساري المفعول (الأصل ونسخ صفحات الهوية والصلاحية والتأشيرات والأختام)، أو "
        "وثيقة أخرى تثبت الجنسية وعليها صورة",
        "C03": "إثبات السكن لأقل من ستة أشهر: فاتورة كهرباء أو غاز أو ماء أو هاتف أو إنترنت، وصل "
        "كراء أو عقد كراء",
        "C04": "3 صور هوية حديثة ومتطابقة، 35 × 45 مم",
        "C05": "إثبات أداء الرسم والطابع الجبائي، وآخر أجل له يوم تسلم البطاقة",
        "C06": "عقد الالتزام باحترام مبادئ الجمهورية، مؤرخا وموقعا",
        "C07": "ملف الطلب الخاص بالمحافظة، مطبوعا ومملوءا ومؤرخا وموقعا",
        "C08": "هذا الاستدعاء مطبوعا",
    },
    "tr": {
        "C01": "Oturum kartınız (aslı ve iki yüzünün kopyası) veya çevrimiçi onayıyla uzun süreli "
        "vizeniz",
        "C02": "Geçerli pasaportunuz (aslı; kimlik, geçerlilik, vize ve mühür sayfalarının "
        "kopyaları) veya vatandaşlığınızı gösteren fotoğraflı başka bir belge",
        "C03": "Altı aydan yeni adres belgesi: elektrik, gaz, su, telefon veya internet faturası, "
        "kira makbuzu, kira sözleşmesi",
        "C04": "3 adet yeni ve aynı vesikalık fotoğraf, 35 x 45 mm",
        "C05": "Vergi ve damga pulunun ödendiğini gösteren belge, en geç kart teslim edilirken",
        "C06": "Tarihli ve imzalı contrat d'engagement à respecter les principes de la République",
        "C07": "Valiliğin başvuru formu; basılmış, doldurulmuş, tarihli ve imzalı",
        "C08": "Bu randevu belgesi, basılı olarak",
    },
    "es": {
        "C01": "Su permiso de residencia (original y copia de las dos caras), o su visado de larga "
        "duración con la validación en línea",
        "C02": "Su pasaporte en vigor (original y copias de las páginas de identidad, validez, "
        "visados y sellos), u otro justificante de nacionalidad con fotografía",
        "C03": "Justificante de domicilio de menos de seis meses: factura de luz, gas, agua, "
        "teléfono o internet, recibo del alquiler, contrato de alquiler",
        "C04": "3 fotografías de carné recientes e idénticas, 35 x 45 mm",
        "C05": "Justificante de pago de la tasa y del timbre, a más tardar al recoger el permiso",
        "C06": "El contrat d'engagement à respecter les principes de la République, con fecha y "
        "firma",
        "C07": "El formulario de la prefectura, impreso, rellenado, con fecha y firma",
        "C08": "Esta convocatoria, impresa",
    },
    "pt": {
        "C01": "O seu título de residência (original e cópia dos dois lados), ou o visto de longa "
        "duração com a validação em linha",
        "C02": "O seu passaporte válido (original e cópias das páginas de identidade, validade, "
        "vistos e carimbos), ou outro comprovativo de nacionalidade com fotografia",
        "C03": "Comprovativo de morada com menos de seis meses: fatura de eletricidade, gás, água, "
        "telefone ou internet, recibo da renda, contrato de arrendamento",
        "C04": "3 fotografias de identidade recentes e idênticas, 35 x 45 mm",
        "C05": "Comprovativo de pagamento da taxa e do selo, o mais tardar ao levantar o título",
        "C06": "O contrat d'engagement à respecter les principes de la République, datado e "
        "assinado",
        "C07": "O formulário da prefeitura, impresso, preenchido, datado e assinado",
        "C08": "Esta convocatória, impressa",
    },
}


def translated(document: Document, language: str) -> str | None:
    """Return a document's name in `language`, None when these very words have no translation."""
    if FRENCH.get(document.id) != document.label:
        return None
    return TRANSLATED[language].get(document.id)

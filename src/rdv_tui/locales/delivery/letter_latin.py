"""The words of the letter's translation in English, Spanish and Portuguese.

Plain words for people who read with difficulty; terms that stand on French papers stay in French.
"""

from rdv_tui.locales.delivery.letter_words import LetterWords

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
    minor=(
        "The person is under eighteen on the day: their legal representative comes with them (to "
        "be confirmed by the office)."
    ),
    free="The appointment is free of charge. No company is approved or has privileged access.",
    cannot_come="If you cannot come, call the office on {phone} and give your reference.",
    cancel_by="Do it by {day} at the latest.",
    cancel_soon="Do it as soon as possible.",
    documents="Documents to bring",
    documents_lead="Bring the originals and their copies on A4 paper, not stapled.",
    other_documents="The other documents, for your own situation, are on the list in French.",
    moment="{day}, at {hour}",
    expires_before="Your permit expires on {day}, before the appointment.",
    expired="Your permit expired on {day}.",
    late_fee=(
        "A fee of {amount} € may be asked of you, except in a case of force majeure or with a "
        "visa that is still valid."
    ),
    lateness_unclear=(
        "The office will tell you whether lateness has consequences (to be confirmed by the "
        "office)."
    ),
    proofs="Bring the proofs of your attempts, with their dates.",
    keep_proofs="Keep this letter and the proofs of your searches.",
    covered=(
        "If you have asked for the renewal, your expired permit proves your right to stay "
        "until {day} at the latest, social rights and right to work included."
    ),
    cover_over=(
        "From {day} on, this permit alone does not prove your right to stay. If you have a "
        "valid {receipt} or {extension}, keep it on you."
    ),
    by_department=(
        "For this permit, the extension of three months exists only in departments named by "
        "an order, and if the application was filed before the permit's end. For this "
        "department, ask the office."
    ),
    not_named="The article on the extension of three months does not name this visa.",
    cover_unclear=(
        "The extension of three months is not certain for this permit (to be confirmed by the "
        "office)."
    ),
    entry=(
        "More than six months after the permit's end: if a visa is required for a first "
        "permit of this kind, you may be asked again for the conditions of entry."
    ),
    long_term="Long-term resident EU: ask for the supervisor.",
    booked_on="This letter shows that you booked on {day}.",
    no_permit=("This letter is not an application that was filed, nor a residence permit."),
    receipt=(
        "If your file is complete, you are given a {receipt}: it allows you to stay for the "
        "time that it states."
    ),
    keep=(
        "Even if it is far off, keep this appointment and come back to see whether a place "
        "has become free, or ask for the waiting list."
    ),
    lodged=("If somebody lodges you, instead of a proof of address in your own name"),
    fee=(
        "To pay when the card is ready, in tax stamps ({stamps}): {amount} €, to be confirmed "
        "by the office."
    ),
    fee_free="Tax stamps ({stamps}): nothing to pay, to be confirmed by the office.",
    fee_unknown="Tax stamps ({stamps}): ask the office for the amount.",
    nothing_before="Buy nothing before the card is ready.",
    privacy=(
        "Your data: what you tell is recorded by the préfecture to manage your appointment. "
        "It is erased {retention} months after the date of the appointment. "
        "Telephone, e-mail, address and language are optional. You may ask for access, "
        "correction or restriction by writing to the préfecture, or complain to the CNIL "
        "(cnil.fr)."
    ),
    objection=(
        "You may object to this processing for a reason that has to do with your particular "
        "situation."
    ),
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
        "y copias. Puede venir con otra persona."
    ),
    minor=(
        "La persona es menor de edad el día de la cita: su representante legal viene con ella (a "
        "confirmar por la oficina)."
    ),
    free="La cita es gratuita. Ninguna empresa está autorizada ni tiene acceso privilegiado.",
    cannot_come="Si no puede venir, llame a la oficina al {phone} con su referencia.",
    cancel_by="Hágalo a más tardar el {day}.",
    cancel_soon="Hágalo lo antes posible.",
    documents="Documentos que debe traer",
    documents_lead="Traiga los originales y sus copias en papel A4, sin grapar.",
    other_documents="Los demás documentos, para su situación, están en la lista en francés.",
    moment="{day}, a las {hour}",
    expires_before="Su permiso caduca el {day}, antes de la cita.",
    expired="Su permiso caducó el {day}.",
    late_fee=(
        "Se le puede pedir una tasa de {amount} €, salvo fuerza mayor o visado todavía válido."
    ),
    lateness_unclear=(
        "La oficina le dirá si el retraso tiene consecuencias (la oficina lo confirmará)."
    ),
    proofs="Traiga las pruebas de sus intentos, con sus fechas.",
    keep_proofs="Guarde esta convocatoria y las pruebas de sus búsquedas.",
    covered=(
        "Si ha pedido la renovación, su permiso caducado justifica su estancia hasta el {day} "
        "a más tardar, incluidos los derechos sociales y el derecho al trabajo."
    ),
    cover_over=(
        "A partir del {day}, este permiso por sí solo no justifica su estancia. Si tiene un "
        "{receipt} o una {extension} en vigor, llévelos consigo."
    ),
    by_department=(
        "Para este permiso, la prórroga de tres meses solo existe en los departamentos "
        "fijados por una orden, y si la solicitud se presentó antes del fin del permiso. Para "
        "este departamento, pregunte a la oficina."
    ),
    not_named="El artículo sobre la prórroga de tres meses no menciona este visado.",
    cover_unclear=(
        "La prórroga de tres meses no es segura para este permiso (la oficina lo confirmará)."
    ),
    entry=(
        "Más de seis meses después del fin del permiso: si se exige un visado para un primer "
        "permiso de este tipo, se le podrán volver a pedir las condiciones de entrada."
    ),
    long_term="Residente de larga duración-UE: pregunte por el supervisor.",
    booked_on="Esta convocatoria muestra que reservó el {day}.",
    no_permit=("Esta convocatoria no es una solicitud presentada ni un permiso de residencia."),
    receipt=(
        "Si su expediente está completo, se le entrega un {receipt}: autoriza su presencia "
        "durante el tiempo que indica."
    ),
    keep=(
        "Aunque sea lejana, conserve esta cita y vuelva a ver si se libera una plaza, o pida "
        "la lista de espera."
    ),
    lodged=("Si alguien le aloja, en lugar del justificante de domicilio a su nombre"),
    fee=(
        "A pagar cuando el permiso esté listo, en timbres fiscales ({stamps}): {amount} €, "
        "importe que la oficina confirmará."
    ),
    fee_free=("Timbres fiscales ({stamps}): nada que pagar, la oficina lo confirmará."),
    fee_unknown="Timbres fiscales ({stamps}): pregunte el importe a la oficina.",
    nothing_before="No compre nada antes de que el permiso esté listo.",
    privacy=(
        "Sus datos: la préfecture registra lo que usted dice para gestionar su cita y lo "
        "borra {retention} meses después de la fecha de la cita. El "
        "teléfono, el correo, la dirección y el idioma son facultativos. Puede pedir el "
        "acceso, la rectificación o la limitación escribiendo a la préfecture, o acudir a la "
        "CNIL (cnil.fr)."
    ),
    objection=(
        "Puede oponerse a este tratamiento por un motivo relacionado con su situación particular."
    ),
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
        "originais e cópias. Pode vir com outra pessoa."
    ),
    minor=(
        "A pessoa é menor no dia da marcação: o seu representante legal vem com ela (a confirmar "
        "pelo serviço)."
    ),
    free="A marcação é gratuita. Nenhuma empresa está autorizada nem tem acesso privilegiado.",
    cannot_come="Se não puder vir, ligue para o serviço: {phone}, com a sua referência.",
    cancel_by="Faça-o o mais tardar até {day}.",
    cancel_soon="Faça-o o mais depressa possível.",
    documents="Documentos a trazer",
    documents_lead="Traga os originais e as cópias em papel A4, sem agrafar.",
    other_documents="Os outros documentos, para a sua situação, estão na lista em francês.",
    moment="{day}, às {hour}",
    expires_before="O seu título caduca em {day}, antes da marcação.",
    expired="O seu título caducou em {day}.",
    late_fee=(
        "Pode ser-lhe pedida uma taxa de {amount} €, salvo força maior ou visto ainda válido."
    ),
    lateness_unclear=("O serviço dir-lhe-á se o atraso tem consequências (o serviço confirmará)."),
    proofs="Traga as provas das suas tentativas, com as respetivas datas.",
    keep_proofs="Guarde esta convocatória e as provas das suas procuras.",
    covered=(
        "Se pediu a renovação, o seu título caducado justifica a sua permanência até {day} o "
        "mais tardar, incluindo direitos sociais e direito ao trabalho."
    ),
    cover_over=(
        "A partir de {day}, este título por si só não justifica a sua permanência. Se tem um "
        "{receipt} ou uma {extension} em vigor, traga-o consigo."
    ),
    by_department=(
        "Para este título, a prorrogação de três meses só existe nos departamentos fixados "
        "por despacho, e se o pedido foi apresentado antes do fim do título. Para este "
        "departamento, pergunte ao serviço."
    ),
    not_named="O artigo sobre a prorrogação de três meses não menciona este visto.",
    cover_unclear=(
        "A prorrogação de três meses não é certa para este título (o serviço confirmará)."
    ),
    entry=(
        "Mais de seis meses depois do fim do título: se for exigido um visto para um primeiro "
        "título deste tipo, as condições de entrada poderão voltar a ser-lhe pedidas."
    ),
    long_term="Residente de longa duração-UE: peça para falar com o supervisor.",
    booked_on="Esta convocatória mostra que reservou em {day}.",
    no_permit=("Esta convocatória não é um pedido apresentado nem um título de residência."),
    receipt=(
        "Se o seu processo estiver completo, é-lhe entregue um {receipt}: autoriza a sua "
        "presença pelo tempo que indica."
    ),
    keep=(
        "Mesmo distante, guarde esta marcação e volte para ver se surge uma vaga, ou peça a "
        "lista de espera."
    ),
    lodged="Se alguém o aloja, em vez do comprovativo de morada em seu nome",
    fee=(
        "A pagar quando o título estiver pronto, em selos fiscais ({stamps}): {amount} €, "
        "valor que o serviço confirmará."
    ),
    fee_free="Selos fiscais ({stamps}): nada a pagar, o serviço confirmará.",
    fee_unknown="Selos fiscais ({stamps}): pergunte o valor ao serviço.",
    nothing_before="Não compre nada antes de o título estar pronto.",
    privacy=(
        "Os seus dados: a préfecture regista o que diz para gerir a sua marcação e apaga-o "
        "{retention} meses após a data da marcação. Telefone, "
        "correio eletrónico, morada e língua são facultativos. Pode pedir o acesso, a "
        "retificação ou a limitação escrevendo à préfecture, ou recorrer à CNIL (cnil.fr)."
    ),
    objection=("Pode opor-se a este tratamento por um motivo ligado à sua situação particular."),
)

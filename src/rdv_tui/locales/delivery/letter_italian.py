"""The letter's translation into Italian."""

from rdv_tui.locales.delivery.letter_words import LetterWords

ITALIAN = LetterWords(
    name="italien",
    locale="it_IT",
    title="Traduzione della sua convocazione",
    binding="Solo il testo francese ha valore legale.",
    person="Nome",
    number="Numero di straniero",
    reference="Riferimento",
    counter="Sportello {counter}",
    reception="Si presenti all'accoglienza",
    ten_minutes="Arrivi dieci minuti prima dell'ora.",
    in_person=(
        "Deve presentarsi di persona, con questa convocazione e la sua pratica completa, "
        "originali e copie. Può venire con un'altra persona."
    ),
    minor=(
        "La persona è minorenne il giorno dell'appuntamento: il suo rappresentante legale viene "
        "con lei (da confermare dall'ufficio)."
    ),
    free="L'appuntamento è gratuito. Nessuna società è autorizzata né ha un accesso privilegiato.",
    cannot_come="Se non può venire, chiami l'ufficio: {phone}, con il suo riferimento.",
    cancel_by="Lo faccia al più tardi entro {day}.",
    cancel_soon="Lo faccia il prima possibile.",
    documents="Documenti da portare",
    documents_lead="Porti gli originali e le copie su carta A4, senza graffette.",
    other_documents="Gli altri documenti, per la sua situazione, sono nell'elenco in francese.",
    moment="{day}, alle {hour}",
    expires_before="Il suo titolo scade {day}, prima dell'appuntamento.",
    expired="Il suo titolo è scaduto {day}.",
    late_fee=(
        "Le può essere chiesto un diritto di {amount} €, salvo forza maggiore o visto ancora "
        "valido."
    ),
    lateness_unclear="L'ufficio le dirà se il ritardo ha conseguenze (l'ufficio confermerà).",
    proofs="Porti le prove dei suoi tentativi, con le date.",
    keep_proofs="Conservi questa convocazione e le prove delle sue ricerche.",
    covered=(
        "Se ha chiesto il rinnovo, il suo titolo scaduto giustifica il suo soggiorno fino a {day} "
        "al più tardi, compresi i diritti sociali e il diritto al lavoro."
    ),
    cover_over=(
        "A partire da {day}, questo titolo da solo non giustifica il suo soggiorno. Se ha un "
        "{receipt} o una {extension} in corso di validità, lo porti con sé."
    ),
    by_department=(
        "Per questo titolo, la proroga di tre mesi esiste solo nei dipartimenti fissati per "
        "decreto, e se la domanda è stata presentata prima della fine del titolo. Per questo "
        "dipartimento, chieda all'ufficio."
    ),
    not_named="L'articolo sulla proroga di tre mesi non cita questo visto.",
    cover_unclear=("La proroga di tre mesi non è certa per questo titolo (l'ufficio confermerà)."),
    entry=(
        "Più di sei mesi dopo la fine del titolo: se per un primo titolo di questo tipo è "
        "richiesto un visto, le condizioni d'ingresso potranno esserle chieste di nuovo."
    ),
    long_term="Residente di lungo periodo-UE: chieda di parlare con il supervisore.",
    booked_on="Questa convocazione mostra che ha prenotato {day}.",
    no_permit="Questa convocazione non è una domanda presentata né un titolo di soggiorno.",
    receipt=(
        "Se la sua pratica è completa, le viene consegnato un {receipt}: autorizza la sua presenza "
        "per la durata indicata."
    ),
    keep=(
        "Anche se lontano, conservi questo appuntamento e torni a vedere se si libera un posto, o "
        "chieda la lista d'attesa."
    ),
    lodged="Se è ospitato da qualcuno, al posto della prova di domicilio a suo nome",
    fee=(
        "Da pagare quando il titolo sarà pronto, in marche da bollo ({stamps}): {amount} €, "
        "importo che l'ufficio confermerà."
    ),
    fee_free="Marche da bollo ({stamps}): niente da pagare, l'ufficio confermerà.",
    fee_unknown="Marche da bollo ({stamps}): chieda l'importo all'ufficio.",
    nothing_before="Non compri niente prima che il titolo sia pronto.",
    privacy=(
        "I suoi dati: la préfecture registra ciò che dice per gestire il suo appuntamento. "
        "Sono cancellati {retention} mesi dopo la data dell'appuntamento. Telefono, e-mail, "
        "indirizzo e lingua sono facoltativi. Può chiedere l'accesso, la "
        "rettifica o la limitazione scrivendo alla préfecture, o rivolgersi alla CNIL (cnil.fr)."
    ),
    objection=(
        "Può opporsi a questo trattamento per un motivo legato alla sua situazione particolare."
    ),
)

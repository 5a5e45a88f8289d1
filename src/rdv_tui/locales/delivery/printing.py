"""What is said about printers and files."""

from collections.abc import Sequence
from pathlib import Path

from rdv_tui.domain.printing import JobState, PaperJob, Printer, PrinterState
from rdv_tui.errors import OutputError, Refusal

WINDOWS_PRINTER = "imprimante par défaut"
NO_PRINTER = "Aucune imprimante n'est installée sur ce poste."
NO_DEFAULT = "Aucune imprimante n'est choisie par défaut sur ce poste."
SILENT = "L'imprimante ne répond pas : l'impression a été abandonnée."
KEPT = "Le rendez-vous est enregistré : la lettre peut être enregistrée ou imprimée plus tard."
SAVE_ELSEWHERE = "Choisissez un autre dossier : ce qui est enregistré le reste."


def choose(names: Sequence[str]) -> str:
    """Name the printers that there are."""
    return f"Imprimantes disponibles : {', '.join(names)}."


def unknown(name: str) -> str:
    """Say that no printer has that name."""
    return f"Aucune imprimante ne s'appelle « {name} » sur ce poste."


def refused(name: str, reason: str) -> str:
    """Say that the print system would not take the document, with its own words."""
    message = " ".join(reason.split()) or "sans explication"
    return f"L'imprimante « {name} » a refusé la lettre ({message})."


GIBBERISH = "sa réponse n'est pas compréhensible"


def unusable(reason: str) -> str:
    """Say that the print program could not be started."""
    return f"Le système d'impression n'a pas pu être appelé ({reason})."


def unwritable(path: Path, reason: str) -> str:
    """Say that a file could not be written."""
    return f"Le fichier {path} n'a pas pu être écrit ({reason})."


def not_in_catalogue(code: str) -> OutputError:
    """Say that an appointment names an entry that the catalogue has lost."""
    return OutputError(
        "not_in_catalogue",
        f"La lettre ne peut être composée : « {code} » n'est plus au catalogue.",
        "Remettez cette entrée au catalogue, puis imprimez la lettre de nouveau.",
    )


def choice_not_kept(reason: str) -> str:
    """Say that the choice of a printer could not be written down."""
    return f"Le choix de l'imprimante n'a pas pu être gardé ({reason})."


LETTER_FILE = "convocation-{reference}.pdf"
LARGE_FILE = "convocation-{reference}-gros-caracteres.pdf"

# -- what became of a document, beside its name (« Convocation »)
MAKING = "en cours d'impression…"
SUBMITTED = "envoyée à l'imprimante {printer}, travail {job}"
HELD = "en attente à l'imprimante {printer} ({reason}), travail {job}"
PRINTED = "imprimée : imprimante {printer}, travail {job}"
FAILED = "non imprimée par {printer} ({reason}), travail {job}. i : réessayer ; e : enregistrer."
CANCELLED = "impression annulée à l'imprimante {printer}, travail {job}. i : réessayer."
ENTRUSTED = "confiée à l'imprimante {printer}"
AWAITS = "en attente d'une imprimante ; elle sera imprimée dès qu'une imprimante répondra"
WILL_BE_PRINTED = "Elle sera imprimée d'elle-même dès que l'imprimante répondra."
SAVED = "Enregistrée dans {file}"
SAVED_AND_OPEN = "Enregistrée dans {file}, ouverte à l'écran"
SAVED_INSTEAD = "{message} Enregistrée dans {file}"
NOT_SAVED = "Non enregistrée : {message}"
NOT_MADE = "non imprimée : {message}"
STILL_MAKING = "toujours en cours : l'impression ou le dossier ne répond pas"
WHERE = "Dans quel fichier enregistrer la convocation ? Entrée : enregistrer ; Éch : renoncer."

REASONS = {
    "paused": "file en pause",
    "media-empty": "plus de papier",
    "media-needed": "papier à mettre",
    "media-jam": "bourrage de papier",
    "door-open": "capot ouvert",
    "cover-open": "capot ouvert",
    "toner-empty": "plus d'encre",
    "marker-supply-empty": "plus d'encre",
    "offline": "éteinte ou débranchée",
    "shutdown": "éteinte",
    "connecting-to-device": "injoignable",
    "timed-out": "ne répond pas",
    "job-hold-until-specified": "travail mis en attente",
    "job-completed-with-errors": "document refusé",
}


def reason(keyword: str) -> str:
    """Say why a job or a printer waits; `keyword` is the print system's."""
    for known, message in REASONS.items():
        if keyword.startswith(known):
            return message
    return f"raison : {keyword}" if keyword else "raison inconnue"


def job_status_text(job: PaperJob) -> str:
    """Say what became of a letter that was handed to a printer."""
    message = {
        JobState.UNPRINTED: AWAITS,
        JobState.SUBMITTED: SUBMITTED,
        JobState.HELD: HELD,
        JobState.PRINTED: PRINTED,
        JobState.FAILED: FAILED,
        JobState.CANCELLED: CANCELLED,
        JobState.UNKNOWN: ENTRUSTED,
    }[job.status.state]
    return message.format(printer=job.printer, job=job.job, reason=reason(job.status.detail))


_JOB_HISTORY = {
    JobState.SUBMITTED: "Impression reprise",
    JobState.HELD: "Impression en attente",
    JobState.PRINTED: "Convocation imprimée",
    JobState.FAILED: "Impression échouée",
    JobState.CANCELLED: "Impression annulée",
}


def job_history_text(state: str, keyword: str) -> str:
    """Say in the history what the print system told of a job."""
    message = _JOB_HISTORY.get(JobState(state), "") if state in set(JobState) else ""
    text = message or "Suite de l'impression inconnue"
    return f"{text} : {reason(keyword)}" if keyword else text


def job_trouble_text(job: PaperJob) -> str:
    """Say what keeps a letter from paper, on a screen that is not its own."""
    message = {
        JobState.HELD: "en attente à l'imprimante {printer} ({reason})",
        JobState.FAILED: "non imprimée par {printer} ({reason}) ; F3 rouvre sa fiche",
        JobState.CANCELLED: "impression annulée à l'imprimante {printer} ; F3 rouvre sa fiche",
    }[job.status.state]
    return message.format(printer=job.printer, reason=reason(job.status.detail))


def whose(reference: str, when: str, name: str) -> str:
    """Name a letter on a screen that is not its own."""
    return f"{reference}, {when}, {name}"


def elsewhere(whose_letter: str, message: str) -> str:
    """Say on another screen what became of a letter."""
    return f"{whose_letter} : {message[:1].lower()}{message[1:]}"


# -- the choice of a printer
TITLE = "Imprimantes de ce poste"
LEAD = "La convocation sort là où vous le choisissez ici, pour ce poste seulement."
LOOKING = "Recherche des imprimantes…"
NONE_HERE = (
    "Aucune imprimante sur ce poste. Les convocations sont enregistrées dans le dossier {folder}."
)
BY_PRINTER = "automatique"
KEPT_CHOICE = "Ce poste imprime maintenant sur {printer} ; bac : {tray} ; faces : {sides}."
FORGOTTEN = "Ce poste imprime de nouveau comme les réglages le disent."
NOTHING_PRINTED = "Rien n'a été imprimé pour ce rendez-vous."
FOOT = "{count} · Entrée : imprimer ici désormais"
COLUMNS = ("Imprimante", "État", "Bac", "Faces")
STATES = {
    PrinterState.IDLE: "prête",
    PrinterState.PRINTING: "imprime",
    PrinterState.STOPPED: "en pause",
    PrinterState.UNKNOWN: "état inconnu",
}
REFUSING = "refuse tout"
NOT_THERE, NO_ANSWER = "introuvable", "ne répond pas"
SIDES = {
    "one-sided": "recto",
    "two-sided-long-edge": "recto verso",
    "two-sided-short-edge": "r. v. bord court",
}

# -- a batch
BATCH = "Impression des convocations"
BATCH_STEP = "{done} sur {total} : {reference}"
BATCH_KEYS = "Éch : arrêter après la convocation en cours"
BATCH_LEFT = "Impression arrêtée : {printed} envoyées, {left} restantes."


def state_of(printer: Printer) -> str:
    """Say how a printer stands: what it does, what it lacks, whether it takes documents."""
    lines = [] if printer.accepting else [REFUSING]
    lines += [reason(one) for one in printer.reasons if one != "paused"]
    lines.append(STATES[printer.state])
    return ", ".join(dict.fromkeys(lines))


def sides_text(keyword: str | None) -> str:
    """Say on which sides of the paper is printed."""
    return SIDES.get(keyword, keyword) if keyword else BY_PRINTER


PRINTS_WHO = "La référence ; « cancel » devant elle retire ce qui attend l'imprimante."


def nothing_to_take_back(reference: str) -> Refusal:
    """Refuse to take back what does not wait for paper on this machine."""
    return Refusal(
        "not_allowed_now",
        f"Rien de {reference} n'attend d'imprimante sur ce poste.",
        "« rdv-tui prints » dit ce que sont devenues ses impressions.",
    )

"""Why the system refused: what its error numbers mean, in French."""

import errno
import socket

_REASONS = {
    "ENOSPC": "il n'y a plus de place sur le disque",
    "EDQUOT": "le quota de place est atteint",
    "EFBIG": "le fichier serait trop gros",
    "EACCES": "l'accès est refusé à ce compte",
    "EPERM": "l'opération est interdite à ce compte",
    "EROFS": "le disque est en lecture seule",
    "ENOENT": "ce fichier ou ce dossier n'existe pas",
    "EEXIST": "un fichier de ce nom existe déjà",
    "EISDIR": "c'est un dossier",
    "ENOTDIR": "un élément du chemin n'est pas un dossier",
    "ENOTEMPTY": "le dossier n'est pas vide",
    "ENAMETOOLONG": "le nom est trop long",
    "ELOOP": "les liens du chemin tournent en rond",
    "EXDEV": "c'est un autre disque",
    "EINVAL": "le système refuse ce nom ou cette valeur",
    "EILSEQ": "le disque refuse un signe du nom",
    "EIO": "le disque refuse de lire ou d'écrire",
    "ENODEV": "le périphérique n'est pas là",
    "ENXIO": "le périphérique n'est pas là",
    "EBUSY": "un autre programme l'occupe",
    "ETXTBSY": "un autre programme l'occupe",
    "EAGAIN": "un autre programme l'occupe",
    "ESTALE": "le dossier réseau a changé entre-temps",
    "EMFILE": "trop de fichiers sont ouverts",
    "ENFILE": "trop de fichiers sont ouverts sur cette machine",
    "ENOMEM": "la mémoire manque",
    "EPIPE": "plus personne ne lit",
    "EBADF": "la sortie est fermée",
    "ENOEXEC": "ce n'est pas un programme",
    "ECONNREFUSED": "rien n'y répond",
    "ECONNRESET": "la connexion a été coupée",
    "ECONNABORTED": "la connexion a été coupée",
    "ENOTCONN": "la connexion a été coupée",
    "ETIMEDOUT": "pas de réponse à temps",
    "EHOSTUNREACH": "la machine n'est pas joignable",
    "EHOSTDOWN": "la machine n'est pas joignable",
    "ENETUNREACH": "le réseau n'est pas joignable",
    "ENETDOWN": "le réseau n'est pas joignable",
    "EADDRINUSE": "l'adresse sert déjà à un autre programme",
    "EADDRNOTAVAIL": "cette machine n'a pas cette adresse",
    "ENOTSOCK": "ce n'est pas une prise (socket)",
    "EPROTOTYPE": "ce n'est pas une prise (socket) de cette sorte",
}
_NO_NUMBER = "erreur du système"
NO_NAME = "ce nom n'est pas possible"
"""Of a file whose name has a sign that no name can have."""
_NUMBER = "erreur {number} du système"
_NO_SUCH_NAME = "aucune machine ne porte ce nom"

_BY_NUMBER = {getattr(errno, name): words for name, words in _REASONS.items() if name in dir(errno)}


def reason(error: OSError) -> str:
    """Return why the system refused, as a piece of a French sentence."""
    if isinstance(error, socket.gaierror):
        return _NO_SUCH_NAME
    if isinstance(error, TimeoutError):
        return _BY_NUMBER[errno.ETIMEDOUT]
    if error.errno is None:
        return _NO_NUMBER
    return _BY_NUMBER.get(error.errno, _NUMBER.format(number=error.errno))

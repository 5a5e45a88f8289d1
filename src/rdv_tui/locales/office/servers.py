"""What is said of a store on a PostgreSQL server: why it does not answer, what became of an act."""

import re

from rdv_tui.errors import StoreError

_SECRET = re.compile(r"(?i)(password|passwd|sslpassword)(\s*[=:]\s*)\S+")


def server_silent(place: str) -> StoreError:
    """Tell that what was asked had no answer in time."""
    return StoreError(
        "store_unreachable",
        f"Le serveur de la base « {place} » ne répond plus ; rien n'a été enregistré.",
        "Vérifiez le réseau et le serveur, puis réessayez : votre saisie est gardée.",
    )


def connection_lost(place: str) -> StoreError:
    """Tell that the server hung up."""
    return StoreError(
        "store_unreachable",
        f"La liaison avec la base « {place} » a été coupée ; rien n'a été enregistré.",
        "Réessayez : le programme se relie de lui-même dès que le serveur répond.",
    )


def outcome_unknown(place: str) -> StoreError:
    """Tell that nobody can say yet whether an act was written."""
    return StoreError(
        "outcome_unknown",
        f"La base « {place} » n'a pas confirmé : on ne sait pas si c'est enregistré.",
        "Quand elle répond, recommencez à l'identique : rien n'est enregistré deux fois. "
        "Ne donnez pas de date avant.",
    )


def server_off(place: str) -> StoreError:
    """Tell that nothing listens at the address."""
    return StoreError(
        "store_unreachable",
        f"Aucun serveur PostgreSQL n'écoute à l'adresse « {place} ».",
        "Vérifiez qu'il est démarré, son nom et son port, puis réessayez.",
    )


def no_answer(place: str) -> StoreError:
    """Tell that the server could not be reached in time."""
    return StoreError(
        "store_unreachable",
        f"Le serveur de la base « {place} » ne répond pas.",
        "Vérifiez le réseau, le pare-feu et le serveur, puis réessayez.",
    )


def unknown_host(place: str) -> StoreError:
    """Tell that the server's name leads nowhere."""
    return StoreError(
        "store_unreachable",
        f"Le nom du serveur de « {place} » est inconnu du réseau.",
        "Vérifiez le nom dans --store ou RDV_STORE, et le réseau.",
    )


def wrong_password(place: str) -> StoreError:
    """Tell that the server did not accept the name and the password."""
    return StoreError(
        "store_unreachable",
        f"Le serveur de « {place} » refuse l'identifiant ou le mot de passe.",
        "Vérifiez le nom, et le mot de passe dans ~/.pgpass (lisible par vous seul) ou l'adresse.",
    )


def no_database(place: str) -> StoreError:
    """Tell that the server has no database of that name."""
    return StoreError(
        "store_missing",
        f"Le serveur n'a pas la base de « {place} ».",
        "Vérifiez son nom ; pour en créer une : createdb, puis rdv-tui store init.",
    )


def empty_database(place: str) -> StoreError:
    """Tell that the database is there, with nothing in it."""
    return StoreError(
        "store_missing",
        f"La base « {place} » est vide : ce n'est pas encore une base de rendez-vous.",
        "Vérifiez --store et RDV_STORE ; pour la préparer : rdv-tui store init.",
    )


def not_let_in(place: str) -> StoreError:
    """Tell that the server's rules (pg_hba.conf) do not let this machine or account in."""
    return StoreError(
        "store_unreachable",
        f"Le serveur de « {place} » n'admet pas ce poste ou ce compte (pg_hba.conf).",
        "Demandez à qui s'occupe du serveur de l'admettre, ou ajoutez ?sslmode=require à l'adresse "
        "s'il exige TLS.",
    )


def no_tls(place: str) -> StoreError:
    """Tell that no protected connection came about."""
    return StoreError(
        "store_unreachable",
        f"La liaison protégée (TLS) avec « {place} » n'a pas pu être établie.",
        "Vérifiez sslmode et sslrootcert dans l'adresse, et le certificat du serveur.",
    )


def server_full(place: str) -> StoreError:
    """Tell that the server takes no more connections."""
    return StoreError(
        "store_busy",
        f"Le serveur de « {place} » a trop de liaisons ouvertes ; rien n'a été enregistré.",
        "Réessayez dans un instant ; sinon, il faut augmenter max_connections ou mettre PgBouncer.",
    )


def starting_up(place: str) -> StoreError:
    """Tell that the server starts or stops."""
    return StoreError(
        "store_unreachable",
        f"Le serveur de « {place} » démarre ou s'arrête ; rien n'a été enregistré.",
        "Réessayez dans un instant.",
    )


def not_permitted(place: str) -> StoreError:
    """Tell that the role lacks a right."""
    return StoreError(
        "store_read_only",
        f"Le compte utilisé n'a pas les droits qu'il faut sur la base « {place} ».",
        "Donnez-lui les droits (GRANT) que décrit docs/operating.md.",
    )


def standby(place: str) -> StoreError:
    """Tell that the server only follows another."""
    return StoreError(
        "store_read_only",
        f"Le serveur de « {place} » ne fait que suivre un autre : rien ne peut y être écrit.",
        "Donnez l'adresse du serveur principal, ou celles des deux.",
    )


def too_slow(place: str) -> StoreError:
    """Tell that the server gave a statement up."""
    return StoreError(
        "store_busy",
        f"Le serveur de « {place} » est trop lent ; rien n'a été enregistré.",
        "Réessayez dans un instant.",
    )


def bad_option(place: str, name: str) -> StoreError:
    """Tell that an option of the address has a value that it cannot have."""
    return StoreError(
        "store_unreachable",
        f"L'adresse de la base « {place} » est illisible : la valeur de « {name} » est impossible.",
        "Corrigez-la dans --store, RDV_STORE ou les réglages ; un nombre s'écrit en chiffres.",
    )


def unknown_option(place: str) -> StoreError:
    """Tell that the address has an option which the driver does not know."""
    return StoreError(
        "store_unreachable",
        f"L'adresse de la base « {place} » est illisible : une de ses options n'existe pas.",
        "Relisez ce qui suit « ? » dans --store, RDV_STORE ou les réglages : sslmode, sslrootcert, "
        "connect_timeout… Dans un mot de passe, ? s'écrit %3F et & s'écrit %26.",
    )


def other_encoding(place: str, encoding: str) -> StoreError:
    """Tell that the database cannot hold every name."""
    return StoreError(
        "not_a_store",
        f"La base « {place} » est en {encoding}, et non en UTF8 : tous les noms n'y entrent pas.",
        "Créez-en une en UTF8 (createdb -E UTF8 -T template0 NOM). Ce que celle-ci contient déjà y "
        "passe par pg_dump et pg_restore.",
    )


def other_reason(place: str, reason: str) -> StoreError:
    """Tell that there is a reason, and quote the server for it, without what must not be shown."""
    said = _SECRET.sub(r"\1\2***", " ".join(reason.split()))[:160]
    return StoreError(
        "store_unreachable",
        f"La base « {place} » ne répond pas comme il faut.",
        f"Vérifiez le serveur, puis réessayez. Ses propres mots : « {said} ».",
    )

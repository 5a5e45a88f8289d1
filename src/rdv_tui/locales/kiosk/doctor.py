"""What the examination of a kiosk says: when it is right, when it is not, and what to do."""

LINES = {
    "enrolled": (
        "Ce poste est inscrit comme borne.",
        "Ce poste n'est pas inscrit comme borne.",
        "Un responsable lance ici : rdv-tui kiosk enrol NOM.",
    ),
    "secret": (
        "Le secret de la borne n'est lisible que par son compte.",
        "D'autres comptes peuvent lire le secret de la borne : {0}.",
        "chmod 600 {0}",
    ),
    "store_open": (
        "La borne n'ouvre pas la base.",
        "La borne ouvre la base elle-même : son compte peut tout y lire et y changer.",
        "Réglez RDV_BROKER dans l'unité, et lancez le service (docs/kiosk.md).",
    ),
    "broker": (
        "La borne passe par le service à {0}.",
        "Aucun service n'écoute à {0}.",
        "systemctl enable --now rdv-broker.socket",
    ),
    "terminal": (
        "Le terminal affiche l'arabe et la souris.",
        "Ce terminal n'affiche pas l'arabe : la borne le propose en lettres latines.",
        "Utilisez cage et foot (tools/kiosk/foot.ini).",
    ),
    "environment": (
        "L'environnement ne contient aucun réglage de programmeur.",
        "L'environnement contient : {0}.",
        "Ajoutez-les à UnsetEnvironment= dans l'unité rdv-kiosk.service.",
    ),
    "core": (
        "Aucune image de la mémoire n'est écrite en cas de panne.",
        "Une image de la mémoire peut être écrite en cas de panne.",
        "Mettez LimitCORE=0 dans l'unité rdv-kiosk.service.",
    ),
    "sysrq": (
        "Les touches magiques du noyau sont coupées.",
        "Les touches magiques du noyau (SysRq) sont actives.",
        "Installez tools/kiosk/90-rdv-kiosk.conf dans /etc/sysctl.d.",
    ),
    "masked": (
        "{0} est masqué.",
        "{0} n'est pas masqué.",
        "systemctl mask {0}",
    ),
    "power": (
        "Les touches d'arrêt et de veille sont ignorées.",
        "Les touches d'arrêt et de veille ne sont pas ignorées.",
        "Installez tools/kiosk/logind-rdv-kiosk.conf dans /etc/systemd/logind.conf.d.",
    ),
}

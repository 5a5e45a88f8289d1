"""Is a folder on a network? SQLite's WAL needs memory shared by all who open the file."""

from pathlib import Path

_NETWORK = frozenset(
    {
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.cephfs",
        "fuse.davfs",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.sshfs",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
    }
)
_SHARED_9P = ("aname=drvfs", "trans=virtio", "trans=tcp")  # a host's folder seen by a guest


def mount_table() -> str:
    """Return the text of Linux's mount table, empty where there is none."""
    try:
        return Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def network_kind(path: Path, mountinfo: str) -> str | None:
    """Return the kind of network file system that holds the absolute `path`, None when local.

    `mountinfo` is in the format of proc(5); the last mount over the longest prefix counts.
    A Windows path that names a server first counts as `smb`.
    """
    if str(path).startswith("\\\\"):
        return "smb"
    best: tuple[int, str, str] = (-1, "", "")
    for line in mountinfo.splitlines():
        head, separator, tail = line.partition(" - ")
        fields, kinds = head.split(), tail.split()
        if not separator or len(fields) < 5 or not kinds:
            continue
        point = Path(_unescape(fields[4]))
        if path.is_relative_to(point) and len(point.parts) >= best[0]:
            best = (len(point.parts), kinds[0], kinds[-1])
    kind, options = best[1:]
    if kind in _NETWORK or (kind == "9p" and any(mark in options for mark in _SHARED_9P)):
        return kind
    return None


def _unescape(field: str) -> str:
    # proc(5) writes blanks in names as octal escapes.
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(code, sign)
    return field

"""Devices in the hall: enrolled by a supervisor, known by a secret, disabled at once."""

import hashlib
import secrets
from dataclasses import replace

from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.names import clean_text
from rdv_tui.domain.rights import Right
from rdv_tui.locales.kiosk import devices as device_fr
from rdv_tui.locales.office import accounts as accounts_fr
from rdv_tui.services.desk import Desk
from rdv_tui.services.office import sign_in
from rdv_tui.store import devices
from rdv_tui.store.audit import record
from rdv_tui.store.devices import Device
from rdv_tui.store.transactions import snapshot, transaction

MAX_NAME = 24


def enrol(desk: Desk, name: str, *, kind: str = "kiosk", reads_arabic: bool = True) -> str:
    """Write a device down and return its secret, which nobody can read again.

    One of that name gets a new secret, so that the former one opens nothing any more. Raises
    UsageError `wrong_usage` for a name that cannot be shown.
    """
    name = clean_text(name)
    if not 1 <= len(name) <= MAX_NAME:
        raise device_fr.bad_name()
    secret = secrets.token_urlsafe(32)
    with transaction(desk, Right.MANAGE_DEVICES) as unit:
        devices.enrol(unit, name, kind, digest(secret), reads_arabic=reads_arabic)
        record(unit, "enrol_device", after={"device": name, "kind": kind})
    return secret


def disable(desk: Desk, name: str) -> None:
    """Shut a device out, at once. Raises Refusal `unknown_device`."""
    with transaction(desk, Right.MANAGE_DEVICES) as unit:
        if not devices.disable(unit, clean_text(name)):
            raise device_fr.unknown_device(name)
        record(unit, "disable_device", after={"device": clean_text(name)})


def list_devices(desk: Desk) -> list[Device]:
    """Return all devices, by name."""
    with snapshot(desk) as unit:
        return devices.list_devices(unit)


def recognise(desk: Desk, secret: str, kind: str = "kiosk") -> Device:
    """Return the enabled device of that secret. Raises Refusal `device_closed`."""
    with snapshot(desk) as unit:
        device = devices.with_token(unit, digest(secret)) if secret else None
    if device is None or device.kind != kind:
        raise device_fr.not_enrolled()
    return device


def note_seen(desk: Desk) -> None:
    """Write down that the device that this desk is was there."""
    with transaction(desk, Right.UPKEEP) as unit:
        devices.note_seen(unit, unit.agent)


def is_enabled(desk: Desk) -> bool:
    """Say whether the device that this desk is may still do anything."""
    with snapshot(desk) as unit:
        device = devices.find(unit, desk.device or "")
    return device is not None and device.enabled


def let_out(desk: Desk, login: str, password: str) -> None:
    """Return for who may close the device.

    Raises NotAllowed `wrong_password`, `too_many_failures`, `not_allowed`.
    """
    person = sign_in.sign_in(replace(desk, device=None), login, password)
    if not person.may(Right.MANAGE_DEVICES):
        assert person.signed_in is not None  # just now
        raise accounts_fr.not_allowed(Right.MANAGE_DEVICES, person.signed_in.role)


def at_kiosk(desk: Desk, device: Device) -> Desk:
    """Return the desk of a kiosk: it acts by its own name, and has the places of its channel."""
    channels = frozenset({Channel.KIOSK})
    return replace(desk, agent=device.name, device=device.name, channels=channels)


def digest(secret: str) -> str:
    """Return what the store keeps of a secret, which has enough chance in it to need no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()

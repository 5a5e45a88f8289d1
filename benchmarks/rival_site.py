"""A site of django-appointment as its documents set it up, raced for by web workers.

    python -m benchmarks.rival_site FILE MODE PROGRAMS SLOTS

Runs in an environment where that package is, and none of ours. Its own views are asked by
Django's client, one in each worker. Prints what `benchmarks.rivals.Outcome` holds, as JSON.
"""

import json
import logging
import re
import sys
from datetime import UTC, datetime, time, timedelta
from importlib import import_module
from typing import Any

import django
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import include, path

from benchmarks.contest import Ask, race

MINUTES = 30
A_DAY = 16
"""The slots of a day that are raced for, from nine o'clock on."""
WAIT_S = 20
_CONTRIB = ("admin", "auth", "contenttypes", "sessions", "messages", "staticfiles")
_MIDDLEWARE = (
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
)
_CONTEXT = (
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
)
urlpatterns: list[Any] = []


def main() -> None:
    """Make the site, race for its slots, and print what came of it."""
    file, mode, programs, slots = sys.argv[1:]
    address = f"{mode} {file}"
    _set_up(address)
    call_command("migrate", run_syncdb=True, verbosity=0)
    _open_hours()
    starts = _starts(int(slots))
    told = race(address, worker, starts, int(programs))
    appointments = import_module("appointment.models").Appointment.objects
    fields = ("date", "start_time", "staff_member")
    booked = appointments.values_list(*(f"appointment_request__{one}" for one in fields))
    doubles = len(booked) - len(set(booked))
    later = worker(address)
    assert not any(later(start, rank) for rank, start in enumerate(starts)), "taken, yet offered"
    print(json.dumps({"given": told[True], "refused": told[False], "doubles": doubles}))


def _set_up(address: str) -> None:
    """Configure Django; its defaults but for the transactions' mode, and a wait with IMMEDIATE."""
    mode, _, file = address.partition(" ")
    waits = {"transaction_mode": mode, "timeout": WAIT_S} if mode == "IMMEDIATE" else {}
    engine = "django.db.backends.sqlite3"
    settings.configure(
        SECRET_KEY="race",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="benchmarks.rival_site",
        DATABASES={"default": {"ENGINE": engine, "NAME": file, "OPTIONS": waits}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=[*(f"django.contrib.{one}" for one in _CONTRIB), "appointment"],
        MIDDLEWARE=_MIDDLEWARE,
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": _CONTEXT},
            }
        ],
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        STATIC_URL="static/",
        USE_TZ=True,
        LOGGING_CONFIG=None,
    )
    django.setup()
    logging.disable(logging.CRITICAL)
    pages: list[Any] = import_module("benchmarks.rival_site").urlpatterns
    pages.append(path("appointment/", include("appointment.urls")))


def _open_hours() -> None:
    models = import_module("appointment.models")
    users = import_module("django.contrib.auth").get_user_model().objects
    service = models.Service.objects.create(
        name="Desk", duration=timedelta(minutes=MINUTES), price=0
    )
    staff = models.StaffMember.objects.create(
        user=users.create_user("agent", "agent@example.org", first_name="Agent"),
        slot_duration=MINUTES,
        lead_time=time(9),
        finish_time=time(18),
    )
    staff.services_offered.add(service)
    for day in range(7):
        models.WorkingHours.objects.create(
            staff_member=staff, day_of_week=day, start_time=time(9), end_time=time(18)
        )


def _starts(slots: int) -> list[datetime]:
    first = datetime.combine(datetime.now(UTC).date() + timedelta(days=7), time(9))
    return [
        first + timedelta(days=rank // A_DAY, minutes=rank % A_DAY * MINUTES)
        for rank in range(slots)
    ]


def worker(address: str) -> Ask:
    """Return what one web worker does for a visitor whom it has not seen before."""
    if not settings.configured:
        _set_up(address)

    def ask(start: datetime, rank: int) -> bool:
        mail.outbox = []
        visitor = Client(raise_request_exception=False)  # an error is a page, as on the web
        return _is_offered(visitor, start) and _book(visitor, start, f"person{rank}@example.org")

    return ask


def _is_offered(visitor: Any, start: datetime) -> bool:  # noqa: ANN401
    asked = {"selected_date": start.date().isoformat(), "staff_member": 1, "service_id": 1}
    said = visitor.get(
        "/appointment/ajax/available_slots/", asked, HTTP_X_REQUESTED_WITH="XMLHttpRequest"
    )
    if said.status_code != 200:
        return False
    offered = [slot for slot, _ in said.json()["available_slots"]]
    return any(slot.startswith(start.isoformat()[:16]) for slot in offered)


def _book(visitor: Any, start: datetime, address: str) -> bool:  # noqa: ANN401
    """Send the package's three forms: the slot, who comes, and the code from the mail."""
    until = start + timedelta(minutes=MINUTES)
    slot = {
        "date": start.date().isoformat(),
        "start_time": start.time().isoformat(),
        "end_time": until.time().isoformat(),
        "service": 1,
        "staff_member": 1,
    }
    person = {
        "name": "Ayse Yilmaz",
        "email": address,
        "phone_0": "FR",
        "phone_1": "0612345678",
        "address": "Avignon",
        "additional_info": "",
        "payment_type": "full",
    }
    said = visitor.post("/appointment/request-submit/", slot)
    if said.status_code != 302:
        return False
    said = visitor.post(said.url, person)
    if said.status_code != 302:
        return False
    code = re.search(r"code is (\w+)", mail.outbox[-1].body)
    return code is not None and visitor.post(said.url, {"code": code[1]}).status_code == 302


if __name__ == "__main__":
    main()

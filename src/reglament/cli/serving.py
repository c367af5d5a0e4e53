"""`serve`, `web`, `work`, `listen`, `demo`: the processes."""

import argparse
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from reglament.cli import language, start_django
from reglament.lib import env, orphans

STAMP = "prepared"  # in VAR: what the last preparation prepared for
PATIENCE = 5.0  # seconds to wait for a port
WITH_PARENT = "stop when standard input closes"
PARTS = ("web", "work --listen")
UNUSED_STATIC = ["ext", "account", "mfa"]  # of dependencies; htmx's extensions import what only a bundler finds


def add_to(commands: Any) -> None:
    """Add the commands of this file."""
    serve = commands.add_parser("serve", help="everything: web, background work and the mail listener")
    serve.set_defaults(run=run_serve)
    web = commands.add_parser("web", help="only the web server")
    web.add_argument("--with-parent", action="store_true", help=WITH_PARENT)
    web.set_defaults(run=run_web)
    work = commands.add_parser("work", help="only the background work: sweeps and watched mailboxes")
    work.add_argument("--listen", action="store_true", help="and the mail listener")
    work.add_argument("--with-parent", action="store_true", help=WITH_PARENT)
    work.set_defaults(run=run_work)
    listen = commands.add_parser("listen", help="only the mail listener (SMTP)")
    listen.set_defaults(run=run_listen)
    prepare = commands.add_parser("prepare", help="migrate the database and collect static files")
    prepare.add_argument("--quiet", action="store_true", help="print nothing but the first administrator's link")
    prepare.add_argument("--stamp", default="", help=argparse.SUPPRESS)
    prepare.set_defaults(run=run_prepare)
    demo = commands.add_parser("demo", help="a living demo in var/demo: two desks on a Monday")
    demo.add_argument("--reset", action="store_true", help="begin anew")
    demo.set_defaults(run=run_demo)


def run_serve(_arguments: argparse.Namespace) -> int:
    """Prepare, then keep the web server and one background process running until told to stop."""
    if (fault := _prepare()) != 0:
        return fault
    if taken := _taken_ports():
        print(_PORT_TAKEN[language()].format(taken), file=sys.stderr)
        return 1
    stopped = _stopped_by_signal()
    keepers = [threading.Thread(target=_keep, args=(part, stopped)) for part in PARTS]
    for keeper in keepers:
        keeper.start()
    for keeper in keepers:
        keeper.join()
    return 0


def run_web(arguments: argparse.Namespace) -> int:
    """Granian, one worker process with threads."""
    from granian.constants import HTTPModes, Interfaces
    from granian.server import Server

    if arguments.with_parent:
        orphans.when_input_closes(lambda: os.kill(os.getpid(), signal.SIGTERM))
    os.environ[orphans.PARENT_WATCHED] = "1"
    host, port = env.text("REGLAMENT_HOST", "127.0.0.1"), env.number("REGLAMENT_PORT", 8000)
    print(_saying(f"http://{host}:{port}/"), flush=True)
    Server(
        "reglament.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=env.number("REGLAMENT_WEB_PROCESSES", 1),
        blocking_threads=env.number("REGLAMENT_WEB_THREADS", min(8, 2 * (os.cpu_count() or 1) + 1)),
        backlog=1024,
        log_level="warning",  # type: ignore[arg-type]
        respawn_failed_workers=True,
    ).serve()
    return 0


def run_work(arguments: argparse.Namespace) -> int:
    """Sweeps in this thread, watched mailboxes and the listener in their own, until a signal."""
    start_django()
    from django.conf import settings

    from reglament.lib.leases import begin_working
    from reglament.lib.sweeps import sweep_apart, sweep_until
    from reglament.mail.incoming.imap_watch import watch_mailboxes
    from reglament.schedule import APART, LEASED, SCHEDULE

    stopped = _stopped_by_signal()
    begin_working(LEASED)
    if arguments.with_parent:
        orphans.when_input_closes(stopped.set)
    watchers = [
        threading.Thread(target=watch_mailboxes, args=(stopped,), daemon=True),
        threading.Thread(target=sweep_apart, args=(stopped, APART), daemon=True),
    ]
    if arguments.listen:
        watchers += _listeners(stopped, demo=settings.DEMO)
    for watcher in watchers:
        watcher.start()
    sweep_until(stopped, SCHEDULE)
    for watcher in watchers:
        watcher.join(timeout=5)
    return 0


def run_listen(_arguments: argparse.Namespace) -> int:
    """The listener alone."""
    start_django()
    from django.conf import settings

    stopped = _stopped_by_signal()
    listeners = _listeners(stopped, demo=settings.DEMO)
    for listener in listeners:
        listener.start()
    stopped.wait()
    return 0


def run_prepare(arguments: argparse.Namespace) -> int:
    """Bring database and static files up to date; without any vendor person, print the link that makes the first
    one."""
    start_django()
    from django.conf import settings
    from django.core.management import call_command

    from reglament.directory.founding import founding_link, is_founded
    from reglament.regulation.models import Edition, regulation_of

    talk = 0 if arguments.quiet else 1
    call_command("migrate", interactive=False, verbosity=talk)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED_STATIC)
    for edition in Edition.objects.all():
        regulation_of(edition.pk)  # servers find it compiled
    if not is_founded():
        words = {
            "ru": "Первый администратор создаётся по этой ссылке:",
            "en": "This link makes the first administrator:",
        }
        print(words[language()], founding_link(), flush=True)
    elif arguments.stamp:
        (Path(settings.VAR) / STAMP).write_text(arguments.stamp)
    return 0


def run_demo(arguments: argparse.Namespace) -> int:
    """Fill `var/demo` if it is empty, print who can sign in, and serve."""
    folder = Path(env.text("REGLAMENT_VAR") or "var/demo").absolute()
    if arguments.reset and folder.exists():
        shutil.rmtree(folder)
    catch = env.number("REGLAMENT_CATCH_PORT", 2526)
    os.environ |= {
        "REGLAMENT_DEMO": "1",
        "REGLAMENT_VAR": str(folder),
        "REGLAMENT_MAIL_OUT": env.text("REGLAMENT_MAIL_OUT") or f"smtp://127.0.0.1:{catch}",
    }
    filling = _reglament("fill-demo")
    if filling.wait() != 0:
        return filling.returncode
    return run_serve(arguments)


def _prepare() -> int:
    """Prepare in a process of its own (this one stays small), unless nothing changed since the last time."""
    package = Path(__file__).parents[1]
    newest = max(path.stat().st_mtime_ns for path in package.rglob("*") if path.suffix != ".pyc")
    state = hashlib.sha256(f"{newest} {env.text('DATABASE_URL')}".encode()).hexdigest()
    stamp = env.path("REGLAMENT_VAR", "var") / STAMP
    if stamp.exists() and stamp.read_text() == state:
        return 0
    return _reglament("prepare", "--quiet", "--stamp", state).wait()


def _listeners(stopped: threading.Event, *, demo: bool) -> list[threading.Thread]:
    from reglament.demo.catch_all import serve_catch_all
    from reglament.mail.incoming.listener import serve_listener

    targets = [serve_listener, *([serve_catch_all] if demo else [])]
    return [threading.Thread(target=target, args=(stopped,), daemon=True) for target in targets]


def _reglament(*words: str, **options: Any) -> "subprocess.Popen[bytes]":
    """A process of ours. Each of its threads shall not have a heap of its own: most of them would be empty."""
    environment = {"MALLOC_ARENA_MAX": "2", **os.environ}
    return subprocess.Popen([sys.executable, "-m", "reglament.cli", *words], env=environment, **options)  # noqa: S603


_PORT_TAKEN = {
    "ru": "Порт занят другой программой: {}. Задайте другой, например REGLAMENT_PORT=8001 REGLAMENT_LISTEN_PORT=2526.",
    "en": "Another program holds port {}. Choose another, for example REGLAMENT_PORT=8001 REGLAMENT_LISTEN_PORT=2526.",
}


def _taken_ports() -> str:
    """Which of our ports somebody else holds, in words; "" when all are free. One held by our own killed predecessor
    becomes free in a moment, so a taken one is asked again for a while."""
    ports = [
        (env.text("REGLAMENT_HOST", "127.0.0.1"), env.number("REGLAMENT_PORT", 8000)),
        (env.text("REGLAMENT_LISTEN_HOST", "127.0.0.1"), env.number("REGLAMENT_LISTEN_PORT", 2525)),
    ]
    if env.flag("REGLAMENT_DEMO"):
        ports.append(("127.0.0.1", env.number("REGLAMENT_CATCH_PORT", 2526)))
    until = time.monotonic() + PATIENCE
    while (taken := [str(port) for host, port in ports if not _is_free(host, port)]) and time.monotonic() < until:
        time.sleep(0.1)
    return ", ".join(taken)


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _keep(part: str, stopped: threading.Event) -> None:
    """Keep one part running; it ends with us, even when we are killed, because its input closes."""
    while not stopped.is_set():
        process = _reglament(*part.split(), "--with-parent", stdin=subprocess.PIPE)
        while process.poll() is None and not stopped.wait(0.2):
            pass
        if process.poll() is None:
            _end(process)
        else:
            stopped.wait(0.5)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _stopped_by_signal() -> threading.Event:
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    return stopped


def _saying(address: str) -> str:
    return {"ru": f"Reglament работает: {address}", "en": f"Reglament is running: {address}"}[language()]

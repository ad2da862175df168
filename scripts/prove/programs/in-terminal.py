# Runs a command in a terminal of its own, and closes that once a file has so many lines:
#   in-terminal.py controlling|other BOOK LINES PROGRAM [ARG]...
# Prints how the command ended: its exit code, or minus its signal. In a terminal that is not its controlling one a
# command gets no SIGHUP.
import os, pty, subprocess, sys, time

kind, book, lines, *command = sys.argv[1:]


def preexec():
    if kind == "controlling":
        import fcntl, termios

        fcntl.ioctl(0, termios.TIOCSCTTY, 0)


master, terminal = pty.openpty()
process = subprocess.Popen(
    command, stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True, preexec_fn=preexec
)
os.close(terminal)


def at_work():
    try:
        with open(book) as file:
            return len(file.readlines()) >= int(lines)
    except FileNotFoundError:
        return False


os.set_blocking(master, False)
until = time.monotonic() + 60
while not at_work() and process.poll() is None and time.monotonic() < until:
    try:
        os.read(master, 65536)
    except (BlockingIOError, OSError):
        pass
    time.sleep(0.02)
os.close(master)
print(process.wait())

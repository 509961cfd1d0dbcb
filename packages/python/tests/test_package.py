"""What is published: it installs into an empty environment and runs the programs of the README."""

from __future__ import annotations

import email
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from live_server import PACKAGE, live_server
from renewal import __version__

README = (PACKAGE / "README.md").read_text(encoding="utf-8")
PROGRAMS = dict(re.findall(r"<!-- program: (\w+) -->\n```python\n(.*?)```", README, re.DOTALL))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(PACKAGE)]
    subprocess.run(build, check=True, capture_output=True, timeout=120)
    return folder


def only(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path


def test_the_wheel_holds_the_package_with_its_types_and_nothing_else(built: Path) -> None:
    with zipfile.ZipFile(only(built, "*.whl")) as wheel:
        names = wheel.namelist()
        metadata = email.message_from_bytes(wheel.read(f"renewal-{__version__}.dist-info/METADATA"))
    assert {name.split("/")[0] for name in names} == {"renewal", f"renewal-{__version__}.dist-info"}
    assert "renewal/py.typed" in names
    assert "renewal/_generated/models.py" in names
    assert not [name for name in names if "test" in name or "__pycache__" in name]
    assert (metadata["Name"], metadata["Version"], metadata["Requires-Python"]) == ("renewal", __version__, ">=3.10")
    assert metadata["License-Expression"] == "MIT"


def test_the_source_distribution_holds_what_the_wheel_is_made_of(built: Path) -> None:
    with tarfile.open(only(built, "*.tar.gz")) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "src/renewal/py.typed", "examples/get_token.py"} <= names
    assert {name.split("/")[0] for name in names} <= {
        "src", "examples", "CHANGELOG.md", "README.md", "LICENSE", "pyproject.toml", "PKG-INFO", ".gitignore",
    }  # fmt: skip


def test_the_readme_has_its_programs() -> None:
    assert set(PROGRAMS) == {
        "first_call", "first_call_async", "get_token", "create_payment", "handle_rate_limit", "verify_webhook",
    }  # fmt: skip


SAID = {
    "first_call": "Pay here: http",
    "first_call_async": "ORD123457 9.99 CNY",
    "get_token": "access_token=SecretStr('**********')",
    "create_payment": "Monthly Membership, 9.99 CNY: http",
    "handle_rate_limit": "RATE_LIMIT_EXCEEDED: come back in 3",
    "verify_webhook": "user_42 has paid 99.99 CNY\nRefused: no_match",
}


@pytest.fixture(scope="module", params=["*.whl", "*.tar.gz"], ids=["wheel", "sdist"])
def installed(request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, str(only(built, request.param))], check=True, capture_output=True, timeout=180)
    return python


def test_an_empty_environment_runs_the_programs_of_the_readme(installed: Path, tmp_path: Path) -> None:
    check = [str(installed), "-m", "pip", "--disable-pip-version-check", "check"]
    assert "No broken requirements" in subprocess.run(check, check=True, capture_output=True, text=True).stdout
    everything = "import renewal, renewal.models; [getattr(renewal, name) for name in renewal.__all__]"
    subprocess.run([str(installed), "-W", "error", "-c", everything], check=True, cwd=installed.parent)
    with live_server() as environment:
        for name, program in PROGRAMS.items():
            script = tmp_path / f"{name}.py"
            script.write_text(program, encoding="utf-8")
            ran = subprocess.run(
                [str(installed), str(script)],
                env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
            )  # fmt: skip
            assert (ran.returncode, ran.stderr) == (0, ""), name
            assert SAID[name] in ran.stdout

"""Fixtures that every test may use."""

import functools
import os
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from scripted_site import Certificates
from scripted_site import Site

import scraper.http

pytest_plugins = ["web_fixtures", "web_tabs"]  # the page's own; one module named conftest is enough for mypy

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the long forms too (./run proof, ./run bench)")


def pytest_configure(config: pytest.Config) -> None:
    """Few invented examples, the same every time, in the short form; many, and new ones, in the long one."""
    settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True, database=None)
    settings.register_profile("proof", max_examples=300, deadline=None, print_blob=True)
    settings.load_profile("proof" if config.getoption("--slow") else "ci")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long forms are left out unless they are asked for; pytest counts them as deselected."""
    if config.getoption("--slow"):
        return
    long = [item for item in items if "slow" in item.keywords]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if "slow" not in item.keywords]


@pytest.fixture(scope="session")
def data() -> Path:
    """Real official law, where it is at hand; tests that need it are skipped where it is not."""
    path = Path(os.environ.get("LEXWATCH_DATA", ROOT.parent / "shared" / "data"))
    if not path.is_dir():
        pytest.skip("no real law at hand (set LEXWATCH_DATA)")
    return path


@pytest.fixture(scope="session", autouse=True)
def _roots_read_once() -> Iterator[None]:
    """The usual roots take half the time of a look; thousands of looks share them. Files of a test's own do not."""
    make = scraper.http.tls_context

    @functools.cache
    def usual(_roots: tuple[str | None, ...]) -> ssl.SSLContext:
        return make(None)

    def context(ca_file: str | None) -> ssl.SSLContext:
        roots = (os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
        return make(ca_file) if ca_file else usual(roots)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scraper.http, "tls_context", context)
        yield


@pytest.fixture
def anyio_backend() -> str:
    """Async tests run on asyncio only, as the product does."""
    return "asyncio"


@pytest.fixture
def site() -> Iterator[Site]:
    """A scripted official site on loopback; see scripted_site.py."""
    with Site() as running:
        yield running


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """A CA, an intermediate and a certificate for localhost; the server sends no intermediate, as some states do."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make certificates with")
    folder = tmp_path_factory.mktemp("tls")

    def run(*arguments: str) -> None:
        subprocess.run([openssl, *arguments], cwd=folder, check=True, capture_output=True)

    def sign(name: str, subject: str, by: str, extension: str) -> None:
        (folder / f"{name}.ext").write_text(extension)
        run(
            "req",
            "-new",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            f"{name}.key",
            "-out",
            f"{name}.csr",
            "-subj",
            subject,
        )
        run("x509", "-req", "-in", f"{name}.csr", "-CA", f"{by}.pem", "-CAkey", f"{by}.key", "-CAcreateserial",
            "-days", "2", "-extfile", f"{name}.ext", "-out", f"{name}.pem")  # fmt: skip

    run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "root.key", "-out", "root.pem", "-days", "2",
        "-subj", "/CN=Root of the tests", "-addext", "keyUsage=critical,keyCertSign,cRLSign")  # fmt: skip
    ca = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
    sign("middle", "/CN=Intermediate of the tests", "root", ca)
    leaf = "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
    sign("leaf", "/CN=localhost", "middle", leaf)
    both = folder / "ca.pem"
    both.write_text((folder / "middle.pem").read_text() + (folder / "root.pem").read_text())
    return Certificates(str(both), str(folder / "leaf.pem"), str(folder / "leaf.key"))

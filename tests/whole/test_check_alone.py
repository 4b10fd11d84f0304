"""`check` run by cron alone, without the daemon."""

from pathlib import Path

from command import lexwatch
from scripted_site import Site
from watching import PROFILE
from watching import code


def test_a_check_brings_the_proof_of_quiet(tmp_path: Path, site: Site) -> None:
    """Who never runs the daemon gets heartbeats too: no mail never means dead."""
    site.serves("/en/code", code())
    text = PROFILE.replace("BASE", site.url("")).replace(
        'look_again = "1h"', 'look_again = "1h"\nheartbeat = "1d"'
    )
    (tmp_path / "meliora.toml").write_text(text.replace("stdout = true", f'file = "{tmp_path}/out"'))

    ran = lexwatch("check", "meliora.toml", cwd=tmp_path)

    assert 0 == ran.code
    assert "3 uncertain" in (tmp_path / "out").read_text()

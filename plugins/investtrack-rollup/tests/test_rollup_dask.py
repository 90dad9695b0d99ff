"""The same roll-up on a real Dask cluster of this machine, with a worker killed and a bad county."""

import os
import signal
import threading
import time
from importlib.util import find_spec

import pytest
from attrs import evolve

from investtrack.model.converter import ledger_to_json
from investtrack.model.ledger import Region
from investtrack_rollup import rollup
from investtrack_testing import sample_ledger


pytestmark = [
    pytest.mark.skipif(
        find_spec("distributed") is None, reason="dask.distributed is not installed"
    ),
    # The library warns of its own sockets when a worker is killed.
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture
def folder(tmp_path):
    for number in range(40):
        ledger = evolve(sample_ledger(), region=Region(name=f"第{number}县", parent="东市"))
        (tmp_path / f"{number}.json").write_text(ledger_to_json(ledger), encoding="utf-8")
    return tmp_path


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_gives_the_same_and_a_bad_county_is_a_row(folder):
    import distributed  # here, so that one worker of the tests imports it

    expected = rollup([folder], workers=1).root.partial
    (folder / "坏县.json").write_text("{", encoding="utf-8")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        victim = next(iter(client.run(os.getpid).values()))

        def kill():
            time.sleep(0.2)
            os.kill(victim, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        with client.get_executor(pure=False, retries=3) as executor:
            done = rollup([folder], executor=executor)
        killer.join()
    assert done.root.partial == expected
    assert [county.name for county in done.counties if county.error] == ["坏县"]

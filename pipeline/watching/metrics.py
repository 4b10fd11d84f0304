"""/metrics for Prometheus and /healthz, on a local port, of a running daemon."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import uvicorn
from prometheus_client import CollectorRegistry
from prometheus_client import generate_latest
from prometheus_client.core import CounterMetricFamily
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.core import Metric
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.responses import Response
from starlette.routing import Route

if TYPE_CHECKING:
    from pipeline.watching.daemon import Daemon

STALLED = timedelta(minutes=5)  # without a tick for so long, the loop hangs


class Server(uvicorn.Server):
    """A server that leaves the signals to the daemon it serves."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def metrics_server(daemon: "Daemon", port: int) -> Server:
    """Bound to this machine only: figures are for whoever runs it."""
    registry = CollectorRegistry()
    registry.register(_Figures(daemon))

    async def metrics(_: Request) -> Response:  # on the loop: the store is bound to its thread
        return Response(generate_latest(registry), media_type="text/plain; version=0.0.4")

    async def health(_: Request) -> Response:
        last = daemon.figures.last_tick_at
        well = last is not None and daemon.now() - last < STALLED
        told = {"ok": well, "last_tick": last.isoformat() if last else None}
        return JSONResponse(told, status_code=200 if well else 503)

    app = Starlette(routes=[Route("/metrics", metrics), Route("/healthz", health)])
    return Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", lifespan="off"))


class _Figures(Collector):
    """Read at each scrape, so that nothing is counted twice."""

    def __init__(self, daemon: "Daemon") -> None:
        self._daemon = daemon

    def collect(self) -> Iterator[Metric]:
        figures, queries, now = self._daemon.figures, self._daemon.store.queries, self._daemon.now()
        checks = CounterMetricFamily(
            "lexwatch_checks", "Looks since the start, by outcome", labels=["outcome"]
        )
        for outcome, count in figures.outcomes.items():
            checks.add_metric([outcome], count)
        yield checks
        yield CounterMetricFamily(
            "lexwatch_deliveries_sent", "Alerts delivered since the start", value=figures.sent
        )
        yield GaugeMetricFamily(
            "lexwatch_sources_due", "Sources that wait to be looked at", value=len(queries.due(now))
        )
        yield GaugeMetricFamily(
            "lexwatch_versions_held", "Versions that wait for a decision", value=len(queries.held())
        )
        for name, count in queries.counts().items():
            yield GaugeMetricFamily(f"lexwatch_{name}", f"Rows of {name}", value=count)

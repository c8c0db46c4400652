"""Who reads files: processes of this machine, or workers of a cluster."""

from __future__ import annotations

from webui.cluster_readers import Cluster, ClusterReaders
from webui.settings import Settings
from webui.workers import Readers

AnyReaders = Readers | ClusterReaders


def readers_of(settings: Settings, jobs: int) -> AnyReaders:
    """Return what reads: processes here, or the workers of the scheduler that is set.

    Raises:
        ClusterLost: if there is a scheduler and it does not answer.
    """
    if not settings.scheduler:
        return Readers(jobs)
    return ClusterReaders(
        Cluster(
            settings.scheduler,
            ca=settings.scheduler_ca,
            cert=settings.scheduler_cert,
            key=settings.scheduler_key,
        )
    )

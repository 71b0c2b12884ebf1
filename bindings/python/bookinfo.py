"""The Bookinfo application: four services, and a Deployment for each of their versions.

The mesh gives the services and their identities; the pods stay ours, and take labels and ServiceAccount from the handle.
"""

from typing import Mapping, NamedTuple, Optional

from cdk8s_ossm import AppProtocol, MeshNamespace, MeshService
from cdk8s_plus_28 import k8s


class Bookinfo(NamedTuple):
    """The services of Bookinfo."""

    productpage: MeshService
    details: MeshService
    reviews: MeshService
    ratings: MeshService


def bookinfo(namespace: MeshNamespace) -> Bookinfo:
    """Adds the services and their Deployments to the namespace."""

    def service(name: str) -> MeshService:
        return namespace.add_service(name, port=9080, protocol=AppProtocol.HTTP, service_account=f"bookinfo-{name}")

    services = Bookinfo(
        productpage=service("productpage"),
        details=service("details"),
        reviews=service("reviews"),
        ratings=service("ratings"),
    )

    metrics = {"prometheus.io/scrape": "true", "prometheus.io/port": "9080", "prometheus.io/path": "/metrics"}
    _deployment(services.productpage, "v1", writable={"tmp": "/tmp"}, annotations=metrics)
    _deployment(services.details, "v1")
    _deployment(services.ratings, "v1")
    for version in ("v1", "v2", "v3"):
        _deployment(
            services.reviews,
            version,
            env={"LOG_DIR": "/tmp/logs"},
            writable={"tmp": "/tmp", "wlp-output": "/opt/ibm/wlp/output"},
        )
    return services


def _deployment(
    service: MeshService,
    version: str,
    *,
    annotations: Optional[Mapping[str, str]] = None,
    env: Optional[Mapping[str, str]] = None,
    writable: Optional[Mapping[str, str]] = None,
) -> None:
    """`writable` are empty folders that the container may write to, by volume name."""
    name = f"{service.service_name}-{version}"
    selected = {"app": service.service_name, "version": version}
    workload = service.workload(version=version)
    env = env or {}
    writable = writable or {}
    k8s.KubeDeployment(
        service,
        f"deployment-{version}",
        metadata=k8s.ObjectMeta(name=name, namespace=service.namespace.namespace_name, labels=selected),
        spec=k8s.DeploymentSpec(
            replicas=1,
            selector=k8s.LabelSelector(match_labels=selected),
            template=k8s.PodTemplateSpec(
                metadata=k8s.ObjectMeta(labels=workload.labels, annotations=annotations),
                spec=k8s.PodSpec(
                    service_account_name=workload.service_account_name,
                    containers=[
                        k8s.Container(
                            name=service.service_name,
                            image=f"docker.io/istio/examples-bookinfo-{name}:1.20.1",
                            image_pull_policy="IfNotPresent",
                            ports=[k8s.ContainerPort(container_port=9080)],
                            env=[k8s.EnvVar(name=key, value=value) for key, value in env.items()] or None,
                            volume_mounts=[k8s.VolumeMount(name=v, mount_path=path) for v, path in writable.items()] or None,
                        )
                    ],
                    volumes=[k8s.Volume(name=v, empty_dir=k8s.EmptyDirVolumeSource()) for v in writable] or None,
                ),
            ),
        ),
    )

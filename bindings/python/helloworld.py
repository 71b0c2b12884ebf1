"""Workloads for a mesh over several clusters: helloworld, which answers with its version, and a client that calls it."""

from typing import Mapping

from cdk8s_ossm import MeshNamespace, MeshService
from cdk8s_plus_28 import k8s
from constructs import Construct


def helloworld(service: MeshService, version: str) -> None:
    """Adds pods of one version, which answer with that version and the name of their pod."""
    container = k8s.Container(
        name="helloworld",
        image=f"docker.io/istio/examples-helloworld-{version}:1.0",
        ports=[k8s.ContainerPort(container_port=5000)],
    )
    labels = {"app": service.service_name, "version": version}
    deployment = _deployment(service, service.namespace.namespace_name, labels, container)
    service.workload(version=version).apply_to(deployment)


def client(namespace: MeshNamespace) -> None:
    """Adds pods to call other services from."""
    namespace.add_service_account("client")
    container = k8s.Container(name="curl", image="docker.io/curlimages/curl:8.16.0", command=["sleep", "infinity"])
    deployment = _deployment(namespace, namespace.namespace_name, {"app": "client"}, container)
    namespace.workload(service_account="client").apply_to(deployment)


def _deployment(scope: Construct, namespace: str, labels: Mapping[str, str], container: k8s.Container) -> k8s.KubeDeployment:
    """What the mesh needs of the pods is not here: `apply_to` of a workload adds it."""
    name = "-".join(labels.values())
    return k8s.KubeDeployment(
        scope,
        f"deployment-{name}",
        metadata=k8s.ObjectMeta(name=name, namespace=namespace, labels=labels),
        spec=k8s.DeploymentSpec(
            selector=k8s.LabelSelector(match_labels=labels),
            template=k8s.PodTemplateSpec(
                metadata=k8s.ObjectMeta(labels=labels),
                spec=k8s.PodSpec(containers=[container]),
            ),
        ),
    )

"""One mesh over three clusters with a control plane each, which share a service and take over for each other."""

from cdk8s import Duration
from cdk8s_ossm import (
    ApiServerOptions,
    AppProtocol,
    Cluster,
    FailoverKey,
    MeshApp,
    MeshTrust,
    MultiPrimary,
    OpenShift,
    OssmRelease,
    OutlierDetection,
    RemoteSecrets,
    SecretStoreRef,
    UpdateStrategy,
)

from helloworld import client, helloworld

app = MeshApp()
vault = SecretStoreRef.cluster_store("vault")


# Three clusters whose pods do not reach each other: each is on a network of its own.
def cluster(name: str, region: str) -> Cluster:
    return Cluster(
        app,
        name,
        name=name,
        region=region,
        network=f"net-{name}",
        openshift=OpenShift.V4_20,
        api_server=ApiServerOptions(url=f"https://api.{name}.example.com:6443"),
    )


east = cluster("east", "us-east")
west = cluster("west", "us-west")
north = cluster("north", "eu-north")

mesh = MultiPrimary(
    app,
    "mesh",
    clusters=[east, west, north],
    mesh_id="mesh1",
    release=OssmRelease.V3_3,
    update_strategy=UpdateStrategy.in_place(version="v1.28.10"),
    # Key material stays in the vault: an intermediate certificate for each cluster, below one root.
    trust=MeshTrust.external_secrets(store=vault, key="mesh/ca/{cluster}", root_key="mesh/ca/root"),
    # And so do the tokens by which the control planes read each other's clusters; each cluster puts its own there.
    remote_secrets=RemoteSecrets.external_secrets(store=vault, key="mesh/remote/{cluster}", publish=True),
    # Only what is in the namespace `sample` can be reached from other networks.
    exposed_hosts=["*.sample.svc.cluster.local"],
)

sample = mesh.add_namespace("sample")
hello = sample.add_service("helloworld", port=5000, protocol=AppProtocol.HTTP)
helloworld(hello.of(east), "v1")
helloworld(hello.of(west), "v2")
client(sample.of(east))
client(sample.of(north))

# A caller stays in its own cluster while there is a healthy pod, then in its region.
hello.failover(
    order=[FailoverKey.REGION, FailoverKey.CLUSTER],
    outlier_detection=OutlierDetection.after5xx(5, interval=Duration.seconds(10), ejection_time=Duration.seconds(30)),
)

app.synth()

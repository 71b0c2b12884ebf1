package com.example.mesh;

import io.github.cdk8s_ossm.ApiServerOptions;
import io.github.cdk8s_ossm.AppProtocol;
import io.github.cdk8s_ossm.Cluster;
import io.github.cdk8s_ossm.ExternalRemoteSecretsOptions;
import io.github.cdk8s_ossm.ExternalSecretsTrustOptions;
import io.github.cdk8s_ossm.FailoverKey;
import io.github.cdk8s_ossm.FailoverOptions;
import io.github.cdk8s_ossm.InPlaceOptions;
import io.github.cdk8s_ossm.MeshApp;
import io.github.cdk8s_ossm.MeshTrust;
import io.github.cdk8s_ossm.MultiPrimary;
import io.github.cdk8s_ossm.OpenShift;
import io.github.cdk8s_ossm.OssmRelease;
import io.github.cdk8s_ossm.OutlierDetection;
import io.github.cdk8s_ossm.OutlierDetectionOptions;
import io.github.cdk8s_ossm.RemoteSecrets;
import io.github.cdk8s_ossm.SecretStoreRef;
import io.github.cdk8s_ossm.SharedNamespace;
import io.github.cdk8s_ossm.SharedService;
import io.github.cdk8s_ossm.SharedServiceOptions;
import io.github.cdk8s_ossm.UpdateStrategy;
import java.util.List;
import org.cdk8s.Duration;

/** One mesh over three clusters with a control plane each, which share a service and take over for each other. */
public final class MultiPrimaryMultiNetwork {
    private MultiPrimaryMultiNetwork() {}

    public static void main(final String[] args) {
        MeshApp app = new MeshApp();
        SecretStoreRef vault = SecretStoreRef.clusterStore("vault");

        // Three clusters whose pods do not reach each other: each is on a network of its own.
        Cluster east = cluster(app, "east", "us-east");
        Cluster west = cluster(app, "west", "us-west");
        Cluster north = cluster(app, "north", "eu-north");

        MultiPrimary mesh = MultiPrimary.Builder.create(app, "mesh")
                .clusters(List.of(east, west, north))
                .meshId("mesh1")
                .release(OssmRelease.V3_3)
                .updateStrategy(UpdateStrategy.inPlace(InPlaceOptions.builder().version("v1.28.10").build()))
                // Key material stays in the vault: an intermediate certificate for each cluster, below one root.
                .trust(MeshTrust.externalSecrets(ExternalSecretsTrustOptions.builder()
                        .store(vault)
                        .key("mesh/ca/{cluster}")
                        .rootKey("mesh/ca/root")
                        .build()))
                // And so do the tokens by which the control planes read each other's clusters; each cluster puts its own there.
                .remoteSecrets(RemoteSecrets.externalSecrets(ExternalRemoteSecretsOptions.builder()
                        .store(vault)
                        .key("mesh/remote/{cluster}")
                        .publish(true)
                        .build()))
                // Only what is in the namespace `sample` can be reached from other networks.
                .exposedHosts(List.of("*.sample.svc.cluster.local"))
                .build();

        SharedNamespace sample = mesh.addNamespace("sample");
        SharedService hello = sample.addService("helloworld",
                SharedServiceOptions.builder().port(5000).protocol(AppProtocol.HTTP).build());
        Helloworld.server(hello.of(east), "v1");
        Helloworld.server(hello.of(west), "v2");
        Helloworld.client(sample.of(east));
        Helloworld.client(sample.of(north));

        // A caller stays in its own cluster while there is a healthy pod, then in its region.
        hello.failover(FailoverOptions.builder()
                .order(List.of(FailoverKey.REGION, FailoverKey.CLUSTER))
                .outlierDetection(OutlierDetection.after5xx(5, OutlierDetectionOptions.builder()
                        .interval(Duration.seconds(10))
                        .ejectionTime(Duration.seconds(30))
                        .build()))
                .build());

        app.synth();
    }

    private static Cluster cluster(final MeshApp app, final String name, final String region) {
        return Cluster.Builder.create(app, name)
                .name(name)
                .region(region)
                .network("net-" + name)
                .openshift(OpenShift.V4_20)
                .apiServer(ApiServerOptions.builder().url("https://api." + name + ".example.com:6443").build())
                .build();
    }
}

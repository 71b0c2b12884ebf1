package com.example.mesh;

import io.github.cdk8s_ossm.MeshNamespace;
import io.github.cdk8s_ossm.MeshService;
import io.github.cdk8s_ossm.StandaloneWorkloadOptions;
import io.github.cdk8s_ossm.WorkloadOptions;
import java.util.List;
import java.util.Map;
import org.cdk8s.plus28.k8s.Container;
import org.cdk8s.plus28.k8s.ContainerPort;
import org.cdk8s.plus28.k8s.DeploymentSpec;
import org.cdk8s.plus28.k8s.KubeDeployment;
import org.cdk8s.plus28.k8s.LabelSelector;
import org.cdk8s.plus28.k8s.ObjectMeta;
import org.cdk8s.plus28.k8s.PodSpec;
import org.cdk8s.plus28.k8s.PodTemplateSpec;
import software.constructs.Construct;

/** Workloads for a mesh over several clusters: helloworld, which answers with its version, and a client that calls it. */
final class Helloworld {
    private Helloworld() {}

    /** Adds pods of one version, which answer with that version and the name of their pod. */
    static void server(final MeshService service, final String version) {
        Container container = Container.builder()
                .name("helloworld")
                .image("docker.io/istio/examples-helloworld-" + version + ":1.0")
                .ports(List.of(ContainerPort.builder().containerPort(5000).build()))
                .build();
        ObjectMeta meta = ObjectMeta.builder()
                .name(service.getServiceName() + "-" + version)
                .namespace(service.getNamespace().getNamespaceName())
                .labels(Map.of("app", service.getServiceName(), "version", version))
                .build();
        service.workload(WorkloadOptions.builder().version(version).build()).applyTo(deployment(service, meta, container));
    }

    /** Adds pods to call other services from. */
    static void client(final MeshNamespace namespace) {
        namespace.addServiceAccount("client");
        Container container = Container.builder()
                .name("curl")
                .image("docker.io/curlimages/curl:8.16.0")
                .command(List.of("sleep", "infinity"))
                .build();
        ObjectMeta meta = ObjectMeta.builder()
                .name("client")
                .namespace(namespace.getNamespaceName())
                .labels(Map.of("app", "client"))
                .build();
        namespace.workload(StandaloneWorkloadOptions.builder().serviceAccount("client").build())
                .applyTo(deployment(namespace, meta, container));
    }

    /** What the mesh needs of the pods is not here: {@code applyTo} of a workload adds it. */
    private static KubeDeployment deployment(final Construct scope, final ObjectMeta meta, final Container container) {
        return KubeDeployment.Builder.create(scope, "deployment-" + meta.getName())
                .metadata(meta)
                .spec(DeploymentSpec.builder()
                        .selector(LabelSelector.builder().matchLabels(meta.getLabels()).build())
                        .template(PodTemplateSpec.builder()
                                .metadata(ObjectMeta.builder().labels(meta.getLabels()).build())
                                .spec(PodSpec.builder().containers(List.of(container)).build())
                                .build())
                        .build())
                .build();
    }
}

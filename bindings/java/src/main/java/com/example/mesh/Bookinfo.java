package com.example.mesh;

import io.github.cdk8s_ossm.AppProtocol;
import io.github.cdk8s_ossm.MeshNamespace;
import io.github.cdk8s_ossm.MeshService;
import io.github.cdk8s_ossm.MeshWorkload;
import io.github.cdk8s_ossm.ServiceOptions;
import io.github.cdk8s_ossm.WorkloadOptions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cdk8s.plus28.k8s.Container;
import org.cdk8s.plus28.k8s.ContainerPort;
import org.cdk8s.plus28.k8s.DeploymentSpec;
import org.cdk8s.plus28.k8s.EmptyDirVolumeSource;
import org.cdk8s.plus28.k8s.EnvVar;
import org.cdk8s.plus28.k8s.KubeDeployment;
import org.cdk8s.plus28.k8s.LabelSelector;
import org.cdk8s.plus28.k8s.ObjectMeta;
import org.cdk8s.plus28.k8s.PodSpec;
import org.cdk8s.plus28.k8s.PodTemplateSpec;
import org.cdk8s.plus28.k8s.Volume;
import org.cdk8s.plus28.k8s.VolumeMount;

/**
 * The Bookinfo application: four services, and a Deployment for each of their versions.
 *
 * <p>The mesh gives the services and their identities; the pods stay ours, and take labels and ServiceAccount from the handle.
 */
public record Bookinfo(MeshService productpage, MeshService details, MeshService reviews, MeshService ratings) {

    /** Adds the services and their Deployments to the namespace. */
    public static Bookinfo in(final MeshNamespace namespace) {
        Bookinfo services = new Bookinfo(
                service(namespace, "productpage"),
                service(namespace, "details"),
                service(namespace, "reviews"),
                service(namespace, "ratings"));

        Map<String, String> metrics = Map.of(
                "prometheus.io/scrape", "true",
                "prometheus.io/port", "9080",
                "prometheus.io/path", "/metrics");
        deployment(services.productpage(), "v1", new Pod(metrics, Map.of(), Map.of("tmp", "/tmp")));
        deployment(services.details(), "v1", Pod.PLAIN);
        deployment(services.ratings(), "v1", Pod.PLAIN);
        for (String version : List.of("v1", "v2", "v3")) {
            deployment(services.reviews(), version, new Pod(
                    null,
                    Map.of("LOG_DIR", "/tmp/logs"),
                    Map.of("tmp", "/tmp", "wlp-output", "/opt/ibm/wlp/output")));
        }
        return services;
    }

    private static MeshService service(final MeshNamespace namespace, final String name) {
        return namespace.addService(name, ServiceOptions.builder()
                .port(9080)
                .protocol(AppProtocol.HTTP)
                .serviceAccount("bookinfo-" + name)
                .build());
    }

    /**
     * What differs between the pods. Maps of Java have no order, lists of Kubernetes have: what becomes a list is sorted by name.
     *
     * @param annotations of the pod, null for none
     * @param env of the container
     * @param writable empty folders that the container may write to, by volume name
     */
    private record Pod(Map<String, String> annotations, Map<String, String> env, Map<String, String> writable) {
        static final Pod PLAIN = new Pod(null, Map.of(), Map.of());

        Pod {
            env = new TreeMap<>(env);
            writable = new TreeMap<>(writable);
        }
    }

    private static void deployment(final MeshService service, final String version, final Pod pod) {
        String name = service.getServiceName() + "-" + version;
        Map<String, String> selected = Map.of("app", service.getServiceName(), "version", version);
        MeshWorkload workload = service.workload(WorkloadOptions.builder().version(version).build());

        Container container = Container.builder()
                .name(service.getServiceName())
                .image("docker.io/istio/examples-bookinfo-" + name + ":1.20.1")
                .imagePullPolicy("IfNotPresent")
                .ports(List.of(ContainerPort.builder().containerPort(9080).build()))
                .env(orNone(pod.env().entrySet().stream()
                        .map(e -> EnvVar.builder().name(e.getKey()).value(e.getValue()).build())
                        .toList()))
                .volumeMounts(orNone(pod.writable().entrySet().stream()
                        .map(e -> VolumeMount.builder().name(e.getKey()).mountPath(e.getValue()).build())
                        .toList()))
                .build();

        KubeDeployment.Builder.create(service, "deployment-" + version)
                .metadata(ObjectMeta.builder()
                        .name(name)
                        .namespace(service.getNamespace().getNamespaceName())
                        .labels(selected)
                        .build())
                .spec(DeploymentSpec.builder()
                        .replicas(1)
                        .selector(LabelSelector.builder().matchLabels(selected).build())
                        .template(PodTemplateSpec.builder()
                                .metadata(ObjectMeta.builder().labels(workload.getLabels()).annotations(pod.annotations()).build())
                                .spec(PodSpec.builder()
                                        .serviceAccountName(workload.getServiceAccountName())
                                        .containers(List.of(container))
                                        .volumes(orNone(pod.writable().keySet().stream()
                                                .map(volume -> Volume.builder()
                                                        .name(volume)
                                                        .emptyDir(EmptyDirVolumeSource.builder().build())
                                                        .build())
                                                .toList()))
                                        .build())
                                .build())
                        .build())
                .build();
    }

    private static <T> List<T> orNone(final List<T> list) {
        return list.isEmpty() ? null : list;
    }
}

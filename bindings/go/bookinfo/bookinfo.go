// Package bookinfo is the Bookinfo application: four services, and a Deployment for each of their versions.
//
// The mesh gives the services and their identities; the pods stay ours, and take labels and ServiceAccount from the handle.
package bookinfo

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-ossm/cdk8s-ossm-go/cdk8sossm"
	"github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2/k8s"
)

// Services are the services of Bookinfo.
type Services struct {
	Productpage, Details, Reviews, Ratings cdk8sossm.MeshService
}

// Add adds the services and their Deployments to the namespace.
func Add(namespace cdk8sossm.MeshNamespace) Services {
	services := Services{
		Productpage: service(namespace, "productpage"),
		Details:     service(namespace, "details"),
		Reviews:     service(namespace, "reviews"),
		Ratings:     service(namespace, "ratings"),
	}

	deployment(services.Productpage, "v1", pod{
		annotations: &map[string]*string{
			"prometheus.io/scrape": jsii.String("true"),
			"prometheus.io/port":   jsii.String("9080"),
			"prometheus.io/path":   jsii.String("/metrics"),
		},
		writable: []named{{"tmp", "/tmp"}},
	})
	deployment(services.Details, "v1", pod{})
	deployment(services.Ratings, "v1", pod{})
	for _, version := range []string{"v1", "v2", "v3"} {
		deployment(services.Reviews, version, pod{
			env:      []named{{"LOG_DIR", "/tmp/logs"}},
			writable: []named{{"tmp", "/tmp"}, {"wlp-output", "/opt/ibm/wlp/output"}},
		})
	}
	return services
}

func service(namespace cdk8sossm.MeshNamespace, name string) cdk8sossm.MeshService {
	return namespace.AddService(jsii.String(name), &cdk8sossm.ServiceOptions{
		Port:           jsii.Number(9080),
		Protocol:       cdk8sossm.AppProtocol_HTTP(),
		ServiceAccount: jsii.String("bookinfo-" + name),
	})
}

// named is an entry of a list in which Kubernetes calls each by a name. Go's maps have no order, and such a list has one.
type named struct{ name, value string }

// pod is what differs between the pods.
type pod struct {
	annotations *map[string]*string
	env         []named
	writable    []named // paths of empty folders that the container may write to, by volume name
}

func deployment(service cdk8sossm.MeshService, version string, pod pod) {
	name := *service.ServiceName() + "-" + version
	selected := &map[string]*string{"app": service.ServiceName(), "version": jsii.String(version)}
	workload := service.Workload(&cdk8sossm.WorkloadOptions{Version: jsii.String(version)})

	var env []*k8s.EnvVar
	for _, e := range pod.env {
		env = append(env, &k8s.EnvVar{Name: jsii.String(e.name), Value: jsii.String(e.value)})
	}
	var mounts []*k8s.VolumeMount
	var volumes []*k8s.Volume
	for _, w := range pod.writable {
		mounts = append(mounts, &k8s.VolumeMount{Name: jsii.String(w.name), MountPath: jsii.String(w.value)})
		volumes = append(volumes, &k8s.Volume{Name: jsii.String(w.name), EmptyDir: &k8s.EmptyDirVolumeSource{}})
	}

	k8s.NewKubeDeployment(service, jsii.String("deployment-"+version), &k8s.KubeDeploymentProps{
		Metadata: &k8s.ObjectMeta{
			Name:      jsii.String(name),
			Namespace: service.Namespace().NamespaceName(),
			Labels:    selected,
		},
		Spec: &k8s.DeploymentSpec{
			Replicas: jsii.Number(1),
			Selector: &k8s.LabelSelector{MatchLabels: selected},
			Template: &k8s.PodTemplateSpec{
				Metadata: &k8s.ObjectMeta{Labels: workload.Labels(), Annotations: pod.annotations},
				Spec: &k8s.PodSpec{
					ServiceAccountName: workload.ServiceAccountName(),
					Containers: &[]*k8s.Container{{
						Name:            service.ServiceName(),
						Image:           jsii.String("docker.io/istio/examples-bookinfo-" + name + ":1.20.1"),
						ImagePullPolicy: jsii.String("IfNotPresent"),
						Ports:           &[]*k8s.ContainerPort{{ContainerPort: jsii.Number(9080)}},
						Env:             orNone(env),
						VolumeMounts:    orNone(mounts),
					}},
					Volumes: orNone(volumes),
				},
			},
		},
	})
}

// orNone is nil for an empty list: a pointer to one would be written as an empty list.
func orNone[T any](list []T) *[]T {
	if len(list) == 0 {
		return nil
	}
	return &list
}

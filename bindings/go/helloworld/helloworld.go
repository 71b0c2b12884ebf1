// Package helloworld has workloads for a mesh over several clusters: helloworld, which answers with its version, and a client that
// calls it.
package helloworld

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-ossm/cdk8s-ossm-go/cdk8sossm"
	"github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2/k8s"
)

// AddServer adds pods of one version, which answer with that version and the name of their pod.
func AddServer(service cdk8sossm.MeshService, version string) {
	meta := &k8s.ObjectMeta{
		Name:      jsii.String(*service.ServiceName() + "-" + version),
		Namespace: service.Namespace().NamespaceName(),
		Labels:    &map[string]*string{"app": service.ServiceName(), "version": jsii.String(version)},
	}
	container := &k8s.Container{
		Name:  jsii.String("helloworld"),
		Image: jsii.String("docker.io/istio/examples-helloworld-" + version + ":1.0"),
		Ports: &[]*k8s.ContainerPort{{ContainerPort: jsii.Number(5000)}},
	}
	service.Workload(&cdk8sossm.WorkloadOptions{Version: jsii.String(version)}).ApplyTo(deployment(service, meta, container))
}

// AddClient adds pods to call other services from.
func AddClient(namespace cdk8sossm.MeshNamespace) {
	namespace.AddServiceAccount(jsii.String("client"), nil)
	meta := &k8s.ObjectMeta{
		Name:      jsii.String("client"),
		Namespace: namespace.NamespaceName(),
		Labels:    &map[string]*string{"app": jsii.String("client")},
	}
	container := &k8s.Container{
		Name:    jsii.String("curl"),
		Image:   jsii.String("docker.io/curlimages/curl:8.16.0"),
		Command: jsii.Strings("sleep", "infinity"),
	}
	workload := namespace.Workload(&cdk8sossm.StandaloneWorkloadOptions{ServiceAccount: jsii.String("client")})
	workload.ApplyTo(deployment(namespace, meta, container))
}

// deployment has nothing of what the mesh needs of the pods: ApplyTo of a workload adds it.
func deployment(scope constructs.Construct, meta *k8s.ObjectMeta, container *k8s.Container) k8s.KubeDeployment {
	return k8s.NewKubeDeployment(scope, jsii.String("deployment-"+*meta.Name), &k8s.KubeDeploymentProps{
		Metadata: meta,
		Spec: &k8s.DeploymentSpec{
			Selector: &k8s.LabelSelector{MatchLabels: meta.Labels},
			Template: &k8s.PodTemplateSpec{
				Metadata: &k8s.ObjectMeta{Labels: meta.Labels},
				Spec:     &k8s.PodSpec{Containers: &[]*k8s.Container{container}},
			},
		},
	})
}

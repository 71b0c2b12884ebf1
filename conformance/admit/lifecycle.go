package admit

import (
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/kubernetes/pkg/api/legacyscheme"

	"cdk8s-ossm/conformance/source"
)

// kubernetesAhead is by how much the minor of Kubernetes is ahead of that of the OpenShift 4 it is in: 4.20 has 1.33
// (https://access.redhat.com/solutions/4870701).
const kubernetesAhead = 13

// kubernetesOf is the minor of the target's Kubernetes.
func kubernetesOf(target source.Target) (int, error) {
	minor, err := minorOf(target.Openshift)
	return minor + kubernetesAhead, err
}

// introduced and removed are what types say about themselves in k8s.io/api.
type (
	introduced interface{ APILifecycleIntroduced() (major, minor int) }
	removed    interface{ APILifecycleRemoved() (major, minor int) }
)

// lifecycle says whether the Kubernetes of that minor serves the version of the kind.
func lifecycle(gvk schema.GroupVersionKind, minor int) []problem {
	object, err := legacyscheme.Scheme.New(gvk)
	if err != nil {
		return nil
	}
	var problems []problem
	if type_, is := object.(introduced); is {
		if _, since := type_.APILifecycleIntroduced(); since > minor {
			problems = append(problems, failure(codeNotServed, "apiVersion", "Kubernetes 1.%d does not serve %s yet: it came with 1.%d",
				minor, gvk.GroupVersion(), since))
		}
	}
	if type_, is := object.(removed); is {
		if _, until := type_.APILifecycleRemoved(); until <= minor {
			problems = append(problems, failure(codeNotServed, "apiVersion", "Kubernetes 1.%d does not serve %s any more: 1.%d removed it",
				minor, gvk.GroupVersion(), until))
		}
	}
	return problems
}

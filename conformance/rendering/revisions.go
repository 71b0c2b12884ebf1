package rendering

import (
	"fmt"
	"sort"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
)

// revisionLabel asks for a revision or a tag, on namespaces, Pods, gateways and policies.
const revisionLabel = "istio.io/rev"

// revisions checks that each revision that the output asks for is there: as a control plane or as a tag. An output that has no
// control plane belongs to a mesh that stands elsewhere, and is checked against its contract.
func revisions(c *source.Cluster, r *render.Rendering) []judge.Finding {
	if len(r.ControlPlanes) == 0 {
		return nil
	}
	var findings []judge.Finding
	for _, o := range c.Objects {
		if o.Group() == group {
			continue
		}
		for path, labels := range labelsOf(o.Unstructured) {
			revision, asked := labels[revisionLabel]
			if !asked || r.Resolve(revision) != nil {
				continue
			}
			f := finding(c, o.Ref(), "no-revision", fmt.Sprintf("asks for the revision %q; there are %v", revision, known(r)))
			f.Path = path
			findings = append(findings, f)
		}
	}
	return findings
}

// labelsOf are the labels of an object and of the Pods it makes, by their path.
func labelsOf(o *unstructured.Unstructured) map[string]map[string]string {
	found := map[string]map[string]string{"metadata.labels": o.GetLabels()}
	if template, has, _ := unstructured.NestedStringMap(o.Object, "spec", "template", "metadata", "labels"); has {
		found["spec.template.metadata.labels"] = template
	}
	return found
}

// known are the names of revisions and tags.
func known(r *render.Rendering) []string {
	var names []string
	for _, cp := range r.ControlPlanes {
		names = append(names, cp.Revision)
	}
	for _, t := range r.Tags {
		names = append(names, t.Name)
	}
	sort.Strings(names)
	return names
}

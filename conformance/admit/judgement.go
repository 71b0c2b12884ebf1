package admit

import (
	"maps"
	"slices"
	"strings"

	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

// Judgement is what is said about one custom resource on its own.
type Judgement struct {
	// Judged is false where the table of CRD sources has no row for the group, or says that the kind's CRD is not read.
	Judged   bool
	Findings []judge.Finding
}

// namespaceOfApplier stands for the namespace that whoever applies an object puts it into.
const namespaceOfApplier = "default"

// Judge judges a custom resource as `kubectl apply` meets the API server: a namespace that is left out is that of whoever applies. A
// kind or version that the release does not serve is judged, and refused. An error is one of the harness.
func (c *CRDs) Judge(target source.Target, u *unstructured.Unstructured) (Judgement, error) {
	d, without, err := c.definition(target, u.GroupVersionKind())
	if err != nil {
		return Judgement{}, err
	}
	if without != nil {
		if without.code == codeCRDNotRead || !c.sources.has(u.GroupVersionKind().Group) {
			return Judgement{}, nil
		}
		return Judgement{Judged: true, Findings: findings(schemaName, "", u, []problem{*without})}, nil
	}
	object := u.DeepCopy()
	if d.strategy.NamespaceScoped() {
		Apply(object)
	}
	v, err := d.create(object)
	if err != nil {
		return Judgement{}, err
	}
	return Judgement{Judged: true, Findings: findings(schemaName, "", u, v.problems)}, nil
}

// Apply puts an object of a namespaced kind into the namespace of whoever applies it, where it leaves that open.
func Apply(u *unstructured.Unstructured) {
	if leavesNamespace(u) {
		u.SetNamespace(namespaceOfApplier)
	}
}

// leavesNamespace says whether the object leaves its namespace to whoever applies it. A value of the wrong type is one.
func leavesNamespace(u *unstructured.Unstructured) bool {
	value, set, err := unstructured.NestedFieldNoCopy(u.Object, "metadata", "namespace")
	return err == nil && (!set || value == nil || value == "")
}

// Silent says whether the API server stores the object without a word about such a finding: it drops what no creator can set.
func Silent(f judge.Finding) bool {
	return f.Code == codeStatusSet || f.Code == codeClusterScoped
}

// Schema is what the API server of the target reads and prunes objects of a kind by; nil where it does not serve it.
func (c *CRDs) Schema(target source.Target, gvk schema.GroupVersionKind) (*structuralschema.Structural, error) {
	d, without, err := c.definition(target, gvk)
	if err != nil || without != nil {
		return nil, err
	}
	return d.structural, nil
}

// Kinds are the kinds of a group that the table of CRD sources names, in the order of the alphabet, as version and kind.
func (c *CRDs) Kinds(group string) []schema.GroupVersionKind {
	var kinds []schema.GroupVersionKind
	for _, row := range c.sources.Rows {
		for kind, entry := range row.Groups[group].Kinds {
			kinds = append(kinds, schema.GroupVersionKind{Group: group, Version: entry.Version, Kind: kind})
		}
	}
	slices.SortFunc(kinds, func(a, b schema.GroupVersionKind) int { return strings.Compare(a.Kind, b.Kind) })
	return kinds
}

// Targets are the releases of OSSM and the minors of OpenShift that the table knows, oldest first.
func (c *CRDs) Targets() (releases, openshift []string) {
	for _, row := range c.sources.Rows {
		for _, r := range row.Releases {
			if row.Product == "OSSM" && !slices.Contains(releases, r.Name) {
				releases = append(releases, r.Name)
			}
		}
	}
	return releases, slices.Sorted(maps.Keys(gatewayAPI))
}

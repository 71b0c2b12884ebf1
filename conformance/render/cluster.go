package render

import (
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/source"
)

const group = "sailoperator.io"

// Cluster renders everything that the operator installs in a cluster. What it would refuse (a tag of a revision that does not
// exist, an unknown profile) is an error.
func Cluster(c *source.Cluster) (*Rendering, error) {
	r := &Rendering{}
	istios := c.Of(group, "Istio")
	for _, istio := range istios {
		cp, err := controlPlane(istio, RevisionName(istio), specOf(istio).version)
		if err != nil {
			return nil, err
		}
		r.ControlPlanes = append(r.ControlPlanes, cp)
	}
	for _, revision := range c.Of(group, "IstioRevision") {
		cp, err := controlPlane(revision, revision.GetName(), specOf(revision).version)
		if err != nil {
			return nil, err
		}
		r.ControlPlanes = append(r.ControlPlanes, cp)
	}
	for _, tag := range c.Of(group, "IstioRevisionTag") {
		if err := r.tag(tag, istios); err != nil {
			return nil, err
		}
	}
	for _, cp := range r.ControlPlanes {
		if cp.Revision == defaultRevision {
			objects, err := base(defaultRevision+"-base", cp.Values, "")
			if err != nil {
				return nil, err
			}
			cp.Objects = append(cp.Objects, objects...)
		}
	}
	var err error
	if r.CNI, err = r.node(c.Of(group, "IstioCNI"), "cni", cniChart, "istio-cni"); err != nil {
		return nil, err
	}
	r.ZTunnel, err = r.node(c.Of(group, "ZTunnel"), "ztunnel", ztunnelChart, "ztunnel")
	return r, err
}

// operatorNamespace is where the operator runs, and where it puts the release of the base chart.
const operatorNamespace = "openshift-operators"

// base renders the base chart, which the operator installs for whatever is called default: the revision that a tag of that name
// stands for, or, without one, that of the chart itself, which is the revision default (pkg/reconcile/istiod.go and
// pkg/istiovalues/overrides.go of the Sail operator).
func base(release string, of values, revision string) ([]*unstructured.Unstructured, error) {
	v := deepCopy(of).(values)
	if revision != "" {
		v["defaultRevision"] = revision
	}
	return chart(baseChart, release, operatorNamespace, v)
}

// tag renders a tag with the values of its revision (controllers/istiorevisiontag of the Sail operator).
func (r *Rendering) tag(tag *source.Object, istios []*source.Object) error {
	kind, _, _ := unstructured.NestedString(tag.Object, "spec", "targetRef", "kind")
	name, _, _ := unstructured.NestedString(tag.Object, "spec", "targetRef", "name")
	if kind != "Istio" && kind != "IstioRevision" {
		return fmt.Errorf("%s: the operator does not know the kind %q of its target; it knows Istio and IstioRevision", tag.Ref(), kind)
	}
	owner := ownerOf(kind, name, istios)
	revision := name
	if kind == "Istio" {
		if owner == nil {
			return fmt.Errorf("%s: RefNotFound: there is no Istio %s", tag.Ref(), name)
		}
		revision = RevisionName(owner)
	}
	cp := r.ControlPlane(revision)
	if cp == nil {
		version, kept := keptVersion(owner, revision)
		if !kept {
			return fmt.Errorf("%s: RefNotFound: there is no IstioRevision %s", tag.Ref(), revision)
		}
		var err error
		if cp, err = controlPlane(owner, revision, version); err != nil {
			return err
		}
		cp.Kept = true
		r.ControlPlanes = append(r.ControlPlanes, cp)
	}
	if r.ControlPlane(tag.GetName()) != nil {
		return fmt.Errorf("%s: NameAlreadyExists: there is an IstioRevision of that name", tag.Ref())
	}
	objects, err := tagObjects(cp, tag.GetName())
	if err != nil {
		return err
	}
	if tag.GetName() == defaultRevision {
		more, err := base(defaultRevision+"-base", cp.Values, revision)
		if err != nil {
			return err
		}
		objects = append(objects, more...)
	}
	r.Tags = append(r.Tags, &Tag{Name: tag.GetName(), Revision: revision, Namespace: cp.Namespace, Objects: objects})
	return nil
}

// tagObjects renders the chart of istiod with a tag, and keeps what the tag adds. The operator has a chart of its own, of the
// same templates.
func tagObjects(cp *ControlPlane, tag string) ([]*unstructured.Unstructured, error) {
	v := deepCopy(cp.Values).(values)
	v["revisionTags"] = []any{tag}
	all, err := chart(istiodChart, tag+"-revisiontags", cp.Namespace, v)
	if err != nil {
		return nil, fmt.Errorf("tag %s of %s: %w", tag, cp.Revision, err)
	}
	var objects []*unstructured.Unstructured
	for _, o := range all {
		if o.GetLabels()["istio.io/tag"] == tag {
			objects = append(objects, o)
		}
	}
	if len(objects) == 0 {
		return nil, fmt.Errorf("tag %s of %s: the charts give no object for it", tag, cp.Revision)
	}
	return objects, nil
}

// ownerOf is the Istio resource that a tag's target belongs to.
func ownerOf(kind, name string, istios []*source.Object) *source.Object {
	for _, istio := range istios {
		if kind == "Istio" && istio.GetName() == name || kind == "IstioRevision" && strings.HasPrefix(name, istio.GetName()+"-v") {
			return istio
		}
	}
	return nil
}

// keptVersion is the version of a revision that an earlier state of the Istio resource made, and that stays as long as a tag
// names it: the version is in the name. The values are taken to be those of today.
func keptVersion(owner *source.Object, revision string) (string, bool) {
	if owner == nil {
		return "", false
	}
	strategy, _, _ := unstructured.NestedString(owner.Object, "spec", "updateStrategy", "type")
	version := strings.ReplaceAll(strings.TrimPrefix(revision, owner.GetName()+"-"), "-", ".")
	if strategy != "RevisionBased" || !fullVersion.MatchString(version) {
		return "", false
	}
	return version, true
}

// node renders a release that there is once in a cluster.
func (r *Rendering) node(found []*source.Object, key, chartName, release string) (*Release, error) {
	if len(found) == 0 {
		return nil, nil
	}
	if len(found) > 1 {
		return nil, fmt.Errorf("%s and %s: the operator accepts one, named default", found[0].Ref(), found[1].Ref())
	}
	o := found[0]
	s := specOf(o)
	user := s.values
	if user == nil {
		user = values{}
	}
	profile := s.profile
	if key == "ztunnel" {
		profile = "ambient"
		var err error
		if user, err = r.withTarget(o, user); err != nil {
			return nil, err
		}
	}
	computed, err := profiled(profile, user)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.Ref(), err)
	}
	if own, ok := computed[key].(values); ok && key == "ztunnel" {
		merge(computed, own) // the operator lifts them: this chart reads its values at the top
	}
	bridge(computed, s.version)
	objects, err := chart(chartName, release, s.namespace, computed)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.Ref(), err)
	}
	return &Release{Owner: o.Ref(), Namespace: s.namespace, Values: computed, Objects: objects}, nil
}

// withTarget lays the user's values over what a ZTunnel takes from the revision it names: global, meshConfig and revision.
func (r *Rendering) withTarget(ztunnel *source.Object, user values) (values, error) {
	target, found, _ := unstructured.NestedStringMap(ztunnel.Object, "spec", "targetRef")
	if !found {
		return user, nil
	}
	var cp *ControlPlane
	for _, candidate := range r.ControlPlanes {
		if target["kind"] == "IstioRevision" && candidate.Revision == target["name"] ||
			target["kind"] == "Istio" && candidate.Owner == "Istio "+target["name"] && !candidate.Kept {
			cp = candidate
		}
	}
	if cp == nil {
		return nil, fmt.Errorf("%s: there is no %s %s", ztunnel.Ref(), target["kind"], target["name"])
	}
	taken := values{}
	for _, key := range []string{"global", "meshConfig", "revision"} {
		if value, has := cp.Values[key]; has {
			taken[key] = deepCopy(value)
		}
	}
	return merge(taken, user), nil
}

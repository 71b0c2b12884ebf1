package render

import (
	"strings"
	"testing"
)

const byRevision = "version: v1.30.3, updateStrategy: {type: RevisionBased}"

func TestTags(t *testing.T) {
	cases := map[string]struct {
		documents []string
		revision  string
		webhook   string
		kept      bool
	}{
		"of an Istio": {[]string{istio("prod", byRevision), revisionTag("stable", "Istio", "prod")},
			"prod-v1-30-3", "istio-revision-tag-stable", false},
		"of an IstioRevision that an Istio makes": {[]string{istio("prod", byRevision), revisionTag("stable", "IstioRevision", "prod-v1-30-3")},
			"prod-v1-30-3", "istio-revision-tag-stable", false},
		"of an IstioRevision in the output": {[]string{operand("IstioRevision", "blue", "istio-system", "version: v1.30.3"),
			revisionTag("stable", "IstioRevision", "blue")}, "blue", "istio-revision-tag-stable", false},
		"of the revision default": {[]string{istio("default", "version: v1.30.3"), revisionTag("stable", "Istio", "default")},
			"default", "istio-revision-tag-stable", false},
		"of a revision that only the tag keeps": {[]string{istio("prod", byRevision), revisionTag("stable", "IstioRevision", "prod-v1-28-10")},
			"prod-v1-28-10", "istio-revision-tag-stable", true},
		"in another namespace": {[]string{operand("Istio", "prod", "mesh", byRevision), revisionTag("stable", "Istio", "prod")},
			"prod-v1-30-3", "istio-revision-tag-stable-mesh", false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r := rendered(t, c.documents...)
			if len(r.Tags) != 1 || r.Tags[0].Revision != c.revision || r.Tags[0].Name != "stable" {
				t.Fatalf("tags: %v", r.Tags)
			}
			same(t, "webhooks of the tag", names(r.Tags[0].Objects, "MutatingWebhookConfiguration"), []string{c.webhook})
			cp := r.Resolve("stable")
			if cp == nil || cp.Revision != c.revision || cp.Kept != c.kept {
				t.Fatalf("the tag stands for %+v", cp)
			}
			for _, o := range r.Tags[0].Objects {
				if o.GetLabels()["istio.io/tag"] != "stable" || o.GetLabels()["istio.io/rev"] != c.revision {
					t.Errorf("%s %s belongs to %v", o.GetKind(), o.GetName(), o.GetLabels())
				}
			}
			// The revision itself must not have become one that has the tag: the tag is a release of its own.
			for _, o := range cp.Objects {
				if o.GetLabels()["istio.io/tag"] == "stable" {
					t.Errorf("%s %s is the revision's", o.GetKind(), o.GetName())
				}
			}
		})
	}
}

func TestKeptRevision(t *testing.T) {
	r := rendered(t, istio("prod", byRevision), revisionTag("stable", "IstioRevision", "prod-v1-28-10"))
	var revisions []string
	for _, cp := range r.ControlPlanes {
		revisions = append(revisions, cp.Revision+" "+cp.Version)
	}
	same(t, "control planes", revisions, []string{"prod-v1-30-3 v1.30.3", "prod-v1-28-10 v1.28.10"})
	if got := r.ControlPlane("prod-v1-28-10").Values["compatibilityVersion"]; got != "1.28" {
		t.Errorf("it behaves as %v", got)
	}
	alias := rendered(t, istio("prod", byRevision), revisionTag("stable", "IstioRevision", "prod-v1-28-latest"))
	if cp := alias.Resolve("stable"); cp == nil || cp.Values["compatibilityVersion"] != "1.28" {
		t.Errorf("a revision by an alias: %+v", cp)
	}
}

func TestRefusedTags(t *testing.T) {
	const notFound = "RefNotFound: there is no "
	cases := map[string]struct {
		want      string
		documents []string
	}{
		"no such Istio":         {"IstioRevisionTag stable: " + notFound + "Istio nobody", []string{istio("prod", byRevision), revisionTag("stable", "Istio", "nobody")}},
		"no such IstioRevision": {notFound + "IstioRevision green", []string{istio("prod", byRevision), revisionTag("stable", "IstioRevision", "green")}},
		"an earlier version, in place": {notFound + "IstioRevision prod-v1-28-10",
			[]string{istio("prod", "version: v1.30.3"), revisionTag("stable", "IstioRevision", "prod-v1-28-10")}},
		"the version's dots": {notFound + "IstioRevision prod-v1.28", []string{istio("prod", byRevision), revisionTag("stable", "IstioRevision", "prod-v1.28")}},
		"no version in the name": {notFound + "IstioRevision prod-very-old",
			[]string{istio("prod", byRevision), revisionTag("stable", "IstioRevision", "prod-very-old")}},
		"the Istio's own name, when it is by revision": {notFound + "IstioRevision prod",
			[]string{istio("prod", byRevision), revisionTag("stable", "IstioRevision", "prod")}},
		"a name that a revision has": {"IstioRevisionTag prod: NameAlreadyExists",
			[]string{istio("prod", "version: v1.30.3"), revisionTag("prod", "Istio", "prod")}},
		"a kind that is none": {`does not know the kind "Deployment"`, []string{istio("prod", byRevision), revisionTag("stable", "Deployment", "prod")}},
		"no kind":             {`does not know the kind ""`, []string{istio("prod", byRevision), revisionTag("stable", "''", "prod")}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) { refused(t, c.want, c.documents...) })
	}
}

// The base chart sets up the validation of whoever is called default, by revision or by tag.
func TestBaseChart(t *testing.T) {
	const validator = "istiod-default-validator"
	has := func(r *Rendering) []string { return names(r.Objects(), "ValidatingWebhookConfiguration") }
	service := func(r *Rendering) string {
		for _, o := range r.Objects() {
			if o.GetName() == validator {
				webhooks, _ := o.Object["webhooks"].([]any)
				return at(webhooks[0].(values), "clientConfig", "service", "name").(string)
			}
		}
		return ""
	}
	byName := rendered(t, istio("default", "version: v1.30.3"))
	byTag := rendered(t, istio("prod", byRevision), revisionTag("default", "Istio", "prod"))
	neither := rendered(t, istio("prod", byRevision), revisionTag("stable", "Istio", "prod"))
	for what, r := range map[string]*Rendering{"revision": byName, "tag": byTag} {
		if !strings.Contains(strings.Join(has(r), " "), validator) {
			t.Errorf("the %s default brings %v", what, has(r))
		}
	}
	if got := service(byName); got != "istiod" {
		t.Errorf("by the revision default, %s validates", got)
	}
	if got := service(byTag); got != "istiod-prod-v1-30-3" {
		t.Errorf("by the tag default, %s validates", got)
	}
	if strings.Contains(strings.Join(has(neither), " "), validator) {
		t.Errorf("nobody is called default, and there is %v", has(neither))
	}
}

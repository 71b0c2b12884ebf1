package render

import (
	"encoding/json"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

func cni(name, more string) string { return operand("IstioCNI", name, "istio-cni", more) }

func ztunnel(more string) string {
	return operand("ZTunnel", "default", "ztunnel", "version: v1.30.3, "+more)
}

func text(t *testing.T, objects []*unstructured.Unstructured) string {
	t.Helper()
	data, err := json.Marshal(objects)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestNothing(t *testing.T) {
	r := rendered(t)
	if r.CNI != nil || r.ZTunnel != nil || len(r.Objects()) != 0 {
		t.Errorf("an empty cluster gives %v", r)
	}
}

func TestCNI(t *testing.T) {
	const openshift = "/var/lib/cni/bin"
	plain := rendered(t, cni("default", "version: v1.30.3"))
	same(t, "DaemonSets", names(plain.CNI.Objects, "DaemonSet"), []string{"istio-cni-node"})
	if plain.CNI.Owner != "IstioCNI default" || plain.CNI.Namespace != "istio-cni" {
		t.Errorf("%s in %s", plain.CNI.Owner, plain.CNI.Namespace)
	}
	if !strings.Contains(text(t, plain.CNI.Objects), openshift) {
		t.Errorf("the plugin is not put where OpenShift looks, %s", openshift)
	}
	other := rendered(t, cni("default", "version: v1.30.3, values: {global: {platform: k3d}}"))
	if strings.Contains(text(t, other.CNI.Objects), openshift) {
		t.Error("the user's platform does not win")
	}
	if got := at(plain.CNI.Values, "compatibilityVersion"); got != "1.30" {
		t.Errorf("it behaves as %v", got)
	}
	refused(t, "IstioCNI default and IstioCNI other: the operator accepts one", cni("default", "version: v1.30.3"), cni("other", "version: v1.30.3"))
}

// values.cni is the chart's own key; only ztunnel's is lifted.
func TestCNIProfile(t *testing.T) {
	const enabled = "AMBIENT_ENABLED"
	with := text(t, rendered(t, cni("default", "version: v1.30.3, profile: ambient")).CNI.Objects)
	without := text(t, rendered(t, cni("default", "version: v1.30.3")).CNI.Objects)
	if !strings.Contains(with, `"`+enabled+`":"true"`) || strings.Contains(without, `"`+enabled+`":"true"`) {
		t.Error("the profile ambient, and only that, enables ambient in the CNI plugin")
	}
}

func TestZTunnel(t *testing.T) {
	mesh := istio("default", "version: v1.30.3, profile: ambient, values: {global: {network: north, variant: debug}, meshConfig: {trustDomain: corp}}")
	const target = "targetRef: {kind: Istio, name: default}"
	cases := map[string]struct {
		documents []string
		path      []string
		want      any
	}{
		"its own values are lifted":                {[]string{mesh, ztunnel("values: {ztunnel: {logLevel: debug}}")}, []string{"logLevel"}, "debug"},
		"without a target, nothing is taken":       {[]string{mesh, ztunnel("")}, []string{"global", "network"}, nil},
		"global of the target":                     {[]string{mesh, ztunnel(target)}, []string{"global", "network"}, "north"},
		"meshConfig of the target":                 {[]string{mesh, ztunnel(target)}, []string{"meshConfig", "trustDomain"}, "corp"},
		"the namespace of the target":              {[]string{operand("Istio", "default", "mesh", "version: v1.30.3, profile: ambient"), ztunnel(target)}, []string{"global", "istioNamespace"}, "mesh"},
		"other values of the target stay there":    {[]string{istio("default", "version: v1.30.3, values: {pilot: {traceSampling: 5}}"), ztunnel(target)}, []string{"pilot"}, nil},
		"the user's values win":                    {[]string{mesh, ztunnel(target + ", values: {global: {network: south}}")}, []string{"global", "network"}, "south"},
		"and take nothing away besides":            {[]string{mesh, ztunnel(target + ", values: {global: {network: south}}")}, []string{"global", "variant"}, "debug"},
		"the revision of a target that is default": {[]string{mesh, ztunnel(target)}, []string{"revision"}, ""},
		"the revision of another": {[]string{istio("prod", byRevision+", profile: ambient"), ztunnel("targetRef: {kind: Istio, name: prod}")},
			[]string{"revision"}, "prod-v1-30-3"},
		"an IstioRevision as the target": {[]string{istio("prod", byRevision+", profile: ambient"), ztunnel("targetRef: {kind: IstioRevision, name: prod-v1-30-3}")},
			[]string{"revision"}, "prod-v1-30-3"},
		"the revision that is active, not the one a tag keeps": {[]string{istio("prod", byRevision+", profile: ambient"),
			revisionTag("stable", "IstioRevision", "prod-v1-28-10"), ztunnel("targetRef: {kind: Istio, name: prod}")}, []string{"revision"}, "prod-v1-30-3"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r := rendered(t, c.documents...)
			if got := at(r.ZTunnel.Values, c.path...); got != c.want {
				t.Errorf("%s is %v, want %v", strings.Join(c.path, "."), got, c.want)
			}
			same(t, "DaemonSets", names(r.ZTunnel.Objects, "DaemonSet"), []string{"ztunnel"})
		})
	}
	refused(t, "ZTunnel default: there is no Istio nobody", mesh, ztunnel("targetRef: {kind: Istio, name: nobody}"))
	refused(t, "there is no IstioRevision default-v1-30-3", mesh, ztunnel("targetRef: {kind: IstioRevision, name: default-v1-30-3}"))
	refused(t, "the operator accepts one", mesh, ztunnel(""), operand("ZTunnel", "other", "ztunnel", "version: v1.30.3"))
}

// What is lifted and taken must be in the DaemonSet.
func TestZTunnelValuesReachTheDaemonSet(t *testing.T) {
	mesh := istio("default", "version: v1.30.3, profile: ambient, values: {global: {network: north}}")
	objects := text(t, rendered(t, mesh, ztunnel("targetRef: {kind: Istio, name: default}, values: {ztunnel: {logLevel: 'own=trace'}}")).ZTunnel.Objects)
	for _, want := range []string{"own=trace", "north"} {
		if !strings.Contains(objects, want) {
			t.Errorf("%s is not in what is rendered", want)
		}
	}
}

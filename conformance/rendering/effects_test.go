package rendering

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"cdk8s-ossm/conformance/render"
)

func TestEffects(t *testing.T) {
	cases := []struct {
		name, values string
		want         []string
	}{
		{"values that show", "global: {logAsJson: true}, meshConfig: {accessLogFile: /dev/stdout}, pilot: {env: {OWN: word}}", nil},
		{"a value that nothing reads", "pilot: {nosuch: word}", []string{"pilot.nosuch"}},
		{"the default, written out", "pilot: {autoscaleEnabled: true}", []string{"pilot.autoscaleEnabled"}},
		{"one of each, in a map", "pilot: {env: {OWN: word}, nosuch: {deep: [a, b]}}", []string{"pilot.nosuch.deep"}},
		{"an empty map is a value", "pilot: {nosuch: {}}", []string{"pilot.nosuch"}},
		{"the default of the mesh configuration", "meshConfig: {enablePrometheusMerge: true}", []string{"meshConfig.enablePrometheusMerge"}},
		{"what is only in the dump of values", "global: {proxy: {logLevel: warning}}", []string{"global.proxy.logLevel"}},
		{"each field of an item", "meshConfig: {extensionProviders: [{name: logs, envoyOtelAls: {service: a.b.svc.cluster.local, port: 4317, logName: otel_envoy_accesslog}}]}", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			report := judged(t, New(&Defaults{}, blank, programs(t, "")), example(t, system, istio("default", c.values)))
			var want []string
			for _, path := range c.want {
				want = append(want, "no-effect Istio default spec.values."+path)
			}
			same(t, "findings", codes(report), want)
		})
	}
}

func TestEffectsOfEachKind(t *testing.T) {
	const rest = `
apiVersion: sailoperator.io/v1
kind: IstioCNI
metadata: {name: default}
spec: {namespace: istio-cni, version: v1.30.3, values: {cni: {cniBinDir: /opt/cni/bin, nosuch: word}}}
---
apiVersion: sailoperator.io/v1
kind: ZTunnel
metadata: {name: default}
spec: {namespace: ztunnel, version: v1.30.3, values: {ztunnel: {logLevel: debug, nosuch: word}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: other}
spec: {values: {not: ours}}
`
	without := judged(t, New(&Defaults{}, nil, programs(t, "")), example(t, system, istio("default", ""), rest))
	report := judged(t, New(&Defaults{}, blank, programs(t, "")), example(t, system, istio("default", ""), rest))
	same(t, "findings", codes(report), []string{
		"no-effect IstioCNI default spec.values.cni.nosuch", "no-effect ZTunnel default spec.values.ztunnel.nosuch",
	})
	if n := report.Judged - without.Judged; n != 4 {
		t.Errorf("%d values are judged, want 4", n)
	}
}

func TestDefaultsExcuse(t *testing.T) {
	const values = "pilot: {autoscaleEnabled: true, nosuch: word}"
	defaults := &Defaults{list: []*Default{{Kind: "Istio", Path: "pilot.autoscaleEnabled"}, {Kind: "Istio", Path: "pilot.autoscaleMax"},
		{Kind: "IstioCNI", Path: "pilot.nosuch"}}}
	for _, d := range defaults.list {
		d.Reason = "A reason for it, in words."
	}
	report := judged(t, New(defaults, blank, programs(t, "")), example(t, system, istio("default", values)))
	same(t, "findings", codes(report), []string{"no-effect Istio default spec.values.pilot.nosuch"})
	same(t, "used", defaults.Used(), []string{"Istio pilot.autoscaleEnabled"})
	same(t, "all", defaults.Names(), []string{"Istio pilot.autoscaleEnabled", "Istio pilot.autoscaleMax", "IstioCNI pilot.nosuch"})
}

// An entry is not needed by a value that has an effect.
func TestDefaultsUnused(t *testing.T) {
	defaults := &Defaults{list: []*Default{{Kind: "Istio", Path: "pilot.env.OWN", Reason: "A reason for it, in words."}}}
	report := judged(t, New(defaults, blank, programs(t, "")), example(t, system, istio("default", "pilot: {env: {OWN: word}}")))
	if len(report.Findings) != 0 || len(defaults.Used()) != 0 {
		t.Errorf("findings %v, used %v", report.Findings, defaults.Used())
	}
}

// The samples tell what shows nowhere else, and are not asked where something shows.
func TestSamplesTell(t *testing.T) {
	asked := 0
	look := func(r *render.Rendering) (map[string]string, error) {
		asked++
		level, _ := r.ControlPlanes[0].Values["global"].(map[string]any)["proxy"].(map[string]any)
		return map[string]string{"proxy": fmt.Sprint(level["logLevel"])}, nil
	}
	e := example(t, system, istio("default", "global: {proxy: {logLevel: debug}}"))
	same(t, "with them", codes(judged(t, New(&Defaults{}, look, programs(t, "")), e)), nil)
	if asked != 2 {
		t.Errorf("they were asked %d times, for the whole and without the value", asked)
	}
	same(t, "without", codes(judged(t, New(&Defaults{}, blank, programs(t, "")), e)), []string{"no-effect Istio default spec.values.global.proxy.logLevel"})
	asked = 0
	judged(t, New(&Defaults{}, look, programs(t, "")), example(t, system, istio("default", "global: {proxy: {}}, pilot: {env: {OWN: word}}")))
	if asked != 2 {
		t.Errorf("they were asked %d times, for an empty map and not for the variable", asked)
	}
}

func TestSamplesFail(t *testing.T) {
	fail := func(*render.Rendering) (map[string]string, error) { return nil, errors.New("no samples today") }
	_, err := New(&Defaults{}, fail, programs(t, "")).Judge(example(t, system, istio("default", "pilot: {nosuch: word}")))
	if err == nil || !strings.Contains(err.Error(), "Istio default without pilot.nosuch: no samples today") {
		t.Errorf("got %v", err)
	}
}

func TestDiffer(t *testing.T) {
	a := map[string]string{"x": "1", "y": "2"}
	for what, b := range map[string]map[string]string{
		"a text": {"x": "1", "y": "3"}, "a name": {"x": "1", "z": "2"}, "less": {"x": "1"}, "more": {"x": "1", "y": "2", "z": "3"},
	} {
		if !differ(a, b) {
			t.Errorf("%s does not differ", what)
		}
	}
	if differ(a, map[string]string{"y": "2", "x": "1"}) {
		t.Error("the same differs")
	}
}

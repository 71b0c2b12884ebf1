package samples_test

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/samples"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/world/worldtest"
)

func TestMain(m *testing.M) { worldtest.Main(m) }

// with is the mesh of worldtest with further values, as a flow mapping without braces.
func with(t *testing.T, values string) *render.Rendering {
	t.Helper()
	const own = "pilot: {trustedZtunnelNamespace: ztunnel}"
	text := worldtest.Mesh
	if values != "" {
		text = strings.Replace(text, own, own+", "+values, 1)
	}
	return rendered(t, text)
}

func rendered(t *testing.T, text string) *render.Rendering {
	t.Helper()
	r, err := render.Cluster(worldtest.Example(t, text).Clusters[0])
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func look(t *testing.T, r *render.Rendering) map[string]string {
	t.Helper()
	made, err := samples.Of(source.Target{Ossm: "3.4", Openshift: "4.20"}, worldtest.Stored(t))(r)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// What the samples are for: each of them is there, with what a control plane makes of it.
func TestSamples(t *testing.T) {
	made := look(t, with(t, ""))
	for _, want := range []string{
		"default Service samples/web", "default Deployment samples/web", "default Deployment samples/host", "default Deployment samples/edge",
		"default Gateway samples/managed", "default Deployment samples/managed-istio", "default Service samples/managed-istio",
		"default Gateway samples/waypoint", "default Deployment samples/waypoint", "default Service samples/waypoint",
	} {
		if made[want] == "" {
			t.Errorf("%s is not among %v", want, slices.Sorted(maps.Keys(made)))
		}
	}
	for pod, proxy := range map[string]bool{"web-": true, "edge-": true, "host-": false} {
		found := 0
		for name, text := range made {
			if strings.HasPrefix(name, "default Pod samples/"+pod) {
				found++
				if strings.Contains(text, `"name":"istio-proxy"`) != proxy || strings.Contains(text, `"image":"auto"`) {
					t.Errorf("%s has a proxy: %t; want %t, with an image", name, !proxy, proxy)
				}
			}
		}
		if found == 0 {
			t.Errorf("no Pod %s among %v", pod, slices.Sorted(maps.Keys(made)))
		}
	}
}

func TestValues(t *testing.T) {
	plain := look(t, with(t, ""))
	if again := look(t, with(t, "")); !reflect.DeepEqual(plain, again) {
		t.Error("the same mesh looks different the second time")
	}
	cases := []struct {
		name, values string
		// changed is a part of the name of the samples that change; nothing for none. text is in what changed.
		changed, text string
	}{
		{"a log level", "global: {proxy: {logLevel: debug}}", "Pod samples/web-", "--proxyLogLevel=debug"},
		{"resources of proxies", "global: {proxy: {resources: {limits: {cpu: 1234m}}}}", "Pod samples/web-", "1234m"},
		{"resources of waypoints", "global: {waypoint: {resources: {limits: {cpu: 1234m}}}}", "Deployment samples/waypoint", "1234m"},
		{"a probe's port", "global: {proxy: {statusPort: 15999}}", "Pod samples/web-", "15999"},
		{"the default, written out", "global: {proxy: {logLevel: warning}}", "", ""},
		{"a value that nothing reads", "global: {proxy: {nosuch: word}}", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			made := look(t, with(t, c.values))
			found := false
			for _, name := range slices.Sorted(maps.Keys(made)) {
				if made[name] == plain[name] {
					continue
				}
				if c.changed == "" {
					t.Errorf("%s changed", name)
				}
				found = found || strings.Contains(name, c.changed) && strings.Contains(made[name], c.text)
			}
			if c.changed != "" && !found {
				t.Errorf("no %s changed to %s", c.changed, c.text)
			}
			if len(made) != len(plain) {
				t.Errorf("%d samples instead of %d", len(made), len(plain))
			}
		})
	}
	// Waypoints are no sidecars: each template must have its own sample.
	waypoints := look(t, with(t, "global: {waypoint: {resources: {limits: {cpu: 1234m}}}}"))
	for name, text := range waypoints {
		if strings.Contains(name, "Pod samples/web-") && text != plain[name] {
			t.Errorf("%s changed with the resources of waypoints", name)
		}
	}
}

// A control plane of another name, which sees few namespaces, sees the samples nevertheless.
func TestOtherControlPlanes(t *testing.T) {
	revision := strings.NewReplacer("kind: Istio\nmetadata: {name: default}", "kind: Istio\nmetadata: {name: prod}")
	text := revision.Replace(worldtest.Mesh)
	for name, selector := range map[string]string{
		"no selector":            "",
		"labels":                 "{matchLabels: {mesh: prod, team: core}}",
		"the first of two":       "{matchLabels: {mesh: prod}}, {matchLabels: {mesh: other}}",
		"one of several values":  "{matchExpressions: [{key: mesh, operator: In, values: [prod, test]}]}",
		"a label with any value": "{matchExpressions: [{key: mesh, operator: Exists}]}",
		"a label that is not":    "{matchExpressions: [{key: mesh, operator: DoesNotExist}, {key: team, operator: NotIn, values: [other]}]}",
	} {
		t.Run(name, func(t *testing.T) {
			values := "values: {meshConfig: {discoverySelectors: [" + selector + "]}, "
			made := look(t, rendered(t, strings.Replace(text, "values: {", values, 1)))
			pods := 0
			for sample, text := range made {
				if !strings.HasPrefix(sample, "prod ") {
					t.Errorf("%s is of another revision", sample)
				}
				if strings.HasPrefix(sample, "prod Pod samples/web-") && strings.Contains(text, `"name":"istio-proxy"`) {
					pods++
				}
			}
			if pods == 0 || made["prod Deployment samples/managed-istio"] == "" || made["prod Deployment samples/waypoint"] == "" {
				t.Errorf("%d Pods are injected, and there are %v", pods, slices.Sorted(maps.Keys(made)))
			}
		})
	}
}

func TestRefused(t *testing.T) {
	stored := worldtest.Stored(t)
	of := samples.Of(source.Target{Ossm: "3.4", Openshift: "4.20"}, stored)
	operator := with(t, "meshConfig: {discoverySelectors: [{matchExpressions: [{key: mesh, operator: Near}]}]}")
	if _, err := of(operator); err == nil || !strings.Contains(err.Error(), "samples of revision default: a discovery selector with operator Near") {
		t.Errorf("an unknown operator: %v", err)
	}
	flags := with(t, "")
	flags.ControlPlanes[0].Objects = rendered(t, strings.Replace(worldtest.Mesh, "pilot: {", "pilot: {env: {PILOT_ENABLE_AMBIENT: 'false'}, ", 1)).ControlPlanes[0].Objects
	if _, err := of(flags); err == nil || !strings.Contains(err.Error(), "PILOT_ENABLE_AMBIENT") {
		t.Errorf("flags that this process does not have: %v", err)
	}
	if made, err := of(&render.Rendering{}); err != nil || len(made) != 0 {
		t.Errorf("no control plane gives %v, %v", made, err)
	}
}

package rendering

import (
	"fmt"
	"strings"
	"testing"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

// ambient is a mesh with ztunnel in a namespace of its own; values are those of the control plane.
func ambient(values string) string {
	return strings.Replace(istio("default", values), "version:", "profile: ambient, version:", 1) + `
---
apiVersion: sailoperator.io/v1
kind: ZTunnel
metadata: {name: default}
spec: {namespace: ztunnel, version: v1.30.3}
`
}

func namespace(labels string) string {
	return "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {" + labels + "}}\n"
}

func workload(labels, annotations string) string {
	return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {template: {metadata: {labels: {" + labels +
		"}, annotations: {" + annotations + "}}}}\n"
}

func revisionTag(name, target string) string {
	return "apiVersion: sailoperator.io/v1\nkind: IstioRevisionTag\nmetadata: {name: " + name +
		"}\nspec: {targetRef: {kind: Istio, name: " + target + "}}\n"
}

func TestFindings(t *testing.T) {
	const provider = "{name: logs, envoyOtelAls: {service: %q, port: 4317}}"
	cases := []struct {
		name      string
		documents []string
		// codes are those of the findings, messages a part of each finding's.
		codes, messages []string
	}{
		{"a mesh", []string{system, istio("default", "")}, nil, nil},
		{"no mesh", []string{namespace("istio.io/rev: elsewhere")}, nil, nil},
		{"what cannot be rendered", []string{system, revisionTag("stable", "nobody")}, []string{"render"}, []string{"RefNotFound"}},
		{"values that the charts refuse", []string{system, istio("default", "meshConfig: text")}, []string{"render"}, []string{"chart"}},

		{"a key that the mesh configuration does not have", []string{system, istio("default", "meshConfig: {acessLogFile: /dev/stdout}")},
			[]string{"unknown-field Istio default"}, []string{"acessLogFile"}},
		{"a key that it has", []string{system, istio("default", "meshConfig: {accessLogFile: /dev/stdout}")}, nil, nil},
		{"a mesh configuration that istiod cannot read", []string{system, istio("default", "meshConfig: {accessLogEncoding: PROSE}")},
			[]string{"denied Istio default"}, []string{"PROSE"}},
		{"one that it refuses", []string{system, istio("default", "meshConfig: {connectTimeout: 0.1ms}")},
			[]string{"denied Istio default"}, []string{"onnect timeout"}},
		{"a provider that is none", []string{system, istio("default", fmt.Sprintf("meshConfig: {extensionProviders: ["+provider+"]}", "no host!"))},
			[]string{"extension-provider Istio default"}, []string{"logs"}},
		{"a provider", []string{system, istio("default", fmt.Sprintf("meshConfig: {extensionProviders: ["+provider+"]}", "collector.shop.svc.cluster.local"))}, nil, nil},
		{"no mesh configuration at all", []string{system, istio("default", "pilot: {configMap: false}")},
			[]string{"mesh-config Istio default"}, []string{"ConfigMap istio-system/istio"}},

		{"networks", []string{system, istio("default", "global: {meshNetworks: {north: {endpoints: [{fromRegistry: east}], gateways: [{address: 192.0.2.1, port: 15443}]}}}")}, nil, nil},
		{"networks with a field that is none", []string{system, istio("default", "global: {meshNetworks: {north: {endpoints: [{fromRegistri: east}]}}}")},
			[]string{"mesh-networks Istio default"}, []string{"fromRegistri"}},

		{"networks whose gateway has no port", []string{system, istio("default", "global: {meshNetworks: {north: {endpoints: [{fromRegistry: east}], gateways: [{address: 192.0.2.1}]}}}")},
			[]string{"mesh-networks Istio default"}, []string{"port"}},

		{"a revision", []string{system, istio("prod", ""), namespace("istio.io/rev: prod")}, nil, nil},
		{"a tag", []string{system, istio("prod", ""), revisionTag("stable", "prod"), namespace("istio.io/rev: stable")}, nil, nil},
		{"a namespace with the revision of no control plane", []string{system, istio("prod", ""), revisionTag("stable", "prod"), namespace("istio.io/rev: prud")},
			[]string{"no-revision Namespace shop metadata.labels"}, []string{`"prud"; there are [prod stable]`}},
		{"Pods with it", []string{system, istio("prod", ""), workload("istio.io/rev: prud", "")},
			[]string{"no-revision Deployment shop/web spec.template.metadata.labels"}, []string{"prud"}},

		{"data planes", []string{system, istio("default", ""), namespace("istio.io/dataplane-mode: ambient"), workload("istio.io/dataplane-mode: none", "")}, nil, nil},
		{"a data plane that is none", []string{system, istio("default", ""), namespace("istio.io/dataplane-mode: ambiant")},
			[]string{"data-plane Namespace shop metadata.labels"}, []string{`"ambiant"`}},
		{"Pods with it", []string{system, istio("default", ""), workload("istio.io/dataplane-mode: Ambient", "")},
			[]string{"data-plane Deployment shop/web spec.template.metadata.labels"}, []string{`"Ambient"`}},

		{"selectors that leave the control plane out", []string{system, istio("default", "meshConfig: {discoverySelectors: [{matchLabels: {mesh: mine}}]}")},
			[]string{"discovery Istio default"}, []string{"istio-system"}},
		{"expressions that leave it out", []string{system, istio("default", "meshConfig: {discoverySelectors: [{matchExpressions: [{key: mesh, operator: In, values: [mine]}]}]}")},
			[]string{"discovery Istio default"}, []string{"istio-system"}},
		{"one of several that takes it", []string{strings.Replace(system, "istio-system", "istio-system, labels: {mesh: mine}", 1),
			istio("default", "meshConfig: {discoverySelectors: [{matchLabels: {mesh: other}}, {matchLabels: {mesh: mine}}]}")}, nil, nil},
		{"one by the label that each namespace has", []string{system,
			istio("default", "meshConfig: {discoverySelectors: [{matchLabels: {kubernetes.io/metadata.name: istio-system}}]}")}, nil, nil},
		{"a namespace that another output has", []string{istio("default", "meshConfig: {discoverySelectors: [{matchLabels: {mesh: mine}}]}")}, nil, nil},

		{"a ztunnel that istiod trusts", []string{system, ambient("pilot: {trustedZtunnelNamespace: ztunnel}")}, nil, nil},
		{"a ztunnel that it does not", []string{system, ambient("")}, []string{"trust Istio default"}, []string{"ztunnel/ztunnel"}},
		{"a ztunnel that it trusts by another name", []string{system, ambient("pilot: {trustedZtunnelNamespace: elsewhere}")},
			[]string{"trust Istio default"}, []string{"elsewhere/ztunnel"}},

		{"a proxy configuration", []string{system, istio("default", ""), workload("", `proxy.istio.io/config: '{"concurrency": 2}'`)}, nil, nil},
		{"one that the agent cannot read", []string{system, istio("default", ""), workload("", `proxy.istio.io/config: '{"concurrency": "two"}'`)},
			[]string{"proxy-config Deployment shop/web spec.template.metadata.annotations.proxy.istio.io/config"}, []string{"agent"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			report := judged(t, New(&Defaults{}, nil, programs(t, "")), example(t, c.documents...))
			same(t, "findings", codes(report), c.codes)
			for i, f := range report.Findings {
				if i < len(c.messages) && !strings.Contains(f.Message, c.messages[i]) {
					t.Errorf("the message is %q, without %q", f.Message, c.messages[i])
				}
			}
		})
	}
}

func TestJudgedCounts(t *testing.T) {
	j := New(&Defaults{}, nil, programs(t, ""))
	one := judged(t, j, example(t, system, istio("default", "")))
	if one.Judged == 0 {
		t.Error("a mesh was rendered, and nothing was judged")
	}
	two := judged(t, j, example(t, system, istio("default", ""), revisionTag("stable", "default")))
	if two.Judged <= one.Judged {
		t.Errorf("with a tag %d are judged, without %d", two.Judged, one.Judged)
	}
	if broken := judged(t, j, example(t, revisionTag("stable", "nobody"))); broken.Judged != 0 {
		t.Errorf("%d are judged of what cannot be rendered", broken.Judged)
	}
}

// A fault in one cluster must not keep another's from being told.
func TestEachCluster(t *testing.T) {
	e := example(t, system, istio("default", "meshConfig: {acessLogFile: x}"))
	west := example(t, system, istio("prod", ""), namespace("istio.io/rev: prud")).Clusters[0]
	west.Name = "west"
	e.Clusters = append(e.Clusters, west)
	report := judged(t, New(&Defaults{}, nil, programs(t, "")), e)
	same(t, "findings", codes(report), []string{"no-revision Namespace shop metadata.labels", "unknown-field Istio default"})
}

// What may be accepted must not end the judging: accepted, it would hide the rest.
func TestWarningsEndNothing(t *testing.T) {
	values := `meshConfig: {extensionProviders: [{name: spans, zipkin: {service: z.shop.svc.cluster.local, port: 9411}}]}, pilot: {nosuch: "1"}`
	e := example(t, system, istio("default", values), namespace("istio.io/dataplane-mode: ambiant"))
	report := judged(t, New(&Defaults{}, blank, programs(t, "")), e)
	if got := report.Findings; len(got) != 2 || got[0].Level == judge.Info && got[1].Level == judge.Info {
		t.Errorf("findings: %v", got)
	}
	e.Clusters[0].Objects = e.Clusters[0].Objects[:2]
	report = judged(t, New(&Defaults{}, blank, programs(t, "")), e)
	same(t, "without the error", codes(report), []string{"no-effect Istio default spec.values.pilot.nosuch", "provider-not-judged Istio default"})
}

func TestOrder(t *testing.T) {
	documents := []string{system, istio("prod", ""), workload("istio.io/rev: prud, istio.io/dataplane-mode: x", ""), namespace("istio.io/rev: prud")}
	first := ""
	for range 5 {
		report := judged(t, New(&Defaults{}, nil, programs(t, "")), example(t, documents...))
		text := strings.Join(codes(report), "\n")
		if first != "" && text != first {
			t.Fatalf("once\n%s\nthen\n%s", first, text)
		}
		first = text
	}
}

func TestNoProgram(t *testing.T) {
	e := example(t, system, istio("default", ""))
	e.Name = "forgotten"
	_, err := New(&Defaults{}, nil, programs(t, "")).Judge(e)
	if err == nil || !strings.Contains(err.Error(), "the program of example forgotten") {
		t.Errorf("an example without a program: %v", err)
	}
	var none *source.Example = example(t)
	if report := judged(t, New(&Defaults{}, nil, programs(t, "")), none); report.Judged != 0 || len(report.Findings) != 0 {
		t.Errorf("an empty cluster: %+v", report)
	}
}

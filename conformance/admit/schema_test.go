package admit

import (
	"slices"
	"testing"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

const virtualService = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec:
  hosts: [shop.example.com]
  http:
    - route:
        - destination: {host: web, port: {number: 8080}}
`

const listeners = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec:
  gatewayClassName: istio
  listeners:
    - {name: http, port: 80, protocol: HTTP}
    - {name: other, port: 8080, protocol: HTTP}
`

func TestSchemaAccepts(t *testing.T) {
	j := Schema(realCRDs(t))
	report := run(t, j, example(t, ossm34, virtualService+"---"+listeners+`---
apiVersion: sailoperator.io/v1
kind: Istio
metadata: {name: default}
spec: {namespace: istio-system, version: v1.30-latest, updateStrategy: {type: InPlace}}
---
apiVersion: sailoperator.io/v1
kind: IstioCNI
metadata: {name: default}
spec: {namespace: istio-cni, version: v1.30-latest}
---
apiVersion: route.openshift.io/v1
kind: Route
metadata: {name: edge, namespace: shop}
spec: {host: shop.example.com, to: {kind: Service, name: edge}, port: {targetPort: https}, tls: {termination: passthrough}}
---
apiVersion: v1
kind: Namespace
metadata: {name: shop}
`))
	expect(t, report.Findings, nil)
	if report.Judged != 5 {
		t.Errorf("judged %d, want the 5 custom resources", report.Judged)
	}
}

func TestSchemaRefuses(t *testing.T) {
	crds := realCRDs(t)
	cases := []struct {
		name   string
		target source.Target
		text   string
		want   []finding
	}{
		{"an unknown field", ossm33, `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec:
  hosts: [web]
  http:
    - rout: [{destination: {host: web}}]
`, []finding{{codeUnknownField, "spec.http[0].rout", "unknown field"}}},
		{"an unknown field of the metadata", ossm33, `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop, label: {app: web}}
spec: {hosts: [web], http: [{route: [{destination: {host: web}}]}]}
`, []finding{{codeUnknownField, "metadata.label", "unknown field"}}},
		{"an unknown field at the top", ossm33, `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
other: true
spec: {hosts: [web], http: [{route: [{destination: {host: web}}]}]}
`, []finding{{codeUnknownField, "other", "unknown field"}}},
		{"a field of a later Gateway API", ossm34, `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec:
  gatewayClassName: istio
  listeners: [{name: http, port: 80, protocol: HTTP}]
  allowedListeners: {namespaces: {from: Same}}
`, []finding{{codeUnknownField, "spec.allowedListeners", "unknown field"}}},
		{"a value outside an enum", ossm33, `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: web, namespace: shop}
spec: {host: web, trafficPolicy: {tls: {mode: MUTUEL}}}
`, []finding{{codeSchema, "spec.trafficPolicy.tls.mode", "MUTUEL"}, {codeCELNotRun, "", "not checked"}}},
		{"a version that the release does not have", ossm33, `
apiVersion: sailoperator.io/v1
kind: Istio
metadata: {name: default}
spec: {namespace: istio-system, version: v1.30-latest}
`, []finding{{codeSchema, "spec.version", "v1.30-latest"}, {codeCELNotRun, "", "not checked"}}},
		{"a CEL rule", ossm34, `
apiVersion: sailoperator.io/v1
kind: IstioCNI
metadata: {name: cni}
spec: {namespace: istio-cni, version: v1.30-latest}
`, []finding{{codeCEL, "", "metadata.name must be 'default'"}}},
		{"two of which only one may be", ossm33, `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: web, namespace: shop}
spec: {host: web, trafficPolicy: {loadBalancer: {consistentHash: {useSourceIp: true}, simple: RANDOM}}}
`, []finding{{codeSchema, "", "\"spec.trafficPolicy.loadBalancer\" must validate one and only one schema"}}},
		{"a value of the wrong type", ossm33, `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec: {hosts: [web], http: [{route: [{destination: {host: web, port: {number: http}}}]}]}
`, []finding{{codeSchema, "spec.http[0].route[0].destination.port.number", "must be of type integer"}, {codeCELNotRun, "", "not checked"}}},
		{"metadata of the wrong type", ossm33, `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop, labels: {version: 1}}
spec: {hosts: [web], http: [{route: [{destination: {host: web}}]}]}
`, []finding{{codeDecode, "metadata", "cannot unmarshal number"}}},
		{"a required field that is missing", ossm34, `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec: {listeners: [{name: http, port: 80, protocol: HTTP}]}
`, []finding{{codeSchema, "spec.gatewayClassName", "Required"}, {codeCELNotRun, "", "not checked"}}},
		{"a list keyed by name with two equal names", ossm34, `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec:
  gatewayClassName: istio
  listeners:
    - {name: http, port: 80, protocol: HTTP}
    - {name: http, port: 8080, protocol: HTTP}
`, []finding{{codeSchema, "spec.listeners[1]", "Duplicate"}, {codeCEL, "spec.listeners", "Listener name must be unique"}}},
		{"a label value with a space", ossm33, `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop, labels: {team: the shop}}
spec: {hosts: [web], http: [{route: [{destination: {host: web}}]}]}
`, []finding{{codeSchema, "metadata.labels", "the shop"}}},
		{"a name that is none", ossm33, `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: Web, namespace: shop}
spec: {hosts: [web], http: [{route: [{destination: {host: web}}]}]}
`, []finding{{codeSchema, "metadata.name", "lowercase"}}},
		{"no namespace", ossm33, `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web}
spec: {hosts: [web], http: [{route: [{destination: {host: web}}]}]}
`, []finding{{codeNoNamespace, "metadata.namespace", "VirtualService is namespaced"}, {codeCELNotRun, "", "not checked"}}},
		{"a namespace on a cluster-scoped kind", ossm34, `
apiVersion: sailoperator.io/v1
kind: Istio
metadata: {name: default, namespace: istio-system}
spec: {namespace: istio-system, version: v1.30-latest}
`, []finding{{codeClusterScoped, "metadata.namespace", "Istio is cluster-scoped"}}},
		{"a status", ossm33, `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec: {hosts: [web], http: [{route: [{destination: {host: web}}]}]}
status: {observedGeneration: 1}
`, []finding{{codeStatusSet, "status", "not for whoever creates"}}},
		{"a kind that came with a later release", ossm33, `
apiVersion: extensions.istio.io/v1alpha1
kind: TrafficExtension
metadata: {name: lua, namespace: shop}
spec: {}
`, []finding{{codeNoCRD, "kind", "istio/1.28 has no kind TrafficExtension"}}},
		{"a group that nothing here knows", ossm33, `
apiVersion: example.com/v1
kind: Thing
metadata: {name: one}
`, []finding{{codeNoCRD, "apiVersion", "no CRD known for group example.com"}}},
		{"a version that the release does not serve", source.Target{Ossm: "3.0", Openshift: "4.18"}, `
apiVersion: sailoperator.io/v1
kind: ZTunnel
metadata: {name: default}
spec: {}
`, []finding{{codeNotServed, "apiVersion", "sailoperator/3.0 does not serve sailoperator.io/v1 of ZTunnel"}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			report := run(t, Schema(crds), example(t, c.target, c.text))
			expect(t, report.Findings, c.want)
			for _, f := range report.Findings {
				level := judge.Error
				if f.Code == codeCELNotRun {
					level = judge.Info
				}
				if f.Level != level || f.Judge != "schema" || f.Cluster != "east" {
					t.Errorf("%s: level %s of judge %s in %s", f, f.Level, f.Judge, f.Cluster)
				}
			}
		})
	}
}

func TestSchemaCannotJudge(t *testing.T) {
	crds := realCRDs(t)
	for name, target := range map[string]source.Target{
		"no such OSSM":      {Ossm: "2.6", Openshift: "4.20"},
		"no such OpenShift": {Ossm: "3.4", Openshift: "4.99"},
		"no target":         {},
	} {
		t.Run(name, func(t *testing.T) {
			if report, err := Schema(crds).Judge(example(t, target, virtualService+"---"+listeners)); err == nil {
				t.Errorf("no error, judged %d", report.Judged)
			}
		})
	}
}

// A kind that is emitted without a CRD is told in a note: that is no error, and it does not count.
func TestSchemaWithoutCRD(t *testing.T) {
	report, err := Schema(realCRDs(t)).Judge(example(t, ossm33, `
apiVersion: external-secrets.io/v1alpha1
kind: PushSecret
metadata: {name: one, namespace: shop}
`))
	if err != nil {
		t.Fatal(err)
	}
	if report.Judged != 0 || len(report.Findings) != 0 {
		t.Errorf("%d judged, findings %v", report.Judged, report.Findings)
	}
	if want := []string{"in east: no CRD judges PushSecret shop/one"}; !slices.Equal(report.Notes, want) {
		t.Errorf("notes %v, want %v", report.Notes, want)
	}
}

package webhook

import (
	"testing"

	"cdk8s-ossm/conformance/judge"
)

func TestWebhook(t *testing.T) {
	cases := []struct {
		name, text string
		judged     int
		want       []finding
	}{
		{"objects that Istio takes, and others that are not asked about", `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec:
  hosts: [web]
  http:
    - route:
        - {destination: {host: web, subset: v1}, weight: 90}
        - {destination: {host: web, subset: v2}, weight: 10}
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: default, namespace: shop}
spec: {mtls: {mode: STRICT}}
---
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: {name: default, namespace: shop}
spec: {tracing: [{randomSamplingPercentage: 10}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec: {}
---
apiVersion: sailoperator.io/v1
kind: Istio
metadata: {name: default}
---
apiVersion: v1
kind: Namespace
metadata: {name: shop}
`, 3, nil},
		{"a VirtualService without hosts that a gateway serves", `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec: {gateways: [edge], http: [{route: [{destination: {host: web}}]}]}
`, 1, []finding{{judge.Error, "denied", "delegate virtual service must have no gateways"}}},
		// Istio takes it for a part that other VirtualServices delegate to.
		{"a VirtualService without hosts", `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec: {http: [{route: [{destination: {host: web}}]}]}
`, 1, nil},
		// Weights are shares of their sum.
		{"weights over 100", `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec:
  hosts: [web]
  http: [{route: [{destination: {host: web}, weight: 90}, {destination: {host: other}, weight: 20}]}]
`, 1, nil},
		{"weights that are all zero", `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec:
  hosts: [web]
  http: [{route: [{destination: {host: web}, weight: 0}, {destination: {host: other}, weight: 0}]}]
`, 1, []finding{{judge.Error, "denied", "total destination weight = 0"}}},
		{"a weight below zero", `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec:
  hosts: [web]
  http: [{route: [{destination: {host: web}, weight: -10}, {destination: {host: other}, weight: 110}]}]
`, 1, []finding{{judge.Error, "denied", "weight -10 < 0"}}},
		{"two servers whose ports have one name", `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec:
  selector: {istio: edge}
  servers:
    - {port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example.com]}
    - {port: {number: 81, name: http, protocol: HTTP}, hosts: [b.example.com]}
`, 1, []finding{{judge.Error, "denied", "port names in servers must be unique"}}},
		{"a server without hosts", `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec: {selector: {istio: edge}, servers: [{port: {number: 80, name: http, protocol: HTTP}}]}
`, 1, []finding{{judge.Error, "denied", "server config must contain at least one host"}}},
		{"a value of the wrong type", `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec: {selector: {istio: edge}, servers: 1}
`, 1, []finding{{judge.Error, "denied", "error decoding configuration"}}},
		{"a field beside the spec", `
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: default, namespace: shop}
specs: {}
spec: {mtls: {mode: STRICT}}
`, 1, []finding{{judge.Error, "denied", `unknown field "specs"`}}},
		{"a kind that Istio does not have", `
apiVersion: networking.istio.io/v1
kind: VirtualServices
metadata: {name: web, namespace: shop}
spec: {}
`, 1, []finding{{judge.Error, "denied", "unrecognized type"}}},
		{"a route behind one that takes everything", `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec:
  hosts: [web]
  http:
    - route: [{destination: {host: web}}]
    - match: [{uri: {prefix: /a}}]
      route: [{destination: {host: other}}]
`, 1, []finding{{judge.Warning, "warning", "rule #1 not used"}}},
	}
	j, err := New()
	if err != nil {
		t.Fatal(err)
	}
	if j.Name() != "webhook" {
		t.Errorf("named %s", j.Name())
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			report, err := j.Judge(example(t, c.text))
			if err != nil {
				t.Fatal(err)
			}
			if report.Judged != c.judged {
				t.Errorf("judged %d, want %d", report.Judged, c.judged)
			}
			expect(t, report.Findings, c.want)
			for _, f := range report.Findings {
				if f.Cluster != "east" || f.Object == "" {
					t.Errorf("%s is about %q in %q", f.Code, f.Object, f.Cluster)
				}
			}
		})
	}
}

func TestMeshConfig(t *testing.T) {
	cases := []struct {
		name, text string
		want       []finding
	}{
		{"nothing: the defaults", "", nil},
		{"a sound one", "trustDomain: cluster.local\naccessLogFile: /dev/stdout\ndefaultConfig: {concurrency: 2}\n", nil},
		{"a value out of range", "connectTimeout: 0.5ms\n", []finding{{judge.Error, "denied", "invalid connect timeout"}}},
		{"two of them", "connectTimeout: 0.5ms\ntrustDomain: a/b\n", []finding{{judge.Error, "denied", "invalid connect timeout"}, {judge.Error, "denied", "trust domain"}}},
		{"a value that istiod cannot read", "accessLogEncoding: XML\n", []finding{{judge.Error, "denied", "XML"}}},
		{"no YAML", "a: [\n", []finding{{judge.Error, "denied", ""}}},
		{"a misspelt field", "accesLogFile: /dev/stdout\n", []finding{{judge.Error, "unknown-field", "accesLogFile"}}},
		{"something that Istio warns of", "defaultConfig: {proxyMetadata: {ISTIO_META_DNS_AUTO_ALLOCATE: 'true'}}\n",
			[]finding{{judge.Warning, "warning", "ISTIO_META_DNS_AUTO_ALLOCATE"}}},
		{"a sound provider", "extensionProviders: [{name: otel, opentelemetry: {service: otel.observability.svc.cluster.local, port: 4317}}]\n", nil},
		{"a provider without port", "extensionProviders: [{name: otel, opentelemetry: {service: otel.observability.svc.cluster.local}}]\n",
			[]finding{{judge.Warning, "extension-provider", "extension provider otel: port number 0"}}},
		{"a provider without name", "extensionProviders: [{prometheus: {}}]\n", []finding{{judge.Warning, "extension-provider", "has no name"}}},
		{"a provider that cannot be judged", "extensionProviders: [{name: zipkin, zipkin: {service: zipkin.tracing.svc.cluster.local, port: 9411}}]\n",
			[]finding{{judge.Info, "provider-not-judged", "extension provider zipkin"}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			expect(t, MeshConfig(c.text), c.want)
		})
	}
}

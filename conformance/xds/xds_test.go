package xds

import (
	"strings"
	"testing"
)

func TestWhatIsRight(t *testing.T) {
	for name, text := range map[string]string{
		"an empty mesh":                   base,
		"sidecars":                        base + workload("shop", "web") + workload("shop", "api"),
		"a gateway":                       base + workload("shop", "web") + gateway + opened,
		"a waypoint":                      base + workload("books", "reviews") + waypoint,
		"a gateway to an ambient Service": base + workload("books", "web") + waypoint + gateway + strings.ReplaceAll(opened, "web.shop", "web.books"),
		"a certificate":                   base + workload("shop", "web") + gateway + tls + access,
		"subsets":                         base + workload("shop", "web") + gateway + subset("v1"),
		"a network policy that admits the gateway": base + workload("shop", "web") + gateway + opened + policy("8080"),
		"a network policy of a range of ports":     base + workload("shop", "web") + gateway + opened + policy("8000, endPort: 8100"),
		"a Route by the name of a port":            base + workload("shop", "web") + gateway + opened + route("http2"),
		"a Route by the number of a port":          base + workload("shop", "web") + gateway + opened + route("8080"),
		"a weighted route": base + workload("shop", "web") + workload("shop", "api") + gateway + change(opened,
			"[{destination: {host: web.shop.svc.cluster.local, port: {number: 80}}}]",
			"[{destination: {host: web.shop.svc.cluster.local, port: {number: 80}}, weight: 90}, {destination: {host: api.shop.svc.cluster.local, port: {number: 80}}, weight: 10}]"),
		"a gateway of the Gateway API": base + workload("shop", "web") + managed("web"),
	} {
		t.Run(name, func(t *testing.T) {
			report := judged(t, text)
			for _, f := range report.Findings {
				t.Error(f)
			}
			if report.Judged == 0 {
				t.Error("nothing was asked")
			}
		})
	}
}

func TestNotesWhatIsOpenAndNotRouted(t *testing.T) {
	report := judged(t, base+workload("shop", "web")+gateway+change(opened, "hosts: [./shop.example.com]", "hosts: [./shop.example.com, ./other.example.com]"))
	want := "Gateway edge/edge opens other.example.com at port 80, and nothing in the output is routed there"
	if len(report.Notes) != 1 || report.Notes[0] != want {
		t.Errorf("got %q", report.Notes)
	}
	if len(report.Findings) > 0 {
		t.Errorf("found %v", report.Findings)
	}
}

func TestPlantedFaults(t *testing.T) {
	good := base + workload("shop", "web") + gateway + opened
	for name, c := range map[string]struct{ text, code, message string }{
		"a selector that no Pod has": {change(good, "selector: {istio: edge}\n  servers", "selector: {istio: egde}\n  servers"), "no-pods", "no gateway Pod"},
		"a host that no server opens": {change(good, "hosts: [shop.example.com]", "hosts: [store.example.com]"), "no-virtual-host",
			"no virtual host with routes for store.example.com"},
		"a VirtualService of another gateway":         {change(good, "gateways: [edge]", "gateways: [edge, other]") + other, "no-pods", "no gateway Pod"},
		"a route to a port that is not there":         {change(good, "port: {number: 80}}}]", "port: {number: 81}}}]"), "endpoints", "no cluster outbound|81||web.shop"},
		"a certificate that the gateway may not read": {base + workload("shop", "web") + gateway + tls, "no-certificate", "may not list Secrets in edge"},
		"a certificate that another account may read": {base + workload("shop", "web") + gateway + tls + change(access, "name: default, namespace: edge}]", "name: edge, namespace: edge}]"),
			"no-certificate", "ServiceAccount default"},
		"a network policy that closes the gateway": {good + policy("8443"), "network-policy", "listens on 8080, which the NetworkPolicies [edge] close"},
		"a network policy of other ports":          {good + policy("8000, endPort: 8079"), "network-policy", "listens on 8080"},
		"a Route to a port without a listener":     {good + route("https"), "route", "does not listen on 8443"},
		"a Route to a port that is not there":      {good + route("http3"), "route", "has no port http3"},
		"a Route to a Service that is not there":   {good + change(route("http2"), "name: edge}, port", "name: egde}, port"), "route", "there is no Service edge/egde"},
		"a subset without Pods":                    {base + workload("shop", "web") + gateway + subset("v2"), "endpoints", "has no endpoints"},
		"a waypoint that is not there":             {base + workload("books", "reviews"), "no-waypoint", "which has no Pods"},
		"a waypoint for Pods only": {base + workload("books", "reviews") + change(waypoint, "waypoint-for: service", "waypoint-for: workload"),
			"waypoint-service", "has no cluster inbound-vip|80|"},
		"a backend that is not there": {base + workload("shop", "web") + managed("wbe"), "endpoints", "no cluster outbound|80||wbe.shop"},
	} {
		t.Run(name, func(t *testing.T) {
			report := judged(t, c.text)
			for _, f := range report.Findings {
				if f.Code == c.code && strings.Contains(f.Message, c.message) {
					return
				}
			}
			t.Errorf("not found: %s %q; found %v", c.code, c.message, report.Findings)
		})
	}
}

// change replaces a part that must be there once.
func change(text, old, new string) string {
	if strings.Count(text, old) != 1 {
		panic("not there once: " + old)
	}
	return strings.Replace(text, old, new, 1)
}

var (
	tls = change(opened, "port: {name: http, number: 80, protocol: HTTP}",
		"port: {name: https, number: 443, protocol: HTTPS}, tls: {mode: SIMPLE, credentialName: shop-cert}")
	other = `
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: other, namespace: edge}
spec: {selector: {istio: other}, servers: [{hosts: [./shop.example.com], port: {name: http, number: 80, protocol: HTTP}}]}
`
)

// access lets the gateway's ServiceAccount read Secrets.
const access = `
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: secrets, namespace: edge}
rules: [{apiGroups: [""], resources: [secrets], verbs: [get, watch, list]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: secrets, namespace: edge}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: secrets}
subjects: [{kind: ServiceAccount, name: default, namespace: edge}]
`

// policy admits one port, or a range, to the gateway.
func policy(port string) string {
	return `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: edge, namespace: edge}
spec: {podSelector: {matchLabels: {istio: edge}}, policyTypes: [Ingress], ingress: [{ports: [{protocol: TCP, port: ` + port + `}]}]}
`
}

// route leads to a port of the gateway's Service.
func route(port string) string {
	return `
---
apiVersion: route.openshift.io/v1
kind: Route
metadata: {name: shop, namespace: edge}
spec: {host: shop.example.com, to: {kind: Service, name: edge}, port: {targetPort: ` + port + `}}
`
}

func subset(version string) string {
	return change(opened, "host: web.shop.svc.cluster.local", "host: web.shop.svc.cluster.local, subset: one") + `
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: web, namespace: shop}
spec: {host: web.shop.svc.cluster.local, subsets: [{name: one, labels: {version: ` + version + `}}]}
`
}

func managed(backend string) string {
	return `
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: api, namespace: shop}
spec:
  gatewayClassName: istio
  listeners: [{name: http, port: 80, protocol: HTTP, hostname: api.example.com, allowedRoutes: {namespaces: {from: Same}}}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: api, namespace: shop}
spec:
  parentRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: api}]
  hostnames: [api.example.com]
  rules:
    - matches: [{path: {type: PathPrefix, value: /}}]
      backendRefs: [{group: "", kind: Service, name: ` + backend + `, port: 80, weight: 1}]
`
}

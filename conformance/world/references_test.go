package world_test

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"strings"
	"testing"
	"time"

	"cdk8s-ossm/conformance/world"
	"cdk8s-ossm/conformance/world/worldtest"
)

const tlsGateway = `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: tls, namespace: shop}
spec:
  selector: {app: web}
  servers:
    - hosts: ["./api.example.com"]
      port: {number: 443, name: https, protocol: HTTPS}
      tls: {mode: SIMPLE, credentialName: api-tls}
`

const certificate = `
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: api, namespace: shop}
spec: {secretName: api-tls, dnsNames: [other.example.com], issuerRef: {name: ca, kind: ClusterIssuer}}
`

func TestCertificates(t *testing.T) {
	cases := []struct {
		name      string
		documents []string
		// want is `namespace/name hosts` of the Secret; empty for none.
		want    string
		assumed []string
		codes   []string
	}{
		{"cert-manager makes it", []string{tlsGateway, certificate}, "shop/api-tls other.example.com", nil, nil},
		{"External Secrets makes it", []string{tlsGateway,
			"apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: api-tls, namespace: shop}\nspec: {secretStoreRef: {name: vault, kind: ClusterSecretStore}, dataFrom: [{extract: {key: api}}]}\n"},
			"shop/api-tls api.example.com", nil, nil},
		{"OpenShift makes it", []string{tlsGateway,
			"apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop, annotations: {service.beta.openshift.io/serving-cert-secret-name: api-tls}}\nspec: {selector: {app: web}, ports: [{port: 443}]}\n"},
			"shop/api-tls web.shop.svc web.shop.svc.cluster.local", nil, nil},
		{"the user says so", []string{tlsGateway}, "shop/api-tls api.example.com",
			[]string{"Secret shop/api-tls Gateway shop/tls"}, []string{"assumed-secret Secret shop/api-tls"}},
		{"the maker is in another namespace", []string{tlsGateway, strings.Replace(certificate, "namespace: shop", "namespace: istio-system", 1)},
			"shop/api-tls api.example.com", []string{"Secret shop/api-tls Gateway shop/tls"}, []string{"assumed-secret Secret shop/api-tls"}},
		{"the Gateway is not where its pods are", []string{strings.Replace(tlsGateway, "namespace: shop", "namespace: istio-system", 1), certificate},
			"shop/api-tls other.example.com", nil, nil},
		{"a Gateway of the Gateway API", []string{strings.Replace(edge, "name: http, port: 80, protocol: HTTP",
			"name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: {certificateRefs: [{name: api-tls}]}", 1)},
			"shop/api-tls api.example.com", []string{"Secret shop/api-tls Gateway shop/edge"}, []string{"assumed-secret Secret shop/api-tls"}},
		{"a client's certificate", []string{
			"apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: d, namespace: shop}\nspec: {host: web, trafficPolicy: {tls: {mode: MUTUAL, credentialName: api-tls}}}\n"},
			"shop/api-tls ", []string{"Secret shop/api-tls DestinationRule shop/d"}, []string{"assumed-secret Secret shop/api-tls"}},
		{"no TLS", []string{strings.Replace(tlsGateway, "tls: {mode: SIMPLE, credentialName: api-tls}", "tls: {mode: PASSTHROUGH}", 1)}, "", nil, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w, _, findings := worldtest.Build(t, worldtest.Example(t, append([]string{worldtest.Mesh, worldtest.Namespace("shop", ""),
				worldtest.Deployment("shop", "web", "", "")}, c.documents...)...))
			got := ""
			for _, o := range w.Objects {
				if o.GetKind() == "Secret" {
					got += o.GetNamespace() + "/" + o.GetName() + " " + strings.Join(dnsNames(t, o.Object), " ")
				}
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			worldtest.Same(t, "assumed", references(w.Assumed), c.assumed)
			worldtest.Same(t, "findings", worldtest.Codes(findings), c.codes)
		})
	}
}

func dnsNames(t *testing.T, secret map[string]any) []string {
	t.Helper()
	data, err := base64.StdEncoding.DecodeString(secret["data"].(map[string]any)["tls.crt"].(string))
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(data)
	parsed, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	if now := time.Now(); now.Before(parsed.NotBefore) || now.After(parsed.NotAfter) {
		t.Errorf("valid from %s to %s", parsed.NotBefore, parsed.NotAfter)
	}
	return parsed.DNSNames
}

func references(all []world.Reference) []string {
	var list []string
	for _, r := range all {
		list = append(list, r.Object+" "+strings.Join(r.By, " "))
	}
	return list
}

func TestMissing(t *testing.T) {
	route := func(host string) string {
		return "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: r, namespace: shop}\nspec: {hosts: [a.example.com], http: [{route: [{destination: {host: " + host + "}}]}]}\n"
	}
	cases := []struct {
		name      string
		documents []string
		want      []string
	}{
		{"a short name", []string{route("web")}, nil},
		{"a full name", []string{route("web.shop.svc.cluster.local")}, nil},
		{"a name with the namespace", []string{route("web.shop")}, nil},
		{"a Service that is not there", []string{route("orders.shop.svc.cluster.local")}, []string{"Service shop/orders VirtualService shop/r"}},
		{"a host of nobody", []string{route("api.example.com")}, []string{"host api.example.com VirtualService shop/r"}},
		{"a host of a ServiceEntry", []string{route("all.shop.example.com"), entry("shop", "all", "")}, nil},
		{"an HTTPRoute", []string{"apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: r, namespace: shop}\nspec: {rules: [{backendRefs: [{name: nosuch, port: 80}, {name: web, port: 80}]}]}\n"},
			[]string{"Service shop/nosuch HTTPRoute shop/r"}},
		{"a Route", []string{"apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: {name: r, namespace: shop}\nspec: {host: a.example.com, to: {kind: Service, name: nosuch, weight: 100}}\n"},
			[]string{"Service shop/nosuch Route shop/r"}},
		{"a mirror", []string{strings.Replace(route("web"), "http: [{", "http: [{mirror: {host: copy}, ", 1)}, []string{"Service shop/copy VirtualService shop/r"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w, _, _ := worldtest.Build(t, worldtest.Example(t, append([]string{worldtest.Mesh, worldtest.Namespace("shop", ""),
				worldtest.Service("shop", "web", "{name: http, port: 80}")}, c.documents...)...))
			worldtest.Same(t, "missing", references(w.Missing), c.want)
			worldtest.Same(t, "unserved", w.Unserved, []string{"Service shop/web"})
		})
	}
}

func TestSelections(t *testing.T) {
	hpa := "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a, namespace: shop}\nspec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n"
	pdb := "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: p, namespace: shop}\nspec: {minAvailable: 1, selector: {matchLabels: {app: web}}}\n"
	network := "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: net, namespace: shop}\nspec: {podSelector: {matchLabels: {app: web}}}\n"
	role := "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r, namespace: shop}\nrules: []\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: shop}\n"
	binding := "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: b, namespace: shop}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}\nsubjects: [{kind: ServiceAccount, name: web, namespace: shop}]\n"
	cases := []struct {
		name, document string
		codes          []string
	}{
		{"a scaled workload", hpa, nil},
		{"no workload to scale", strings.Replace(hpa, "name: web", "name: other", 1), []string{"selects-nothing HorizontalPodAutoscaler shop/a"}},
		{"a budget", pdb, nil},
		{"a budget of no pod", strings.Replace(pdb, "app: web", "app: other", 1), []string{"selects-nothing PodDisruptionBudget shop/p"}},
		{"a network policy", network, nil},
		{"a network policy for all", strings.Replace(network, "{matchLabels: {app: web}}", "{}", 1), nil},
		{"a network policy of no pod", strings.Replace(network, "app: web", "app: other", 1), []string{"selects-nothing NetworkPolicy shop/net"}},
		{"a binding", role + "---\n" + binding, nil},
		{"a binding to no role", role + "---\n" + strings.Replace(binding, "name: r}", "name: other}", 1), []string{"selects-nothing RoleBinding shop/b"}},
		{"a binding of nobody", role + "---\n" + strings.Replace(binding, "ServiceAccount, name: web", "ServiceAccount, name: other", 1), []string{"selects-nothing RoleBinding shop/b"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, _, findings := worldtest.Build(t, worldtest.Example(t, worldtest.Mesh, worldtest.Namespace("shop", ""),
				worldtest.Deployment("shop", "web", "", ""), c.document))
			worldtest.Same(t, "findings", worldtest.Codes(findings), c.codes)
		})
	}
}

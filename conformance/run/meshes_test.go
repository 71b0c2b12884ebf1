package run

import (
	"fmt"
	"strings"
	"testing"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

// site is one cluster of a small mesh.
type site struct {
	name, network string
	// istio are lines of the Istio resource's spec; others are further documents.
	istio   string
	ambient bool
	// namespace are annotations of the control plane's namespace.
	annotations string
	knows       []string
	more        []string
}

func (s site) documents() string {
	values := fmt.Sprintf("{global: {meshID: mesh1, network: %s, multiCluster: {clusterName: %s}}}", s.network, s.name)
	istio := "  values: " + values + "\n"
	if s.istio != "" {
		istio = s.istio
	}
	list := []string{
		fmt.Sprintf("apiVersion: v1\nkind: Namespace\nmetadata: {name: istio-system, labels: {topology.istio.io/network: %s}, annotations: {%s}}", s.network, s.annotations),
		"apiVersion: v1\nkind: Namespace\nmetadata: {name: istio-cni}",
		"apiVersion: sailoperator.io/v1\nkind: Istio\nmetadata: {name: default}\nspec:\n  namespace: istio-system\n  updateStrategy: {type: InPlace}\n  version: v1.30.3\n" + istio,
		`apiVersion: v1
kind: Secret
metadata: {name: istio-reader-service-account-istio-remote-secret-token, namespace: istio-system, annotations: {kubernetes.io/service-account.name: istio-reader-service-account}}
type: kubernetes.io/service-account-token`,
		pushed(s.name),
		`apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: cacerts, namespace: istio-system}
spec: {isCA: true, commonName: istiod, secretName: cacerts, issuerRef: {kind: ClusterIssuer, name: root}}`,
	}
	if s.ambient {
		list = append(list, "apiVersion: v1\nkind: Namespace\nmetadata: {name: ztunnel}",
			"apiVersion: sailoperator.io/v1\nkind: IstioCNI\nmetadata: {name: default}\nspec: {namespace: istio-cni, profile: ambient, version: v1.30.3}",
			fmt.Sprintf("apiVersion: sailoperator.io/v1\nkind: ZTunnel\nmetadata: {name: default}\nspec: {namespace: ztunnel, version: v1.30.3, values: {ztunnel: {network: %s, multiCluster: {clusterName: %s}}}}", s.network, s.name),
			"apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {istio.io/dataplane-mode: ambient}}")
	} else {
		list = append(list, "apiVersion: sailoperator.io/v1\nkind: IstioCNI\nmetadata: {name: default}\nspec: {namespace: istio-cni, version: v1.30.3}",
			"apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {istio-injection: enabled}}")
	}
	for _, name := range s.knows {
		list = append(list, remoteSecret(name))
	}
	return strings.Join(append(list, s.more...), "\n---\n")
}

func pushed(name string) string {
	return fmt.Sprintf(`apiVersion: external-secrets.io/v1alpha1
kind: PushSecret
metadata: {name: reader-token, namespace: istio-system}
spec:
  secretStoreRefs: [{name: vault, kind: ClusterSecretStore}]
  selector: {secret: {name: istio-reader-service-account-istio-remote-secret-token}}
  data:
    - {match: {secretKey: token, remoteRef: {remoteKey: clusters/%[1]s, property: token}}}
    - {match: {secretKey: ca.crt, remoteRef: {remoteKey: clusters/%[1]s, property: ca}}}`, name)
}

func remoteSecret(name string) string {
	return fmt.Sprintf(`apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: istio-remote-secret-%[1]s, namespace: istio-system}
spec:
  secretStoreRef: {kind: ClusterSecretStore, name: vault}
  target:
    name: istio-remote-secret-%[1]s
    template:
      engineVersion: v2
      metadata: {labels: {istio/multiCluster: "true"}, annotations: {networking.istio.io/cluster: %[1]s}}
      data:
        %[1]s: |
          apiVersion: v1
          kind: Config
          clusters: [{name: %[1]s, cluster: {certificate-authority-data: "{{ .ca | b64enc }}", server: "https://api.%[1]s.example.com:6443"}}]
          users: [{name: %[1]s, user: {token: "{{ .token }}"}}]
          contexts: [{name: %[1]s, context: {cluster: %[1]s, user: %[1]s}}]
          current-context: %[1]s
  data:
    - {secretKey: token, remoteRef: {key: clusters/%[1]s, property: token}}
    - {secretKey: ca, remoteRef: {key: clusters/%[1]s, property: ca}}`, name)
}

// eastWest is a gateway between networks, with the ports that it opens.
func eastWest(network string, ports ...int) string {
	var list []string
	for _, p := range ports {
		target := p
		if p == 443 {
			target = 15017
		}
		list = append(list, fmt.Sprintf("{name: p%d, port: %d, targetPort: %d}", p, p, target))
	}
	return fmt.Sprintf(`apiVersion: v1
kind: Service
metadata: {name: istio-eastwestgateway, namespace: istio-system, labels: {istio: eastwestgateway, topology.istio.io/network: %[1]s}}
spec: {type: LoadBalancer, selector: {istio: eastwestgateway}, ports: [%[2]s]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: istio-eastwestgateway, namespace: istio-system}
spec:
  selector: {matchLabels: {istio: eastwestgateway}}
  template:
    metadata:
      labels: {istio: eastwestgateway, sidecar.istio.io/inject: "true", topology.istio.io/network: %[1]s}
      annotations: {inject.istio.io/templates: gateway}
    spec: {containers: [{name: istio-proxy, image: auto, env: [{name: ISTIO_META_REQUESTED_NETWORK_VIEW, value: %[1]s}]}]}`, network, strings.Join(list, ", "))
}

const crossNetwork = `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: cross-network-gateway, namespace: istio-system}
spec:
  selector: {istio: eastwestgateway}
  servers: [{port: {number: 15443, name: tls, protocol: TLS}, tls: {mode: AUTO_PASSTHROUGH}, hosts: ["*.local"]}]`

const exposedIstiod = `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: istiod-gateway, namespace: istio-system}
spec:
  selector: {istio: eastwestgateway}
  servers:
    - {port: {number: 15012, name: tls-istiod, protocol: TLS}, tls: {mode: PASSTHROUGH}, hosts: ["*"]}
    - {port: {number: 15017, name: tls-webhook, protocol: TLS}, tls: {mode: PASSTHROUGH}, hosts: ["*"]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: istiod, namespace: istio-system}
spec:
  hosts: ["*"]
  gateways: [istiod-gateway]
  tls:
    - {match: [{port: 15012, sniHosts: ["*"]}], route: [{destination: {host: istiod.istio-system.svc.cluster.local, port: {number: 15012}}}]}
    - {match: [{port: 15017, sniHosts: ["*"]}], route: [{destination: {host: istiod.istio-system.svc.cluster.local, port: {number: 443}}}]}`

// service is a Service, with Pods where they are wanted.
func service(name, labels string, pods bool) string {
	text := fmt.Sprintf(`apiVersion: v1
kind: Service
metadata: {name: %[1]s, namespace: shop, labels: {app: %[1]s%[2]s}}
spec: {selector: {app: %[1]s}, ports: [{name: http, port: 80, targetPort: 8080, protocol: TCP}]}`, name, labels)
	if pods {
		text += fmt.Sprintf(`
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: %[1]s, namespace: shop}
spec:
  selector: {matchLabels: {app: %[1]s}}
  template:
    metadata: {labels: {app: %[1]s}}
    spec: {containers: [{name: app, image: registry.example.com/app, ports: [{containerPort: 8080}]}]}`, name)
	}
	return text
}

func meshOf(t *testing.T, sites ...site) *source.Example {
	t.Helper()
	e := &source.Example{Name: "small", Target: source.Target{Ossm: "3.4", Openshift: "4.20"}}
	for _, s := range sites {
		objects, err := source.Parse([]byte(s.documents()), s.name+"/01.k8s.yaml")
		if err != nil {
			t.Fatal(err)
		}
		e.Clusters = append(e.Clusters, &source.Cluster{Name: s.name, Objects: objects})
	}
	return e
}

// multiPrimary are primaries that know each other.
func multiPrimary(oneNetwork bool, names ...string) []site {
	var sites []site
	for _, name := range names {
		s := site{name: name, network: "net-" + name}
		if oneNetwork {
			s.network = "net"
		} else {
			s.more = append(s.more, eastWest(s.network, 15021, 15443), crossNetwork)
		}
		for _, other := range names {
			if other != name {
				s.knows = append(s.knows, other)
			}
		}
		s.more = append(s.more, service("web", "", true), service("api", "", name == names[0]))
		sites = append(sites, s)
	}
	return sites
}

// primaryRemote are a primary and a remote cluster that it serves.
func primaryRemote(oneNetwork bool, address string) []site {
	sites := multiPrimary(oneNetwork, "east", "west")
	east, west := &sites[0], &sites[1]
	east.istio = "  values: {global: {meshID: mesh1, network: " + east.network + ", multiCluster: {clusterName: east}}, pilot: {env: {EXTERNAL_ISTIOD: \"true\"}}}\n"
	ports := []int{15021, 15012, 15017, 443}
	if !oneNetwork {
		ports = append(ports, 15443)
	}
	gateway := []string{eastWest(east.network, ports...), exposedIstiod}
	if oneNetwork {
		gateway[0] = strings.Replace(gateway[0], "labels: {istio: eastwestgateway, topology.istio.io/network: net}", "labels: {istio: eastwestgateway}", 1)
		east.more = append(gateway, east.more...)
	} else {
		east.more = append(gateway, east.more[1:]...)
		west.more = append(west.more[:1:1], west.more[2:]...)
	}
	west.istio = "  profile: remote\n  values: {istiodRemote: {injectionPath: /inject/cluster/west/net/" + west.network + "}, global: {remotePilotAddress: " + address + "}}\n"
	west.annotations = "topology.istio.io/controlPlaneClusters: east"
	west.knows = nil
	return sites
}

func ambientMesh() []site {
	sites := multiPrimary(false, "east", "west")
	for i := range sites {
		s := &sites[i]
		s.ambient = true
		s.istio = fmt.Sprintf("  profile: ambient\n  values: {global: {meshID: mesh1, network: %s, multiCluster: {clusterName: %s}}, pilot: {trustedZtunnelNamespace: ztunnel, env: {AMBIENT_ENABLE_MULTI_NETWORK: \"true\"}}}\n", s.network, s.name)
		s.more = []string{fmt.Sprintf(`apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: istio-eastwestgateway, namespace: istio-system, labels: {topology.istio.io/network: %s}}
spec:
  gatewayClassName: istio-east-west
  listeners: [{name: mesh, port: 15008, protocol: HBONE, allowedRoutes: {namespaces: {from: Same}}, tls: {mode: Terminate, options: {gateway.istio.io/tls-terminate-mode: ISTIO_MUTUAL}}}]`, s.network),
			service("web", `, istio.io/global: "true"`, true), service("api", "", true)}
	}
	return sites
}

// judged are the reports of the judges that simulate, in order.
func judged(t *testing.T, p *pool, e *source.Example, names ...string) (judge.Report, error) {
	t.Helper()
	var all judge.Report
	for _, name := range names {
		report, err := (&remote{name: name, pool: p}).Judge(e)
		if err != nil {
			return all, err
		}
		all.Add(report)
	}
	return all, nil
}

func TestMeshesThatAreRight(t *testing.T) {
	p := newPool(checkout(t, ""))
	defer p.stop()
	for name, sites := range map[string][]site{
		"multi-primary, one network":      multiPrimary(true, "east", "west"),
		"multi-primary, three networks":   multiPrimary(false, "east", "north", "west"),
		"primary and remote":              primaryRemote(false, "203.0.113.7"),
		"primary and remote by name":      primaryRemote(false, "istiod.example.com"),
		"primary and remote, one network": primaryRemote(true, "203.0.113.7"),
		"ambient":                         ambientMesh(),
	} {
		t.Run(name, func(t *testing.T) {
			report, err := judged(t, p, meshOf(t, sites...), Rendering, Analyzers, XDS)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range report.Findings {
				if f.Level == judge.Error {
					t.Error(f)
				}
			}
			t.Log(report.Judged, len(report.Answers), report.Notes)
			if len(report.Answers) == 0 {
				t.Error("nobody was told anything")
			}
		})
	}
}

// external are a cluster that holds an istiod for another, and that other.
func external() []site {
	const address = "203.0.113.7"
	hub := site{name: "hub", network: "net-hub", istio: "  values: {global: {network: net-hub}}\n", more: []string{
		"apiVersion: v1\nkind: Namespace\nmetadata: {name: external-istiod}",
		strings.NewReplacer("istio-remote-secret-west", "istio-kubeconfig", "istio-system", "external-istiod", "\n        west: |", "\n        config: |",
			"labels: {istio/multiCluster: \"true\"}, ", "").Replace(remoteSecret("west")),
		`apiVersion: sailoperator.io/v1
kind: Istio
metadata: {name: external-istiod}
spec:
  namespace: external-istiod
  profile: empty
  updateStrategy: {type: InPlace}
  version: v1.30.3
  values:
    meshConfig: {rootNamespace: external-istiod, defaultConfig: {discoveryAddress: "` + address + `:15012"}}
    pilot:
      enabled: true
      volumes: [{name: config-volume, configMap: {name: istio-external-istiod}}, {name: inject-volume, configMap: {name: istio-sidecar-injector-external-istiod}}]
      volumeMounts: [{name: config-volume, mountPath: /etc/istio/config}, {name: inject-volume, mountPath: /var/lib/istio/inject}]
      env:
        INJECTION_WEBHOOK_CONFIG_NAME: istio-sidecar-injector-external-istiod-external-istiod
        VALIDATION_WEBHOOK_CONFIG_NAME: istio-validator-external-istiod-external-istiod
        EXTERNAL_ISTIOD: "true"
        LOCAL_CLUSTER_SECRET_WATCHER: "true"
        CLUSTER_ID: west
        SHARED_MESH_CONFIG: istio
    global: {caAddress: "` + address + `:15012", istioNamespace: external-istiod, operatorManageWebhooks: true, configValidation: false, meshID: mesh1, multiCluster: {clusterName: west}, network: net-west}`,
		strings.NewReplacer("istio-eastwestgateway", "istio-ingressgateway", ", topology.istio.io/network: net-hub", "", ", env: [{name: ISTIO_META_REQUESTED_NETWORK_VIEW, value: net-hub}]", "").Replace(eastWest("net-hub", 15021, 15012, 15017)),
		strings.NewReplacer("namespace: istio-system", "namespace: external-istiod", "istiod.istio-system.svc", "istiod-external-istiod.external-istiod.svc").Replace(exposedIstiod),
	}}
	config := site{name: "west", network: "net-west", istio: "  values: {}\n", more: []string{service("web", "", true)}}
	return []site{hub, config}
}

// outside is the example of an external control plane: its second cluster has no istiod of its own.
func externalControlPlane(t *testing.T) *source.Example {
	t.Helper()
	e := meshOf(t, external()...)
	text := e.Clusters[1]
	var kept []*source.Object
	for _, o := range text.Objects {
		if o.GetKind() != "Istio" && o.GetName() != "istio-system" && o.GetNamespace() != "istio-system" {
			kept = append(kept, o)
		}
	}
	more, err := source.Parse([]byte(`
apiVersion: v1
kind: Namespace
metadata: {name: external-istiod, labels: {topology.istio.io/network: net-west}, annotations: {topology.istio.io/controlPlaneClusters: west}}
---
apiVersion: sailoperator.io/v1
kind: Istio
metadata: {name: external-istiod}
spec:
  namespace: external-istiod
  profile: remote
  updateStrategy: {type: InPlace}
  version: v1.30.3
  values:
    global: {istioNamespace: external-istiod, remotePilotAddress: 203.0.113.7, configCluster: true}
    pilot: {configMap: true}
    istiodRemote: {injectionPath: /inject/cluster/west/net/net-west}
`), "west/02.k8s.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text.Objects = append(kept, more...)
	for _, o := range text.Objects {
		if o.GetKind() == "Namespace" && o.GetName() == "shop" {
			o.SetLabels(map[string]string{"istio.io/rev": "external-istiod"})
		}
	}
	return e
}

func TestExternalControlPlane(t *testing.T) {
	p := newPool(checkout(t, ""))
	defer p.stop()
	report, err := judged(t, p, externalControlPlane(t), Rendering, Analyzers, XDS)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		if f.Level == judge.Error {
			t.Error(f)
		}
	}
	t.Log(report.Judged, report.Answers, report.Notes)
}

// Faults in a mesh, and who notices: the code and a part of the message.
func TestFaultsInMeshes(t *testing.T) {
	p := newPool(checkout(t, ""))
	defer p.stop()
	two := func() []site { return multiPrimary(false, "east", "west") }
	remote := func() []site { return primaryRemote(false, "203.0.113.7") }
	for name, c := range map[string]struct {
		sites              []site
		cluster, old, new  string
		code, part, finder string
	}{
		"another name of the cluster":             {two(), "east", "clusterName: east", "clusterName: est", "remote-secret", `the cluster calls itself "est"`, XDS},
		"a remote Secret of another key":          {two(), "east", "\n        west: |", "\n        wset: |", "remote-secret", `it is the key "wset"`, XDS},
		"a remote Secret without its label":       {two(), "east", `labels: {istio/multiCluster: "true"}, `, "", "unknown-cluster", "no kubeconfig for cluster west", XDS},
		"a remote Secret with another's token":    {two(), "east", "clusters/west, property: token", "clusters/east, property: token", "remote-secret", "the token is of cluster east", XDS},
		"a token in a variable that is not there": {two(), "east", "{{ .token }}", "{{ .tokn }}", "external-secret", "tokn", Rendering},
		"a Secret of the token without account":   {two(), "east", "service-account.name: istio-reader-service-account", "service-account.name: istio-reader", "no-account", "Kubernetes deletes it", Rendering},
		"another network of the namespace":        {two(), "east", "labels: {topology.istio.io/network: net-east}, annotations", "labels: {topology.istio.io/network: net-esat}, annotations", "network", "net-esat", Rendering},
		"another network of the gateway":          {two(), "west", "labels: {istio: eastwestgateway, topology.istio.io/network: net-west}}\nspec: {type", "labels: {istio: eastwestgateway, topology.istio.io/network: net-wset}}\nspec: {type", "endpoints", "a gateway of the network net-west", XDS},
		"another port of the gateway":             {two(), "west", "port: 15443, targetPort: 15443", "port: 15444, targetPort: 15443", "endpoints", "a gateway of the network net-west", XDS},
		"a gateway that passes nothing on":        {two(), "west", `hosts: ["*.local"]`, `hosts: ["*.global"]`, "no-listener", "does not listen on 15443", XDS},
		"another view of the gateway":             {two(), "west", "REQUESTED_NETWORK_VIEW, value: net-west", "REQUESTED_NETWORK_VIEW, value: net-east", "network", "asks for", XDS},
		"a root of its own":                       {two(), "east", "secretName: cacerts", "secretName: cacert", "root", "a root of its own making", XDS},
		"another mesh":                            {two(), "west", "meshID: mesh1", "meshID: mesh2", "mesh-id", "mesh2", XDS},
		"another trust domain":                    {two(), "west", "values: {", "values: {meshConfig: {trustDomain: west.local}, ", "trust-domain", "west.local", XDS},
		"another injection path":                  {remote(), "west", "/inject/cluster/west", "/inject/cluster/wset", "accepted", "wset", XDS},
		"another network of the injection path":   {remote(), "west", "net/net-west}", "net/net-wset}", "network", "net-wset", Rendering},
		"no annotation of the namespace":          {remote(), "west", "topology.istio.io/controlPlaneClusters: east", "", "remote-controllers", "no annotation", Rendering},
		"another annotation of the namespace":     {remote(), "west", "topology.istio.io/controlPlaneClusters: east", "topology.istio.io/controlPlaneClusters: esat", "webhook-unpatched", "it is east", Rendering},
		"an istiod that serves no other":          {remote(), "east", `env: {EXTERNAL_ISTIOD: "true"}`, "env: {}", "webhook-unpatched", "EXTERNAL_ISTIOD", Rendering},
		"an istiod that is not exposed":           {remote(), "east", "host: istiod.istio-system.svc.cluster.local, port: {number: 15012}", "host: istio.istio-system.svc.cluster.local, port: {number: 15012}", "leads-in", "the gateway leads to", XDS},
		"an address that is nobody's":             {primaryRemote(false, "203.0.113.7"), "east", "port: 15012, targetPort: 15012", "port: 15013, targetPort: 15012", "no-control-plane", "no Service of any cluster has the address", Rendering},
		"a profile that is not remote":            {remote(), "west", "  profile: remote\n", "", "network", "its proxies are in the network", Rendering},
		"a Service that is shared by one only":    {ambientMesh(), "west", `istio.io/global: "true"`, `istio.io/global: "false"`, "shared-by-one", "", XDS},
		"an ambient gateway of another network":   {ambientMesh(), "west", "topology.istio.io/network: net-west}}\nspec:\n  gatewayClassName", "topology.istio.io/network: net-wset}}\nspec:\n  gatewayClassName", "shared", "has no gateway", XDS},
		"another name for ztunnel":                {ambientMesh(), "west", "multiCluster: {clusterName: west}}}}", "multiCluster: {clusterName: wset}}}}", "cluster-name", "it gets no certificates", Rendering},
	} {
		t.Run(name, func(t *testing.T) {
			before, err := judged(t, p, meshOf(t, c.sites...), c.finder)
			if err != nil {
				t.Fatal(err)
			}
			e := &source.Example{Name: "small", Target: source.Target{Ossm: "3.4", Openshift: "4.20"}}
			for _, s := range c.sites {
				text := s.documents()
				if s.name == c.cluster {
					if !strings.Contains(text, c.old) {
						t.Fatalf("%q is not in %s", c.old, text)
					}
					text = strings.Replace(text, c.old, c.new, 1)
				}
				objects, err := source.Parse([]byte(text), "01.k8s.yaml")
				if err != nil {
					t.Fatal(err)
				}
				e.Clusters = append(e.Clusters, &source.Cluster{Name: s.name, Objects: objects})
			}
			after, err := judged(t, p, e, c.finder)
			if err != nil {
				if c.code != "" {
					t.Fatal(err)
				}
				t.Logf("an error: %v", err)
				return
			}
			known := map[string]bool{}
			for _, f := range before.Findings {
				known[f.String()] = true
			}
			var fresh []string
			for _, f := range after.Findings {
				if known[f.String()] {
					continue
				}
				fresh = append(fresh, f.String())
				if f.Code == c.code && strings.Contains(f.Message, c.part) {
					return
				}
			}
			if c.code == "" && (len(fresh) > 0 || len(after.Answers) < len(before.Answers)) {
				t.Logf("%d answers, of %d; found %v", len(after.Answers), len(before.Answers), fresh)
				return
			}
			t.Errorf("not found: %s %q; found %s", c.code, c.part, strings.Join(fresh, "\n  "))
		})
	}
}

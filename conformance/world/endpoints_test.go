package world_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"

	"cdk8s-ossm/conformance/world"
	"cdk8s-ossm/conformance/world/worldtest"
)

func slicesOf(t *testing.T, w *world.World, namespace string) []discoveryv1.EndpointSlice {
	t.Helper()
	var all []discoveryv1.EndpointSlice
	for _, o := range w.Objects {
		if o.GetKind() != "EndpointSlice" || o.GetNamespace() != namespace {
			continue
		}
		slice := discoveryv1.EndpointSlice{}
		text, err := json.Marshal(o.Object)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &slice); err != nil {
			t.Fatal(err)
		}
		all = append(all, slice)
	}
	return all
}

func TestEndpoints(t *testing.T) {
	web := worldtest.Deployment("shop", "web", "", "")
	// A second workload of the same Service, in which the port of that name has another number.
	other := strings.NewReplacer("name: web,", "name: other,", "matchLabels: {app: web}", "matchLabels: {app: web, version: other}",
		"labels: {app: web}", "labels: {app: web, version: other}", "8080", "9090").Replace(web)
	cases := []struct {
		name      string
		documents []string
		want      []string
		codes     []string
	}{
		{"a number", []string{web, worldtest.Service("shop", "web", "{name: http, port: 80, targetPort: 8080}")}, []string{"web http:8080 2"}, nil},
		{"the port's own number", []string{web, worldtest.Service("shop", "web", "{name: http, port: 8080}")}, []string{"web http:8080 2"}, nil},
		{"a name", []string{web, worldtest.Service("shop", "web", "{name: web, port: 80, targetPort: http}")}, []string{"web web:8080 2"}, nil},
		{"a name with two numbers", []string{web, other, worldtest.Service("shop", "web", "{name: web, port: 80, targetPort: http}")},
			[]string{"web web:8080 2", "web web:9090 2"}, nil},
		{"a name that no pod has", []string{web, worldtest.Service("shop", "web", "{name: web, port: 80, targetPort: grpc}")},
			[]string{"web 2"}, []string{"port-unresolved Service shop/web"}},
		{"a selector of no pod", []string{web, worldtest.Service("shop", "nosuch", "{name: http, port: 80}")},
			nil, []string{"selects-nothing Service shop/nosuch"}},
		{"the workload is another party's", []string{worldtest.Service("shop", "web", "{name: http, port: 80}")}, nil, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w, _, findings := worldtest.Build(t, worldtest.Example(t,
				append([]string{worldtest.Mesh, worldtest.Namespace("shop", "")}, c.documents...)...))
			var got []string
			for _, s := range slicesOf(t, w, "shop") {
				parts := []string{s.Labels[discoveryv1.LabelServiceName]}
				for _, p := range s.Ports {
					parts = append(parts, fmt.Sprintf("%s:%d", *p.Name, *p.Port))
				}
				got = append(got, strings.Join(append(parts, fmt.Sprint(len(s.Endpoints))), " "))
			}
			worldtest.Same(t, "slices", got, c.want)
			worldtest.Same(t, "findings", worldtest.Codes(findings), c.codes)
		})
	}
}

func TestEndpointsPointAtPods(t *testing.T) {
	w, _, _ := worldtest.Build(t, worldtest.Example(t, worldtest.Mesh, worldtest.Namespace("shop", ""),
		worldtest.Deployment("shop", "web", "", ""), worldtest.Service("shop", "web", "{name: http, port: 80, targetPort: 8080}")))
	zones := map[string]bool{}
	for _, s := range slicesOf(t, w, "shop") {
		for _, e := range s.Endpoints {
			zones[*e.Zone] = true
			pod := w.Find("", "Pod", "shop", e.TargetRef.Name)
			if pod == nil || pod.GetUID() != e.TargetRef.UID {
				t.Errorf("%v points at no pod", e.TargetRef)
			}
		}
	}
	if !zones["east-a"] || !zones["east-b"] || len(zones) != 2 {
		t.Errorf("zones %v", zones)
	}
}

func TestServicesHaveAddresses(t *testing.T) {
	w, _, findings := worldtest.Build(t, worldtest.Example(t, worldtest.Mesh, worldtest.Namespace("shop", ""),
		worldtest.Service("shop", "plain", "{port: 80}"),
		strings.Replace(worldtest.Service("shop", "headless", "{port: 80}"), "spec: {", "spec: {clusterIP: None, ", 1),
		strings.Replace(worldtest.Service("shop", "open", "{port: 80}"), "spec: {", "spec: {type: LoadBalancer, ", 1)))
	worldtest.Same(t, "findings", worldtest.Codes(findings), nil)
	seen := map[string]string{}
	for _, o := range w.Objects {
		if o.GetKind() != "Service" {
			continue
		}
		service := corev1.Service{}
		text, _ := json.Marshal(o.Object)
		if err := json.Unmarshal(text, &service); err != nil {
			t.Fatal(err)
		}
		ip := service.Spec.ClusterIP
		if previous, twice := seen[ip]; twice || ip == "" {
			t.Errorf("%s and %s have %q", previous, service.Name, ip)
		}
		seen[ip] = service.Name
		if service.Spec.Ports[0].Protocol != corev1.ProtocolTCP || service.Spec.Ports[0].TargetPort.IntValue() == 0 && service.Spec.Ports[0].TargetPort.StrVal == "" {
			t.Errorf("%s: port %v", service.Name, service.Spec.Ports[0])
		}
		if open := len(service.Status.LoadBalancer.Ingress) == 1; open != (service.Name == "open") {
			t.Errorf("%s: load balancer %v", service.Name, service.Status.LoadBalancer)
		}
	}
	if seen["None"] != "headless" {
		t.Errorf("addresses %v", seen)
	}
}

package world

import (
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"istio.io/istio/pkg/config/host"

	"cdk8s-ossm/conformance/source"
)

// findMissing lists what routes name and the cluster does not hold.
func (b *builder) findMissing() error {
	users := map[string][]string{}
	hosts, err := b.serviceEntryHosts()
	if err != nil {
		return err
	}
	for _, o := range b.store.objects {
		for _, name := range namedHosts(o) {
			if missing := b.missingHost(name, o.GetNamespace(), hosts); missing != "" {
				users[missing] = append(users[missing], source.Ref(o))
			}
		}
		for _, ref := range namedServices(o) {
			if b.store.get("", "Service", ref.namespace, ref.name) == nil {
				id := fmt.Sprintf("Service %s/%s", ref.namespace, ref.name)
				users[id] = append(users[id], source.Ref(o))
			}
		}
	}
	for _, object := range sortedKeys(users) {
		b.missing = append(b.missing, Reference{Object: object, By: unique(users[object])})
	}
	return nil
}

func (b *builder) serviceEntryHosts() ([]host.Name, error) {
	var all []host.Name
	for _, o := range b.store.of("networking.istio.io", "ServiceEntry") {
		names, _, err := unstructured.NestedStringSlice(o.Object, "spec", "hosts")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", source.Ref(o), err)
		}
		for _, n := range names {
			all = append(all, host.Name(n))
		}
	}
	return all, nil
}

// missingHost names the Service or host that does not exist; empty where it does, or where the name is a wildcard.
func (b *builder) missingHost(name, namespace string, known []host.Name) string {
	if name == "" || strings.HasPrefix(name, "*") {
		return ""
	}
	for _, h := range known {
		if h.Matches(host.Name(name)) {
			return ""
		}
	}
	parts := strings.Split(name, ".")
	switch {
	case len(parts) == 1:
		parts = []string{name, namespace}
	case len(parts) > 2 && parts[2] == "svc":
		parts = parts[:2]
	case len(parts) == 2 && b.store.namespace(parts[1]) != nil:
	default:
		return "host " + name
	}
	if b.store.get("", "Service", parts[1], parts[0]) != nil {
		return ""
	}
	return fmt.Sprintf("Service %s/%s", parts[1], parts[0])
}

// namedHosts are the destinations of Istio's own routes.
func namedHosts(o *unstructured.Unstructured) []string {
	if o.GroupVersionKind().Group != "networking.istio.io" {
		return nil
	}
	switch o.GetKind() {
	case "VirtualService":
		var names []string
		for _, field := range []string{"http", "tls", "tcp"} {
			routes, _, _ := unstructured.NestedSlice(o.Object, "spec", field)
			for _, r := range routes {
				route, _ := r.(map[string]any)
				names = append(names, hostOf(route["mirror"]))
				for _, many := range []string{"route", "mirrors"} {
					for _, d := range list(route[many]) {
						destination, _ := d.(map[string]any)
						names = append(names, hostOf(destination["destination"]))
					}
				}
			}
		}
		return names
	case "DestinationRule":
		name, _, _ := unstructured.NestedString(o.Object, "spec", "host")
		return []string{name}
	}
	return nil
}

func hostOf(destination any) string {
	m, _ := destination.(map[string]any)
	name, _ := m["host"].(string)
	return name
}

type serviceRef struct{ namespace, name string }

// namedServices are the backends of Gateway API routes and of OpenShift's.
func namedServices(o *unstructured.Unstructured) []serviceRef {
	var refs []serviceRef
	add := func(ref map[string]any) {
		group, _ := ref["group"].(string)
		kind, _ := ref["kind"].(string)
		name, _ := ref["name"].(string)
		ns, _ := ref["namespace"].(string)
		if ns == "" {
			ns = o.GetNamespace()
		}
		if group == "" && (kind == "" || kind == "Service") && name != "" {
			refs = append(refs, serviceRef{ns, name})
		}
	}
	switch gvk := o.GroupVersionKind(); {
	case gvk.Group == gatewayAPI && strings.HasSuffix(gvk.Kind, "Route"):
		rules, _, _ := unstructured.NestedSlice(o.Object, "spec", "rules")
		for _, r := range rules {
			rule, _ := r.(map[string]any)
			for _, ref := range list(rule["backendRefs"]) {
				backend, _ := ref.(map[string]any)
				add(backend)
			}
			for _, f := range list(rule["filters"]) {
				filter, _ := f.(map[string]any)
				mirror, _ := filter["requestMirror"].(map[string]any)
				backend, _ := mirror["backendRef"].(map[string]any)
				add(backend)
			}
		}
	case gvk.Group == "route.openshift.io" && gvk.Kind == "Route":
		to, _, _ := unstructured.NestedMap(o.Object, "spec", "to")
		add(to)
		backends, _, _ := unstructured.NestedSlice(o.Object, "spec", "alternateBackends")
		for _, a := range backends {
			backend, _ := a.(map[string]any)
			add(backend)
		}
	}
	return refs
}

package world

import (
	"encoding/base64"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"sort"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/tools/clientcmd"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
)

// Layout is how the clusters of an example hang together: which istiod serves which cluster, and which others it reads. All of it
// follows from the objects: the kubeconfigs in Secrets, the addresses in the operator's resources, the routes of gateways.
type Layout struct {
	Example *source.Example
	// Notes are what had to be taken on trust.
	Notes []string

	stored  Stored
	vault   *vault
	members []*member
	istiods []*Istiod
	// servers are the clusters by the addresses of their API servers.
	servers map[string]string
	worlds  map[string]*built
}

// built is a world with what was found while building it.
type built struct {
	world    *World
	findings []judge.Finding
	err      error
}

// member is one cluster.
type member struct {
	cluster   *source.Cluster
	rendering *render.Rendering
	failure   error
	// secrets are those that istiod reads: emitted, or made of ExternalSecrets.
	secrets []*unstructured.Unstructured
	// broken is why no Secret can be made of an ExternalSecret, by source.Ref.
	broken map[string]string
	// notes are what was taken on trust in the cluster alone.
	notes []string
	// given are addresses that others know of Services, by `namespace/name`.
	given map[string]string
	// served are the istiods of its remote control planes, by revision.
	served map[string]*Istiod
	// unserved is why there is none, by revision.
	unserved map[string]string
}

// Istiod is a control plane that runs somewhere.
type Istiod struct {
	// Host is the cluster that it runs in, Config the one that it reads its configuration from.
	Host, Config string
	*render.ControlPlane
	// ID is what it calls the cluster of its configuration.
	ID string
	// Remotes are the other clusters that it has kubeconfigs for, by their ids.
	Remotes []*Remote
}

// Remote is a cluster that an istiod has a kubeconfig for.
type Remote struct {
	// ID is the key in the Secret's data, which istiod takes for the cluster's id.
	ID string
	// Secret as source.Ref names it.
	Secret string
	// Kubeconfig is the value.
	Kubeconfig []byte
	// Cluster is the one that the server in it leads to; empty where that is unknown.
	Cluster string
}

// Lay finds out how the clusters hang together.
func Lay(example *source.Example, stored Stored) *Layout {
	l := &Layout{
		Example: example, stored: stored, vault: newVault(example.Clusters), servers: map[string]string{}, worlds: map[string]*built{},
	}
	for _, c := range example.Clusters {
		m := &member{cluster: c, broken: map[string]string{}, given: map[string]string{}, served: map[string]*Istiod{}, unserved: map[string]string{}}
		m.rendering, m.failure = rendered(c)
		l.members = append(l.members, m)
		l.secretsOf(m)
	}
	l.findServers()
	for _, m := range l.members {
		l.findIstiods(m)
	}
	l.findAddresses()
	for _, m := range l.members {
		l.findServing(m)
	}
	sort.Strings(l.Notes)
	l.Notes = slices.Compact(l.Notes)
	return l
}

func (l *Layout) member(name string) *member {
	for _, m := range l.members {
		if m.cluster.Name == name {
			return m
		}
	}
	return nil
}

// NotesOf are what was taken on trust about a cluster.
func (l *Layout) NotesOf(name string) []string {
	notes := slices.Clone(l.member(name).notes)
	for _, note := range l.Notes {
		if strings.Contains(note, "of cluster "+name+":") {
			notes = append(notes, note)
		}
	}
	return notes
}

// Remote are the clusters that a Service leads to istiod from: by its address, with the control planes there that name it.
func (l *Layout) Remote(cluster, service string) []*Caller {
	var all []*Caller
	for _, m := range l.members {
		if m.rendering == nil {
			continue
		}
		for _, cp := range m.rendering.ControlPlanes {
			address := cp.At("global", "remotePilotAddress")
			if host, name := l.owner(address); cp.Remote && host != nil && host.cluster.Name == cluster && name == service && m.served[cp.Revision] != nil {
				all = append(all, &Caller{Cluster: m.cluster.Name, Address: address, Local: cp, Istiod: m.served[cp.Revision]})
			}
		}
	}
	return all
}

// Caller is a cluster whose proxies and API server call an istiod of another.
type Caller struct {
	Cluster, Address string
	// Local is what stands for the istiod in that cluster.
	Local  *render.ControlPlane
	Istiod *Istiod
}

// Istiods are all, in the order of the clusters that they run in.
func (l *Layout) Istiods() []*Istiod { return l.istiods }

// Serving are the istiods to which the proxies of a cluster can connect: those that read their configuration from it, and those
// that its remote control planes lead to.
func (l *Layout) Serving(name string) []*Istiod {
	var found []*Istiod
	for _, i := range l.istiods {
		if i.Config == name {
			found = append(found, i)
		}
	}
	m := l.member(name)
	if m == nil {
		return found
	}
	for _, revision := range slices.Sorted(maps.Keys(m.served)) {
		if i := m.served[revision]; !slices.Contains(found, i) {
			found = append(found, i)
		}
	}
	return found
}

// secretsOf collects the Secrets that an istiod would read.
func (l *Layout) secretsOf(m *member) {
	for _, o := range m.cluster.Of("", "Secret") {
		if _, labelled := o.GetLabels()[multiClusterLabel]; labelled || o.GetName() == configSecret {
			m.secrets = append(m.secrets, o.Unstructured)
		}
	}
	for _, o := range m.cluster.Of(externalSecrets, "ExternalSecret") {
		if !forIstiod(o.Unstructured) {
			continue
		}
		l.vault.trusted = func(entry string) {
			m.notes = append(m.notes, fmt.Sprintf("%s is made of %s, which the output does not put into the store", o.Ref(), entry))
		}
		secret, err := l.vault.made(o.Unstructured)
		if err != nil {
			m.broken[o.Ref()] = err.Error()
			continue
		}
		m.secrets = append(m.secrets, secret)
	}
}

// dataOf is what a Secret holds, decoded.
func dataOf(o *unstructured.Unstructured) map[string][]byte {
	all := map[string][]byte{}
	data, _, _ := unstructured.NestedStringMap(o.Object, "data")
	for key, value := range data {
		if decoded, err := base64.StdEncoding.DecodeString(value); err == nil {
			all[key] = decoded
		}
	}
	data, _, _ = unstructured.NestedStringMap(o.Object, "stringData")
	for key, value := range data {
		all[key] = []byte(value)
	}
	return all
}

// findServers finds out which API server belongs to which cluster: by what was read from the running cluster, or else by what most
// of the Secrets say that name the server.
func (l *Layout) findServers() {
	votes := map[string]map[string]int{}
	for _, m := range l.members {
		for _, s := range m.secrets {
			for key, text := range dataOf(s) {
				config, err := clientcmd.Load(text)
				if err != nil {
					continue
				}
				for name, c := range config.Clusters {
					if votes[c.Server] == nil {
						votes[c.Server] = map[string]int{}
					}
					for _, word := range []string{key, name, config.CurrentContext, s.GetAnnotations()["networking.istio.io/cluster"]} {
						if l.member(word) != nil {
							votes[c.Server][word]++
						}
					}
				}
			}
		}
	}
	for server, names := range votes {
		best := ""
		for _, name := range slices.Sorted(maps.Keys(names)) {
			if best == "" || names[name] > names[best] {
				best = name
			}
		}
		if best != "" {
			l.servers[server] = best
		}
	}
	for _, m := range l.members {
		if m.cluster.Facts != nil && m.cluster.Facts.APIServer.URL != "" {
			l.servers[m.cluster.Facts.APIServer.URL] = m.cluster.Name
		}
	}
}

// leadsTo is the cluster that a kubeconfig leads to; empty where that is unknown.
func (l *Layout) leadsTo(kubeconfig []byte) string {
	config, err := clientcmd.Load(kubeconfig)
	if err != nil {
		return ""
	}
	context := config.Contexts[config.CurrentContext]
	if context == nil || config.Clusters[context.Cluster] == nil {
		return ""
	}
	return l.servers[config.Clusters[context.Cluster].Server]
}

// findIstiods lists the istiods of a cluster, with what they know of others.
func (l *Layout) findIstiods(m *member) {
	if m.rendering == nil {
		return
	}
	for _, cp := range m.rendering.ControlPlanes {
		if cp.Remote {
			continue
		}
		i := &Istiod{Host: m.cluster.Name, Config: m.cluster.Name, ControlPlane: cp, ID: "Kubernetes"}
		if id := cp.Env()["CLUSTER_ID"]; id != "" {
			i.ID = id
		}
		for _, s := range m.secrets {
			if s.GetNamespace() != cp.Namespace {
				continue
			}
			data := dataOf(s)
			if s.GetName() == configSecret {
				if text := data[configKey]; text != nil {
					i.Config = l.leadsTo(text)
				}
				continue
			}
			if s.GetLabels()[multiClusterLabel] != "true" {
				continue
			}
			for _, id := range slices.Sorted(maps.Keys(data)) {
				if id != i.ID {
					i.Remotes = append(i.Remotes, &Remote{ID: id, Secret: source.Ref(s), Kubeconfig: data[id], Cluster: l.leadsTo(data[id])})
				}
			}
		}
		sort.SliceStable(i.Remotes, func(a, b int) bool { return i.Remotes[a].ID < i.Remotes[b].ID })
		l.istiods = append(l.istiods, i)
	}
}

// findAddresses gives Services the addresses that the output, or somebody who looked, knows of them.
func (l *Layout) findAddresses() {
	for _, m := range l.members {
		if m.cluster.Facts != nil {
			maps.Copy(m.given, m.cluster.Facts.Addresses)
		}
	}
	for _, m := range l.members {
		if m.rendering == nil {
			continue
		}
		for _, cp := range m.rendering.ControlPlanes {
			address := cp.At("global", "remotePilotAddress")
			if !cp.Remote || address == "" {
				continue
			}
			if host, _ := l.owner(address); host != nil {
				continue
			}
			l.assume(m, cp, address)
		}
	}
}

// Owner is the cluster of which a Service has the address; empty where that is unknown.
func (l *Layout) Owner(address string) string {
	if m, _ := l.owner(address); m != nil {
		return m.cluster.Name
	}
	return ""
}

// OwnerService is the `namespace/name` of the Service that has the address; empty where that is unknown.
func (l *Layout) OwnerService(address string) string {
	_, name := l.owner(address)
	return name
}

// owner is the cluster and the Service that have an address.
func (l *Layout) owner(address string) (*member, string) {
	for _, m := range l.members {
		for _, name := range slices.Sorted(maps.Keys(m.given)) {
			if m.given[name] == address {
				return m, name
			}
		}
	}
	return nil, ""
}

// assume takes an address that a remote control plane names for that of a Service which opens the port of istiod, in a cluster
// that has one: first in those that the remote's namespace names.
func (l *Layout) assume(remote *member, cp *render.ControlPlane, address string) {
	named := controllers(remote.cluster, cp.Namespace)
	var best *member
	bestName, bestRank := "", 0
	for _, i := range l.istiods {
		m := l.member(i.Host)
		for _, name := range openings(m.cluster) {
			if _, taken := m.given[name]; taken || m == remote {
				continue
			}
			rank := 1
			if slices.Contains(named, i.ID) {
				rank += 2
			}
			if i.Revision == cp.Revision && i.Namespace == cp.Namespace {
				rank++
			}
			if rank > bestRank {
				best, bestName, bestRank = m, name, rank
			}
		}
	}
	if best == nil {
		return
	}
	best.given[bestName] = address
	l.Notes = append(l.Notes, fmt.Sprintf("%s is taken for the address of Service %s of cluster %s: %s names it", address, bestName, best.cluster.Name, remote.cluster.Name))
}

// controllers are the ids of the clusters whose istiods may write into a cluster.
func controllers(c *source.Cluster, namespace string) []string {
	ns := c.Find("", "Namespace", "", namespace)
	if ns == nil {
		return nil
	}
	var ids []string
	for _, id := range strings.Split(ns.GetAnnotations()["topology.istio.io/controlPlaneClusters"], ",") {
		if id = strings.TrimSpace(id); id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// discoveryPort is where proxies find istiod.
const discoveryPort = 15012

// openings are the Services of a cluster by which istiod can be reached from outside: emitted, or made for a Gateway.
func openings(c *source.Cluster) []string {
	var names []string
	for _, o := range c.Of("", "Service") {
		ports, _, _ := unstructured.NestedSlice(o.Object, "spec", "ports")
		for _, p := range ports {
			if port, _ := p.(map[string]any); fmt.Sprint(port["port"]) == fmt.Sprint(discoveryPort) {
				names = append(names, o.GetNamespace()+"/"+o.GetName())
			}
		}
	}
	for _, o := range c.Of(gatewayAPI, "Gateway") {
		class, _, _ := unstructured.NestedString(o.Object, "spec", "gatewayClassName")
		listeners, _, _ := unstructured.NestedSlice(o.Object, "spec", "listeners")
		for _, p := range listeners {
			if listener, _ := p.(map[string]any); class == "istio" && fmt.Sprint(listener["port"]) == fmt.Sprint(discoveryPort) {
				names = append(names, o.GetNamespace()+"/"+o.GetName()+"-"+class)
			}
		}
	}
	return names
}

// findServing finds the istiod that each remote control plane of a cluster leads to.
func (l *Layout) findServing(m *member) {
	if m.rendering == nil {
		return
	}
	for _, cp := range m.rendering.ControlPlanes {
		if !cp.Remote {
			continue
		}
		address := cp.At("global", "remotePilotAddress")
		host, service := l.owner(address)
		if host == nil {
			m.unserved[cp.Revision] = fmt.Sprintf("no Service of any cluster has the address %q", address)
			continue
		}
		var exposed []*Istiod
		for _, i := range l.istiods {
			if i.Host == host.cluster.Name && routesTo(host.cluster, i.Service(), i.Namespace) {
				exposed = append(exposed, i)
			}
		}
		// A gateway that leads to several is told apart by the names that are asked for: those of the remote's own Service.
		for _, i := range exposed {
			if i.Revision == cp.Revision && i.Namespace == cp.Namespace || len(exposed) == 1 {
				m.served[cp.Revision] = i
			}
		}
		if m.served[cp.Revision] == nil {
			m.unserved[cp.Revision] = fmt.Sprintf("behind the address %s is Service %s of cluster %s, and nothing there leads on to istiod", address, service, host.cluster.Name)
			continue
		}
		if _, err := netip.ParseAddr(address); err != nil && !hasPort(host.cluster, service, 443) {
			m.unserved[cp.Revision] = fmt.Sprintf("%s is a name, so the webhook calls port 443 there, which Service %s of cluster %s does not have", address, service, host.cluster.Name)
			delete(m.served, cp.Revision)
		}
	}
}

func hasPort(c *source.Cluster, service string, number int) bool {
	namespace, name, _ := strings.Cut(service, "/")
	o := c.Find("", "Service", namespace, name)
	if o == nil {
		return true // made by Istio, with the ports of its Gateway
	}
	ports, _, _ := unstructured.NestedSlice(o.Object, "spec", "ports")
	return slices.ContainsFunc(ports, func(p any) bool {
		port, _ := p.(map[string]any)
		return fmt.Sprint(port["port"]) == fmt.Sprint(number)
	})
}

// routesTo says whether a route of the cluster leads to a Service. What the gateway really does with it is asked of Istio later.
func routesTo(c *source.Cluster, name, namespace string) bool {
	host := name + "." + namespace + ".svc"
	for _, o := range c.Of("networking.istio.io", "VirtualService") {
		for _, named := range namedHosts(o.Unstructured) {
			if named == host || named == host+".cluster.local" || named == name && o.GetNamespace() == namespace {
				return true
			}
		}
	}
	for _, kind := range []string{"TLSRoute", "TCPRoute", "HTTPRoute"} {
		for _, o := range c.Of(gatewayAPI, kind) {
			for _, ref := range namedServices(o.Unstructured) {
				if ref.name == name && ref.namespace == namespace {
					return true
				}
			}
		}
	}
	return false
}

// Flags are those of the istiods that serve a cluster; see the function Flags.
func (l *Layout) Flags(name string) (map[string]string, error) {
	if m := l.member(name); m != nil && m.failure != nil {
		return nil, m.failure
	}
	var planes []*render.ControlPlane
	for _, i := range l.Serving(name) {
		planes = append(planes, i.ControlPlane)
	}
	return flagsOf(planes)
}

// Rendering is what the operator installs in a cluster.
func (l *Layout) Rendering(name string) (*render.Rendering, error) {
	m := l.member(name)
	if m == nil {
		return nil, fmt.Errorf("example %s has no cluster %s", l.Example.Name, name)
	}
	return m.rendering, m.failure
}

// World is the simulated cluster of that name, and what was found while simulating it. It is made once.
func (l *Layout) World(name string) (*World, []judge.Finding, error) {
	if known := l.worlds[name]; known != nil {
		return known.world, known.findings, known.err
	}
	b := &built{}
	l.worlds[name] = b
	m := l.member(name)
	switch {
	case m == nil:
		b.err = fmt.Errorf("example %s has no cluster %s", l.Example.Name, name)
	case m.failure != nil:
		b.err = m.failure
	default:
		b.world, b.findings, b.err = cached(l, m)
	}
	return b.world, b.findings, b.err
}

// Single says whether there is nothing that hangs together: one cluster, that has its istiod, or none.
func (l *Layout) Single() bool {
	if len(l.members) != 1 {
		return false
	}
	return l.members[0].rendering == nil || !slices.ContainsFunc(l.members[0].rendering.ControlPlanes, func(cp *render.ControlPlane) bool { return cp.Remote })
}

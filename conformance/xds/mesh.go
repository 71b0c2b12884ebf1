package xds

import (
	"fmt"
	"slices"
	"sort"

	"k8s.io/apimachinery/pkg/runtime"

	corev1 "k8s.io/api/core/v1"

	"istio.io/istio/pilot/pkg/features"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/serviceregistry"
	"istio.io/istio/pilot/pkg/serviceregistry/aggregate"
	"istio.io/istio/pilot/pkg/serviceregistry/provider"
	pilotxds "istio.io/istio/pilot/test/xds"
	"istio.io/istio/pkg/cluster"
	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/config/mesh/meshwatcher"
	"istio.io/istio/pkg/kube"
	"istio.io/istio/pkg/test"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/world"
)

// In a mesh of more control planes than few, the proxies of some are asked everything; of the others only whether they know the
// clusters, and accept the proxies.
const (
	few  = 6
	some = 3
)

// Judge judges what proxies are told by the istiods that read their configuration from a cluster: the cluster's own proxies, and
// those of other clusters which these istiods serve.
func Judge(l *world.Layout, name string) (judge.Report, error) {
	w, _, err := l.World(name)
	if err != nil {
		return judge.Report{}, err
	}
	if l.Single() {
		var planes []*render.ControlPlane
		for _, p := range w.Planes() {
			planes = append(planes, p.ControlPlane)
		}
		return Cluster(w, planes)
	}
	var report judge.Report
	all := &seen{opened: map[string]bool{}, listening: map[*world.Pod]map[uint32]bool{}}
	asked := 0
	for _, i := range l.Istiods() {
		if i.Config != name {
			continue
		}
		asked++
		one, err := istiod(l, i, all, thorough(l, i))
		if err != nil {
			return report, fmt.Errorf("%s of cluster %s: %w", i.Owner, i.Host, err)
		}
		report.Add(one)
	}
	if asked > 0 && len(all.listening) > 0 {
		report.Add(withoutPods(w, all.opened))
		routes, err := openshiftRoutes(w, all)
		if err != nil {
			return report, err
		}
		report.Add(routes)
	}
	report.Sort()
	return report, nil
}

// thorough says whether everything is asked of an istiod: of the first, the last and the one in the middle where there are many.
func thorough(l *world.Layout, i *world.Istiod) bool {
	list := l.Istiods()
	if len(list) <= few {
		return true
	}
	at := slices.Index(list, i)
	return at == 0 || at == len(list)-1 || at == len(list)/2
}

func istiod(l *world.Layout, i *world.Istiod, all *seen, deep bool) (judge.Report, error) {
	j := &judging{cp: i.ControlPlane, seen: all, layout: l}
	var failed error
	err := test.Wrap(func(t test.Failer) {
		failed = j.acrossClusters(t, l, i, deep)
	})
	if failed == nil {
		failed = err
	}
	return j.report, failed
}

func (j *judging) acrossClusters(t test.Failer, l *world.Layout, i *world.Istiod, deep bool) error {
	text, err := i.MeshConfigYAML()
	if err != nil {
		return err
	}
	if j.mesh, err = mesh.ApplyMeshConfigDefaults(text); err != nil {
		return err
	}
	if err := j.meet(l, i); err != nil {
		return err
	}
	if j.known, err = j.learn(t, l, i); err != nil {
		return err
	}
	j.complete(l, i)
	if err := j.providers(l); err != nil {
		return err
	}
	if err := j.identify(); err != nil {
		return err
	}
	if !deep {
		j.report.Notes = append(j.report.Notes, fmt.Sprintf("Of %s of cluster %s only is asked which clusters it knows, and whether it accepts their proxies", i.Owner, i.Host))
		return nil
	}
	if err := j.serveAll(t, i); err != nil {
		return err
	}
	for _, p := range j.peers {
		if !p.served {
			continue
		}
		j.home, j.facts = p, p.facts
		if err := j.steps(); err != nil {
			return fmt.Errorf("proxies of cluster %s: %w", p.facts.view.Cluster, err)
		}
	}
	return nil
}

// meet collects the clusters that istiod knows, as it sees them.
func (j *judging) meet(l *world.Layout, i *world.Istiod) error {
	add := func(id, name string, config bool) error {
		w, _, err := l.World(name)
		if err != nil {
			return err
		}
		p := &peer{id: cluster.ID(id), config: config}
		view := w
		for _, serves := range w.Planes() {
			if serves.Host == i.Host && serves.Revision == i.Revision {
				p.served = true
				view = w.For(serves.ControlPlane)
			}
		}
		if !p.served {
			if view, err = w.SeenBy(i.ControlPlane); err != nil {
				return err
			}
		}
		if p.facts, err = read(view); err != nil {
			return err
		}
		if ns := p.facts.namespaces[i.Namespace]; ns != nil {
			p.network = ns.Labels[networkLabel]
		}
		j.peers = append(j.peers, p)
		return nil
	}
	if err := add(i.ID, i.Config, true); err != nil {
		return err
	}
	met := map[string]bool{i.ID: true}
	for _, r := range i.Remotes {
		if met[r.ID] || r.Cluster == "" {
			continue
		}
		met[r.ID] = true
		if err := add(r.ID, r.Cluster, false); err != nil {
			return err
		}
	}
	sort.SliceStable(j.peers, func(a, b int) bool { return j.peers[a].id < j.peers[b].id })
	j.facts = j.own().facts
	return nil
}

// own is the cluster with the configuration.
func (j *judging) own() *peer {
	return j.peers[slices.IndexFunc(j.peers, func(p *peer) bool { return p.config })]
}

// clusterID is the name that istiod has for the cluster whose proxies are looked at.
func (j *judging) clusterID() cluster.ID {
	if j.home != nil {
		return j.home.id
	}
	return clusterOf(j.cp)
}

// serveAll starts a discovery server with a registry for each cluster, and the configuration of one.
func (j *judging) serveAll(t test.Failer, i *world.Istiod) error {
	objects := map[cluster.ID][]runtime.Object{}
	for _, p := range j.peers {
		list, err := registryObjects(p)
		if err != nil {
			return err
		}
		objects[p.id] = list
	}
	configs, err := j.own().facts.view.IstioConfigs()
	if err != nil {
		return err
	}
	text, err := i.MeshNetworksYAML()
	if err != nil {
		return err
	}
	networks, err := mesh.ParseMeshNetworks(text)
	if err != nil {
		return err
	}
	options := pilotxds.FakeOptions{
		DefaultClusterName:         cluster.ID(i.ID),
		KubernetesObjectsByCluster: objects,
		Configs:                    configs,
		MeshConfig:                 j.mesh,
		NetworksWatcher:            meshwatcher.NewFixedNetworksWatcher(networks),
		KubeClientBuilder: func(objects ...runtime.Object) kube.Client {
			c := kube.NewFakeClient(objects...)
			answerAccess(c, objects)
			return c
		},
	}
	if features.EnableAmbient && features.EnableAmbientMultiNetwork {
		index, err := j.ambientIndex(t, i, objects)
		if err != nil {
			return err
		}
		options.AmbientIndex, j.ambient = index, index
	}
	j.ds = pilotxds.NewFakeDiscoveryServer(t, options)
	if err := j.order(t); err != nil {
		return err
	}
	if j.ambient == nil && j.ds.AmbientIndex != nil {
		j.ambient = j.ds.AmbientIndex
	}
	return nil
}

// order puts the registries into an order: that of the cluster with the configuration is first, as in istiod, and the others are by
// their names. The first that has a Service decides about its ports.
func (j *judging) order(t test.Failer) error {
	registries, ours := j.ds.Env().ServiceDiscovery.(*aggregate.Controller)
	if !ours {
		return fmt.Errorf("the discovery server has a %T", j.ds.Env().ServiceDiscovery)
	}
	byID := map[cluster.ID]serviceregistry.Instance{}
	for _, r := range registries.GetRegistries() {
		if r.Provider() == provider.Kubernetes {
			byID[r.Cluster()] = r
			registries.DeleteRegistry(r.Cluster(), provider.Kubernetes)
		}
	}
	for _, p := range append([]*peer{j.own()}, j.peers...) {
		if r := byID[p.id]; r != nil {
			registries.AddRegistry(r)
			delete(byID, p.id)
		}
	}
	j.ds.Discovery.ConfigUpdate(&model.PushRequest{Forced: true, Reason: model.NewReasonStats(model.GlobalUpdate)})
	j.ds.EnsureSynced(t)
	return nil
}

// registryObjects are what istiod reads from a cluster. Two things are done here for the server that is used in tests: it does not
// read the network from the namespace of the control plane, so the Pods are given it; and it has no DNS.
func registryObjects(p *peer) ([]runtime.Object, error) {
	all, err := kubeObjects(p.facts.view)
	if err != nil {
		return nil, err
	}
	var kept []runtime.Object
	for _, o := range all {
		if isIstio(o.GetObjectKind().GroupVersionKind().Group) && !p.config {
			continue
		}
		switch typed := o.(type) {
		case *corev1.Secret:
			if _, is := typed.Labels["istio/multiCluster"]; is {
				continue
			}
		case *corev1.Pod:
			if _, labelled := typed.Labels[networkLabel]; !labelled && p.network != "" {
				if typed.Labels == nil {
					typed.Labels = map[string]string{}
				}
				typed.Labels[networkLabel] = p.network
			}
		case *corev1.Service:
			for n := range typed.Status.LoadBalancer.Ingress {
				if in := &typed.Status.LoadBalancer.Ingress[n]; in.Hostname != "" {
					in.IP, in.Hostname = resolved(in.Hostname), ""
				}
			}
		}
		kept = append(kept, o)
	}
	return kept, nil
}

// answer notes what a client is told, so that it shows what a Secret, a label or a gateway carries.
func (j *judging) answer(c client, to target, got []string) {
	for _, address := range got {
		j.report.Answers = append(j.report.Answers, fmt.Sprintf("%s in %s: %s:%d is at %s", c.pod.Workload, c.home.facts.view.Cluster, to.host, to.port, address))
	}
}

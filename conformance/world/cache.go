package world

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
)

// remembered keeps what was made of equal input, in this process: of a mesh of many clusters a planted fault changes one.
type remembered[T any] struct {
	mutex sync.Mutex
	made  map[[sha256.Size]byte]T
	order [][sha256.Size]byte
	most  int
}

func (r *remembered[T]) get(key [sha256.Size]byte, make func() T) T {
	r.mutex.Lock()
	known, is := r.made[key]
	r.mutex.Unlock()
	if is {
		return known
	}
	made := make()
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if _, is := r.made[key]; !is {
		r.made[key] = made
		r.order = append(r.order, key)
	}
	if len(r.order) > r.most {
		delete(r.made, r.order[0])
		r.order = r.order[1:]
	}
	return made
}

func keyOfParts(parts ...any) ([sha256.Size]byte, error) {
	text, err := json.Marshal(parts)
	return sha256.Sum256(text), err
}

type renderedCluster struct {
	rendering *render.Rendering
	err       error
}

var (
	renderings = &remembered[renderedCluster]{made: map[[sha256.Size]byte]renderedCluster{}, most: 100}
	worlds     = &remembered[*built]{made: map[[sha256.Size]byte]*built{}, most: 60}
)

// rendered is what the operator installs in a cluster.
func rendered(c *source.Cluster) (*render.Rendering, error) {
	var operands []*source.Object
	for _, o := range c.Objects {
		if o.Group() == "sailoperator.io" {
			operands = append(operands, o)
		}
	}
	key, err := keyOfParts(operands)
	if err != nil {
		return nil, err
	}
	r := renderings.get(key, func() renderedCluster {
		rendering, err := render.Cluster(&source.Cluster{Name: c.Name, Objects: operands})
		return renderedCluster{rendering, err}
	})
	return r.rendering, r.err
}

// cached builds a cluster's world, or takes one that was built of the same.
func cached(l *Layout, m *member) (*World, []judge.Finding, error) {
	if l.Single() {
		return build(l, m)
	}
	var parts []any
	for _, o := range l.members {
		parts = append(parts, o.cluster.Name)
	}
	serving := map[string]any{}
	for revision, i := range m.served {
		operands, err := ofIstiod(l, i)
		if err != nil {
			return nil, nil, err
		}
		serving[revision] = operands
	}
	known := []any{}
	for _, i := range l.istiods {
		var ids []string
		for _, r := range i.Remotes {
			ids = append(ids, r.ID+"="+r.Cluster)
		}
		known = append(known, []any{i.Host, i.Config, i.ID, i.Revision, ids})
	}
	elsewhere := []any{}
	for _, o := range m.cluster.Of("", "Service") {
		if l.servedElsewhere(m, o.Unstructured) {
			elsewhere = append(elsewhere, o.Ref())
		}
	}
	key, err := keyOfParts(l.Example.Name, l.Example.Target, parts, m.cluster.Name, m.cluster.Objects, m.given, m.unserved, serving, elsewhere, remoteOnly(m, known), m.secrets, l.stored != nil)
	if err != nil {
		return nil, nil, err
	}
	b := worlds.get(key, func() *built {
		w, findings, err := build(l, m)
		return &built{w, findings, err}
	})
	if b.err != nil {
		return nil, nil, b.err
	}
	return b.world, slices.Clone(b.findings), nil
}

// ofIstiod is what decides how an istiod treats the Pods of another cluster.
func ofIstiod(l *Layout, i *Istiod) (any, error) {
	host := l.member(i.Config)
	if host == nil {
		return nil, fmt.Errorf("%s of cluster %s: it is unknown which cluster its kubeconfig leads to", i.Owner, i.Host)
	}
	var ids []string
	for _, r := range i.Remotes {
		ids = append(ids, r.ID+"="+r.Cluster)
	}
	proxyConfigs := []*source.Object{}
	for _, o := range host.cluster.Of("networking.istio.io", "ProxyConfig") {
		proxyConfigs = append(proxyConfigs, o)
	}
	return map[string]any{"host": i.Host, "config": i.Config, "id": i.ID, "revision": i.Revision, "remotes": ids, "values": maps.Clone(i.Values), "proxies": proxyConfigs}, nil
}

// remoteOnly is what decides about remote control planes, for a cluster that has one.
func remoteOnly(m *member, known []any) []any {
	for _, cp := range m.rendering.ControlPlanes {
		if cp.Remote {
			return known
		}
	}
	return nil
}

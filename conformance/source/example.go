package source

// Target is what an example is for.
type Target struct {
	// Ossm is the minor of OpenShift Service Mesh: `3.4`.
	Ossm string `json:"ossm"`
	// Openshift is the minor of OpenShift: `4.20`.
	Openshift string `json:"openshift"`
	// Programs is `together` where the programs of an example write to the same clusters. Without it each program is a
	// state of its own, as the commits of an upgrade are.
	Programs string `json:"programs,omitempty"`
}

// Example is everything that is true at one time: the clusters that one program, or several together, describe.
type Example struct {
	// Name is the folder below out/examples: `bookinfo`, `canary-upgrade/2-canary`.
	Name     string
	Target   Target
	Clusters []*Cluster
}

// Cluster is what is applied to one cluster.
type Cluster struct {
	// Name is the folder's: that of the Cluster, or of the chart.
	Name string
	// Objects are in the order of the files, and within them of the documents.
	Objects []*Object
	// Facts are what was read from the running cluster; nil where nobody did.
	Facts *Facts
}

// Clone is a copy that shares nothing, for changing it.
func (e *Example) Clone() *Example {
	clone := &Example{Name: e.Name, Target: e.Target}
	for _, c := range e.Clusters {
		copied := &Cluster{Name: c.Name, Facts: c.Facts}
		for _, o := range c.Objects {
			copied.Objects = append(copied.Objects, o.Clone())
		}
		clone.Clusters = append(clone.Clusters, copied)
	}
	return clone
}

// Count is the number of objects in all clusters.
func (e *Example) Count() int {
	n := 0
	for _, c := range e.Clusters {
		n += len(c.Objects)
	}
	return n
}

// Of are the objects of a group and kind, in any version.
func (c *Cluster) Of(group, kind string) []*Object {
	var found []*Object
	for _, o := range c.Objects {
		if o.Is(group, kind) {
			found = append(found, o)
		}
	}
	return found
}

// Find is the object of that group, kind, namespace and name; nil where there is none.
func (c *Cluster) Find(group, kind, namespace, name string) *Object {
	for _, o := range c.Objects {
		if o.Is(group, kind) && o.GetNamespace() == namespace && o.GetName() == name {
			return o
		}
	}
	return nil
}

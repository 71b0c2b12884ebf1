package rendering

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	meshconfig "istio.io/api/mesh/v1alpha1"
	"istio.io/istio/pkg/config/mesh"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
)

// contract is what is judged of a mesh-contract.json: what one team tells another of a mesh.
type contract struct {
	Cluster struct {
		Name          string `json:"name"`
		ClusterDomain string `json:"clusterDomain"`
	} `json:"cluster"`
	Mesh struct {
		Name               string           `json:"name"`
		Revision           string           `json:"revision"`
		RootNamespace      string           `json:"rootNamespace"`
		TrustDomain        string           `json:"trustDomain"`
		Tags               []string         `json:"tags"`
		DiscoverySelectors []map[string]any `json:"discoverySelectors"`
		Providers          []provider       `json:"providers"`
	} `json:"mesh"`
	Gateways []struct {
		Name      string `json:"name"`
		Namespace string `json:"namespace"`
		Identity  string `json:"identity"`
		Hosts     []struct {
			Host       string   `json:"host"`
			Everywhere bool     `json:"everywhere"`
			Namespaces []string `json:"namespaces"`
		} `json:"hosts"`
	} `json:"gateways"`
}

type provider struct {
	Name string `json:"name"`
}

// contractsOf compares the contracts beside an example's program with what is rendered for the same cluster, or, where the output
// has no control plane, the output with the contracts.
func (j *Judge) contractsOf(e *source.Example, c *source.Cluster, r *render.Rendering) (judge.Report, error) {
	var report judge.Report
	contracts, err := j.read(e)
	if err != nil {
		return report, err
	}
	if len(r.ControlPlanes) == 0 {
		return joined(c, contracts), nil
	}
	for _, told := range contracts {
		if told.Cluster.Name != c.Name {
			continue
		}
		report.Judged++
		findings, err := compare(c, r, told)
		if err != nil {
			return report, err
		}
		report.Findings = append(report.Findings, findings...)
	}
	return report, nil
}

// read reads the contracts beside the program of an example.
func (j *Judge) read(e *source.Example) ([]contract, error) {
	folder := filepath.Join(j.contracts, filepath.FromSlash(e.Name))
	if _, err := os.Stat(folder); err != nil {
		return nil, fmt.Errorf("the program of example %s: %w", e.Name, err)
	}
	var contracts []contract
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != "mesh-contract.json" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var told contract
		if err := json.Unmarshal(data, &told); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		contracts = append(contracts, told)
		return nil
	})
	return contracts, err
}

// compare lists what a contract tells that is not so.
func compare(c *source.Cluster, r *render.Rendering, told contract) ([]judge.Finding, error) {
	var findings []judge.Finding
	object := "contract of mesh " + told.Mesh.Name
	wrong := func(what string, is, should any) {
		findings = append(findings, finding(c, object, "contract", fmt.Sprintf("%s is %v; rendered is %v", what, is, should)))
	}
	cp := r.Resolve(told.Mesh.Revision)
	if cp == nil {
		wrong("the revision", told.Mesh.Revision, known(r))
		return findings, nil
	}
	if cp.Remote && !cp.HasMeshConfig() {
		return findings, nil // the rest is told of a control plane elsewhere
	}
	text, err := cp.MeshConfigYAML()
	if err != nil {
		return nil, err
	}
	config, err := mesh.ApplyMeshConfigDefaults(text)
	if err != nil {
		return nil, err
	}
	if root := config.GetRootNamespace(); root != told.Mesh.RootNamespace {
		wrong("the root namespace", told.Mesh.RootNamespace, root)
	}
	if domain := config.GetTrustDomain(); domain != told.Mesh.TrustDomain {
		wrong("the trust domain", told.Mesh.TrustDomain, domain)
	}
	if is, should := len(told.Mesh.DiscoverySelectors), len(config.GetDiscoverySelectors()); is != should {
		wrong("the number of discovery selectors", is, should)
	}
	if is, should := strings.Join(providersOf(told), " "), strings.Join(providersIn(config), " "); is != should {
		wrong("the list of providers", is, should)
	}
	for _, tag := range told.Mesh.Tags {
		if r.Resolve(tag) == nil {
			wrong("a tag", tag, known(r))
		}
	}
	for _, g := range told.Gateways {
		if is := c.Find("networking.istio.io", "Gateway", g.Namespace, g.Name); is == nil {
			wrong("a gateway", g.Namespace+"/"+g.Name, "no such Gateway")
		}
		if !strings.HasPrefix(g.Identity, config.GetTrustDomain()+"/ns/"+g.Namespace+"/sa/") {
			wrong("the identity of gateway "+g.Name, g.Identity, config.GetTrustDomain()+"/ns/"+g.Namespace+"/sa/...")
		}
	}
	return findings, nil
}

func providersOf(told contract) []string {
	var names []string
	for _, p := range told.Mesh.Providers {
		names = append(names, p.Name)
	}
	sort.Strings(names)
	return names
}

// providersIn are those that a mesh configuration has beyond Istio's own, which it has always.
func providersIn(config *meshconfig.MeshConfig) []string {
	own := map[string]bool{}
	for _, p := range mesh.DefaultMeshConfig().GetExtensionProviders() {
		own[p.GetName()] = true
	}
	var names []string
	for _, p := range config.GetExtensionProviders() {
		if !own[p.GetName()] {
			names = append(names, p.GetName())
		}
	}
	sort.Strings(names)
	return names
}

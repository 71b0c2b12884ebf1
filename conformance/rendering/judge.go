// Package rendering judges what the operator would make of the output: that it can be rendered at all, that istiod accepts the
// mesh configuration, that the names which the output and the contracts use for revisions and tags are those that exist, and
// that every value set has an effect.
package rendering

import (
	"strings"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/webhook"
)

const (
	name  = "rendering"
	group = "sailoperator.io"
)

// Samples makes, of a rendering, what its injectors and gateway controllers make of a set of workloads and gateways; as text by
// name.
type Samples func(*render.Rendering) (map[string]string, error)

// Judge is the judge.
type Judge struct {
	defaults *Defaults
	samples  Samples
	// contracts is the folder in which the examples keep the contracts they exchange.
	contracts string
}

// New makes the judge. Without samples it does not ask for the effects of values. contracts is the folder of the examples' programs.
func New(defaults *Defaults, samples Samples, contracts string) *Judge {
	return &Judge{defaults: defaults, samples: samples, contracts: contracts}
}

// Name is `rendering`.
func (j *Judge) Name() string { return name }

// Judge renders each cluster.
func (j *Judge) Judge(e *source.Example) (judge.Report, error) {
	var report judge.Report
	for _, c := range e.Clusters {
		one, err := j.cluster(e, c)
		if err != nil {
			return report, err
		}
		report.Add(one)
	}
	report.Sort()
	return report, nil
}

func (j *Judge) cluster(e *source.Example, c *source.Cluster) (judge.Report, error) {
	var report judge.Report
	rendered, err := render.Cluster(c)
	if err != nil {
		report.Findings = append(report.Findings, finding(c, "", "render", err.Error()))
		return report, nil
	}
	report.Judged = len(rendered.Objects())
	report.Findings = meshConfigs(c, rendered)
	if report.Faulty() {
		return report, nil // what istiod refuses cannot be judged further
	}
	report.Findings = append(report.Findings, revisions(c, rendered)...)
	enrolled, err := enrolment(c, rendered)
	if err != nil {
		return report, err
	}
	report.Findings = append(report.Findings, enrolled...)
	report.Add(remotes(c, rendered))
	report.Add(identities(c, rendered))
	found, err := j.contractsOf(e, c, rendered)
	if err != nil {
		return report, err
	}
	report.Add(found)
	if report.Faulty() || j.samples == nil {
		return report, nil // what is wrong already has effects of its own
	}
	effects, err := j.effects(c)
	if err != nil {
		return report, err
	}
	report.Add(effects)
	return report, nil
}

// meshConfigs has istiod's own reader and validation judge each mesh configuration, and the networks.
func meshConfigs(c *source.Cluster, r *render.Rendering) []judge.Finding {
	var findings []judge.Finding
	for _, cp := range r.ControlPlanes {
		if cp.Remote && !cp.HasMeshConfig() {
			continue // that of the control plane which serves the cluster holds
		}
		text, err := cp.MeshConfigYAML()
		if err != nil {
			findings = append(findings, finding(c, cp.Owner, "mesh-config", err.Error()))
			continue
		}
		for _, f := range webhook.MeshConfig(text) {
			f.Judge, f.Cluster, f.Object = name, c.Name, cp.Owner
			findings = append(findings, f)
		}
		if networks, err := cp.MeshNetworksYAML(); err == nil {
			if err := webhook.MeshNetworks(networks); err != nil {
				findings = append(findings, finding(c, cp.Owner, "mesh-networks", err.Error()))
			}
		}
	}
	return findings
}

func finding(c *source.Cluster, object, code, message string) judge.Finding {
	return judge.Finding{Judge: name, Code: code, Level: judge.Error, Cluster: c.Name, Object: object, Message: strings.TrimSpace(message)}
}

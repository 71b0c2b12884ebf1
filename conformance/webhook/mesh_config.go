package webhook

import (
	"errors"

	"github.com/hashicorp/go-multierror"
	meshconfig "istio.io/api/mesh/v1alpha1"
	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/config/validation/agent"
	"istio.io/istio/pkg/util/protomarshal"

	"cdk8s-ossm/conformance/judge"
)

// meshConfigName is what findings of a mesh config are about.
const meshConfigName = "mesh config"

// MeshConfig judges the text of the key `mesh` of istiod's ConfigMap, merged with Istio's defaults as istiod does.
func MeshConfig(yaml string) []judge.Finding {
	var found []judge.Finding
	_ = quiet() // New tells; a line too many in the log is no reason to judge nothing.
	add := func(code string, level judge.Level, err error) {
		for _, e := range flatten(err) {
			found = append(found, judge.Finding{Judge: name, Code: code, Level: level, Object: meshConfigName, Message: e.Error()})
		}
	}
	config, err := mesh.ApplyMeshConfigDefaults(yaml)
	if err != nil {
		add(codeDenied, judge.Error, err)
		return found
	}
	// istiod reads leniently, so that a misspelt field has no effect.
	if err := protomarshal.ApplyYAMLStrict(yaml, &meshconfig.MeshConfig{}); err != nil {
		add(codeUnknownField, judge.Error, err)
	}
	warnings, err := agent.ValidateMeshConfig(config)
	add(codeDenied, judge.Error, err)
	add(codeWarning, judge.Warning, warnings)
	faults, unjudged := extensionProviders(config)
	add(codeProvider, judge.Warning, errors.Join(faults...))
	add(codeProviderNotJudged, judge.Info, errors.Join(unjudged...))
	return found
}

// MeshNetworks judges the text of the key `meshNetworks` of istiod's ConfigMap. istiod passes over keys that it does not know; here
// they are errors.
func MeshNetworks(yaml string) error {
	if _, err := mesh.ParseMeshNetworks(yaml); err != nil {
		return err
	}
	return protomarshal.ApplyYAMLStrict(yaml, &meshconfig.MeshNetworks{})
}

// flatten takes collected errors apart.
func flatten(err error) []error {
	if err == nil {
		return nil
	}
	var parts []error
	switch many := err.(type) {
	case *multierror.Error:
		parts = many.Errors
	case interface{ Unwrap() []error }:
		parts = many.Unwrap()
	default:
		return []error{err}
	}
	var all []error
	for _, e := range parts {
		all = append(all, flatten(e)...)
	}
	return all
}

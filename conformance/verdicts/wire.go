package verdicts

import (
	"encoding/json"
	"fmt"
)

// Request is an object to judge, for a release.
type Request struct {
	ID string `json:"id"`
	// Release is the minor of OpenShift Service Mesh: `3.4`.
	Release string `json:"release"`
	// Openshift is the minor of OpenShift: `4.20`.
	Openshift string          `json:"openshift"`
	Object    json.RawMessage `json:"object"`
}

// Answer is what the judges say about the object of the same ID.
type Answer struct {
	ID      string    `json:"id"`
	Webhook Admission `json:"webhook"`
	Schema  Schema    `json:"schema"`
	// MeshConfig is about the mesh configuration and the mesh networks in the operator's values; nil for other groups.
	MeshConfig *Admission `json:"meshConfig,omitempty"`
	// Error says why a line could not be judged: it is no request, or names a release that there are no CRDs of.
	Error string `json:"error,omitempty"`
}

// Admission is a yes or no.
type Admission struct {
	// Judged is false where the judge is not asked about such an object.
	Judged   bool     `json:"judged"`
	Allowed  bool     `json:"allowed"`
	Message  string   `json:"message"`
	Warnings []string `json:"warnings"`
}

// Schema is what the API server says by the CRD, with strict validation of fields.
type Schema struct {
	// Judged is false for kinds that are not served by a CRD at hand.
	Judged bool `json:"judged"`
	// Problems are the reasons to refuse the object; Warnings are what it is stored with all the same.
	Problems []Problem `json:"problems"`
	Warnings []Problem `json:"warnings"`
}

// Problem is one objection.
type Problem struct {
	Code    string `json:"code"`
	Path    string `json:"path"`
	Message string `json:"message"`
}

func (p Problem) String() string {
	return fmt.Sprintf("[%s] %s: %s", p.Code, p.Path, p.Message)
}

// Reasons are why the judges refuse the object; none where they take it.
func (a Answer) Reasons() []string {
	var reasons []string
	if a.Webhook.refused() {
		reasons = append(reasons, "webhook: "+a.Webhook.Message)
	}
	for _, p := range a.Schema.Problems {
		reasons = append(reasons, "schema: "+p.String())
	}
	if a.MeshConfig != nil && a.MeshConfig.refused() {
		reasons = append(reasons, "mesh config: "+a.MeshConfig.Message)
	}
	return reasons
}

// Refused says whether a judge refuses the object.
func (a Answer) Refused() bool {
	return len(a.Reasons()) > 0
}

// Judged says whether a judge looked at the object.
func (a Answer) Judged() bool {
	return a.Webhook.Judged || a.Schema.Judged
}

func (a Admission) refused() bool {
	return a.Judged && !a.Allowed
}

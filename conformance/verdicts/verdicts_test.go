package verdicts

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"cdk8s-ossm/conformance/admit"
)

func realCRDs(t *testing.T) *admit.CRDs {
	t.Helper()
	dir := os.Getenv("CRDS_DIR")
	if dir == "" {
		t.Skip("CRDS_DIR is not set: no CRDs to judge by")
	}
	crds, err := admit.NewCRDs(dir, "../../imports/sources.json")
	if err != nil {
		t.Fatal(err)
	}
	return crds
}

func judges(t *testing.T, crds *admit.CRDs) *Judges {
	t.Helper()
	j, err := New(crds)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func request(t *testing.T, release, text string) Request {
	t.Helper()
	object, err := yaml.YAMLToJSONStrict([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return Request{ID: "it", Release: release, Openshift: "4.20", Object: object}
}

// brief is the whole of an answer in a line: what each judge says, and the codes and paths of the schema.
func brief(a Answer) string {
	admission := func(a Admission) string {
		switch {
		case !a.Judged:
			return "not asked"
		case a.Allowed:
			return "yes"
		}
		return "no"
	}
	said := []string{"webhook " + admission(a.Webhook)}
	if a.MeshConfig != nil {
		said = append(said, "mesh config "+admission(*a.MeshConfig))
	}
	schema := "schema yes"
	if !a.Schema.Judged {
		schema = "schema not asked"
	}
	var problems []string
	for _, p := range a.Schema.Problems {
		problems = append(problems, p.Code+"@"+p.Path)
	}
	if len(problems) > 0 {
		schema = "schema no " + strings.Join(problems, " ")
	}
	for _, p := range a.Schema.Warnings {
		schema += " warns " + p.Code + "@" + p.Path
	}
	return strings.Join(append(said, schema), ", ")
}

// no is a refusal in such a line.
var no = regexp.MustCompile(`\bno\b`)

func TestAnswersAreThoseOfIstioAndTheAPIServer(t *testing.T) {
	j := judges(t, realCRDs(t))
	const web = "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: web}\n"
	const istio = "apiVersion: sailoperator.io/v1\nkind: Istio\nmetadata: {name: default}\n"
	const values = istio + "spec: {namespace: istio-system, version: v1.30.3, values: %s}\n"
	cases := map[string]struct{ release, text, want string }{
		"an object without a namespace that all take": {"3.4", web + "spec: {hosts: [web], http: [{route: [{destination: {host: web}}]}]}",
			"webhook yes, schema yes"},
		"one that is seen in its own namespace, which is that of whoever applies it": {"3.4", "apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: web}\n" +
			"spec: {hosts: [web.example.com], ports: [{number: 80, name: http, protocol: HTTP}], resolution: DNS, exportTo: [.]}", "webhook yes, schema yes"},
		"one that the webhook alone refuses": {"3.4", web + "spec: {hosts: [web], http: [{route: [{destination: {host: web}, weight: -1}]}]}",
			"webhook no, schema yes"},
		"a field that nobody knows": {"3.4", web + "spec: {hosts: [web], http: [{route: [{destination: {host: web}}]}], oddity: 1}",
			"webhook yes, schema no unknown-field@spec.oddity"},
		"metadata that is none": {"3.4", "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: text\nspec: []",
			"webhook no, schema no decode@metadata"},
		"a namespace of the wrong type": {"3.4", "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: web, namespace: 1}\nspec: {}",
			"webhook no, schema no decode@metadata"},
		"a status, which the API server drops": {"3.4", web + "spec: {hosts: [web], http: [{route: [{destination: {host: web}}]}]}\nstatus: {conditions: []}",
			"webhook yes, schema yes warns status-set@status"},
		"a version that no release serves": {"3.4", "apiVersion: networking.istio.io/v9\nkind: VirtualService\nmetadata: {name: web}\nspec: {hosts: [web], http: [{route: [{destination: {host: web}}]}]}",
			"webhook yes, schema no version-not-served@apiVersion"},
		"a kind that came later": {"3.3", "apiVersion: extensions.istio.io/v1alpha1\nkind: TrafficExtension\nmetadata: {name: web}\nspec: {lua: {inlineCode: x}}",
			"webhook yes, schema no no-crd@kind"},
		"a CEL rule": {"3.4", "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web}\nspec: {rules: [{matches: [{path: {type: PathPrefix, value: a}}]}]}",
			"webhook not asked, schema no cel@spec.rules[0].matches[0].path"},
		"a namespace on a cluster-scoped kind": {"3.4", strings.Replace(fmt.Sprintf(values, "{}"), "name: default", "name: default, namespace: shop", 1),
			"webhook not asked, mesh config not asked, schema yes warns namespace-on-cluster-scoped@metadata.namespace"},
		"a mesh configuration that istiod refuses": {"3.4", fmt.Sprintf(values, "{meshConfig: {connectTimeout: 0.1ms}}"),
			"webhook not asked, mesh config no, schema yes"},
		"one that it takes": {"3.4", fmt.Sprintf(values, "{meshConfig: {connectTimeout: 10s}}"),
			"webhook not asked, mesh config yes, schema yes"},
		"networks with a port that is none": {"3.4", fmt.Sprintf(values, "{global: {meshNetworks: {north: {endpoints: [{fromRegistry: east}], gateways: [{address: 192.0.2.1, port: 70000}]}}}}"),
			"webhook not asked, mesh config no, schema yes"},
		"networks": {"3.4", fmt.Sprintf(values, "{global: {meshNetworks: {north: {endpoints: [{fromRegistry: east}], gateways: [{address: 192.0.2.1, port: 15443}]}}}}"),
			"webhook not asked, mesh config yes, schema yes"},
		"another of the operator's kinds": {"3.4", "apiVersion: sailoperator.io/v1\nkind: IstioCNI\nmetadata: {name: default}\nspec: {namespace: istio-cni, version: v1.30.3}",
			"webhook not asked, mesh config not asked, schema yes"},
		"a kind of Kubernetes":   {"3.4", "apiVersion: v1\nkind: Pod\nmetadata: {name: web}", "webhook not asked, schema not asked"},
		"a kind of somebody":     {"3.4", "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: web}", "webhook not asked, schema not asked"},
		"an object without kind": {"3.4", "apiVersion: networking.istio.io/v1\nmetadata: {name: web}", "webhook not asked, schema no decode@kind"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			a := j.Answer(request(t, c.release, c.text))
			if got := brief(a); got != c.want || a.Error != "" {
				t.Errorf("got  %s %s\nwant %s", got, a.Error, c.want)
			}
			if a.Refused() != no.MatchString(c.want) {
				t.Errorf("refused is %t", a.Refused())
			}
		})
	}
}

func TestWhatCannotBeJudgedHasAnAnswerWithTheReason(t *testing.T) {
	j := judges(t, realCRDs(t))
	for text, want := range map[string]string{
		`{"id": "1", "release": "3.4", "openshift": "4.20", "object": "text"}`:                                                                  "not an object",
		`{"id": "1", "release": "3.4", "openshift": "4.20"}`:                                                                                    "not an object",
		`{"id": "1", "release": "2.6", "openshift": "4.20", "object": {"apiVersion": "networking.istio.io/v1", "kind": "Gateway", "spec": {}}}`: "no CRDs of OSSM 2.6",
		`nonsense`: "not a request",
	} {
		a := j.line([]byte(text))
		if !strings.Contains(a.Error, want) || a.Judged() || a.Refused() {
			t.Errorf("%s: %q, %s", text, a.Error, brief(a))
		}
	}
}

func TestWithoutCRDsTheSchemaIsNotAsked(t *testing.T) {
	a := judges(t, nil).Answer(request(t, "3.4", "apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {name: edge}\nspec: {}"))
	if got := brief(a); got != "webhook no, schema not asked" {
		t.Error(got)
	}
}

// Whoever asks may wait for an answer before asking on.
func TestEachLineIsAnsweredAtOnceInOrder(t *testing.T) {
	questions, ask := io.Pipe()
	answers, answer := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- judges(t, nil).Serve(questions, answer)
		_ = answer.Close()
	}()
	lines := bufio.NewScanner(answers)
	for _, id := range []string{"one", "two", "three"} {
		fmt.Fprintf(ask, "\n{\"id\": %q, \"object\": {\"apiVersion\": \"v1\", \"kind\": \"Pod\"}}\n", id)
		if !lines.Scan() {
			t.Fatal("no answer")
		}
		var a Answer
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil || a.ID != id {
			t.Errorf("%s: %v", lines.Text(), err)
		}
	}
	_ = ask.Close()
	if err := <-done; err != nil || lines.Scan() {
		t.Errorf("%v, and %q", err, lines.Text())
	}
}

package differential

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/admit"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/verdicts"
)

const texts = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec: {hosts: [web.example.com], http: [{timeout: 5s, route: [{destination: {host: web}, weight: 1}, {destination: {host: api}, weight: 2}]}]}
---
apiVersion: sailoperator.io/v1
kind: Istio
metadata: {name: default}
spec: {namespace: istio-system, version: v1.30.3, values: {global: {network: north}}}
---
apiVersion: v1
kind: Namespace
metadata: {name: shop}
`

func corpus(t *testing.T) *Corpus {
	t.Helper()
	objects, err := source.Parse([]byte(texts), "test.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c := NewCorpus()
	for _, o := range objects {
		c.Start("test", newest, o.Unstructured)
		c.Start("again", newest, o.Unstructured)
	}
	return c
}

func realCRDs(t *testing.T) *admit.CRDs {
	t.Helper()
	dir := os.Getenv("CRDS_DIR")
	if dir == "" {
		t.Skip("CRDS_DIR is not set: mutants are made by the CRDs")
	}
	crds, err := admit.NewCRDs(dir, "../../imports/sources.json")
	if err != nil {
		t.Fatal(err)
	}
	return crds
}

func generate(t *testing.T, count int, seed uint64) []Mutant {
	t.Helper()
	crds := realCRDs(t)
	judges, err := verdicts.New(crds)
	if err != nil {
		t.Fatal(err)
	}
	var mutants []Mutant
	err = Generate(corpus(t), crds, judges, count, seed, func(m Mutant) error {
		mutants = append(mutants, m)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return mutants
}

func TestObjectsOfTheJudgedGroupsAreStartedFromOnce(t *testing.T) {
	c := corpus(t)
	got := map[string]int{}
	for kind, seeds := range c.seeds {
		got[kind] = len(seeds)
	}
	if want := map[string]int{"VirtualService.networking.istio.io": 1, "Istio.sailoperator.io": 1, "IstioRevision.sailoperator.io": 1}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	revision := c.seeds["IstioRevision.sailoperator.io"][0].object
	if namespace, _, _ := unstructured.NestedString(revision.Object, "spec", "values", "global", "istioNamespace"); namespace != "istio-system" {
		t.Errorf("revision: %v", revision.Object)
	}
	if !reflect.DeepEqual(c.values["timeout"], []any{"5s"}) {
		t.Errorf("values of timeout: %v", c.values["timeout"])
	}
}

// alwaysChange are the operations that cannot hit upon what is there already.
var alwaysChange = map[string]bool{"delete": true, "retype": true, "duplicate": true, "move": true}

// Whatever an operation does, it says so, and the object stays one that JSON can hold.
func TestEachOperationChangesWhatItSays(t *testing.T) {
	c := corpus(t)
	crds := realCRDs(t)
	start := c.seeds["VirtualService.networking.istio.io"][0]
	schema, err := crds.Schema(start.target, start.object.GroupVersionKind())
	if err != nil || schema == nil {
		t.Fatal(schema, err)
	}
	for name, do := range map[string]operation{
		"delete": deletes, "retype": retypes, "rename": renames, "duplicate": duplicates, "move": moves, "set": revalues, "borrow": borrows, "add": adds, "empty": empties, "swap": swaps,
	} {
		g := newGenerator(c, 7)
		changed := 0
		for range 200 {
			root := start.object.DeepCopy().Object
			said := do(g, root, schema)
			if said != "" && !strings.HasPrefix(said, name) {
				t.Errorf("%s says %q", name, said)
			}
			if _, err := json.Marshal(root); err != nil {
				t.Errorf("%s: %v", said, err)
			}
			same := reflect.DeepEqual(root, start.object.Object)
			if same != (said == "") && alwaysChange[name] {
				t.Errorf("%s: changed is %t", said, !same)
			}
			if !same {
				changed++
			}
		}
		if name != "borrow" && changed < 50 {
			t.Errorf("%s changes an object in %d of 200 tries", name, changed)
		}
	}
}

func TestWhatIsStartedFromIsValid(t *testing.T) {
	judges, err := verdicts.New(realCRDs(t))
	if err != nil {
		t.Fatal(err)
	}
	objects, err := source.Parse(seeds, "seeds.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range objects {
		text, err := json.Marshal(o.Unstructured)
		if err != nil {
			t.Fatal(err)
		}
		a := judges.Answer(verdicts.Request{Release: newest.Ossm, Openshift: newestOpenShift, Object: text})
		if !a.Judged() || a.Refused() || a.Error != "" {
			t.Errorf("%s: %s %v", o.Ref(), a.Error, a.Reasons())
		}
	}
}

// made are mutants without what the judges say: Istio names its reasons in any order.
func made(t *testing.T, seed uint64) []Mutant {
	t.Helper()
	mutants := generate(t, 60, seed)
	for i := range mutants {
		mutants[i].Answer = verdicts.Answer{}
	}
	return mutants
}

func TestTheSameSeedGivesTheSameMutants(t *testing.T) {
	one, again, other := made(t, 1), made(t, 1), made(t, 2)
	if !reflect.DeepEqual(one, again) {
		t.Error("the same seed gives other mutants")
	}
	if reflect.DeepEqual(one, other) {
		t.Error("another seed gives the same mutants")
	}
}

// Objects that are all refused, or all taken, would show no difference.
func TestMutantsAreOfAllKindsAndSomeAreTaken(t *testing.T) {
	kinds, verdicts := map[string]bool{}, map[bool]int{}
	for i, m := range generate(t, 1500, 3) {
		var object struct{ APIVersion, Kind string }
		if err := json.Unmarshal(m.Object, &object); err != nil || m.Answer.Error != "" || m.ID != fmt.Sprint(i) {
			t.Errorf("%s %v: %s %v", m.From, m.How, m.Answer.Error, err)
		}
		group, _, _ := strings.Cut(object.APIVersion, "/")
		kinds[group+"/"+object.Kind] = true
		verdicts[m.Answer.Refused()]++
	}
	for _, want := range []string{"networking.istio.io/EnvoyFilter", "sailoperator.io/IstioRevision", "gateway.networking.k8s.io/ListenerSet", "telemetry.istio.io/Telemetry"} {
		if !kinds[want] {
			t.Errorf("no mutant of %s", want)
		}
	}
	if verdicts[true] < 150 || verdicts[false] < 150 {
		t.Errorf("%d are refused, %d taken", verdicts[true], verdicts[false])
	}
}

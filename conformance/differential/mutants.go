package differential

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"cdk8s-ossm/conformance/admit"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/verdicts"
)

// Mutant is an object with what the judges say about it.
type Mutant struct {
	verdicts.Request
	// From says what it was made of, How what was changed.
	From   string          `json:"from"`
	How    []string        `json:"how"`
	Answer verdicts.Answer `json:"answer"`
}

// atHome is how often, of a hundred, a mutant is judged for the release that its seed is for.
const atHome = 60

// madeUp is how often, of a hundred, a mutant has no seed.
const madeUp = 15

// mostTries is how many operations are tried on an object.
const mostTries = 20

// maker makes mutants.
type maker struct {
	*generator
	crds                *admit.CRDs
	kinds               []string
	served              map[string]schema.GroupVersionKind
	releases, openshift []string
}

// Generate hands out mutants with the judges' answers, each kind as often as any other.
func Generate(corpus *Corpus, crds *admit.CRDs, judges *verdicts.Judges, count int, seed uint64, emit func(Mutant) error) error {
	m := &maker{generator: newGenerator(corpus, seed), crds: crds, served: map[string]schema.GroupVersionKind{}}
	for _, group := range groups {
		for _, gvk := range crds.Kinds(group) {
			m.served[gvk.GroupKind().String()] = gvk
		}
	}
	// The operator makes these itself; nothing in the table names them.
	revision := schema.GroupVersionKind{Group: "sailoperator.io", Version: "v1", Kind: "IstioRevision"}
	m.served[revision.GroupKind().String()] = revision
	all := maps.Clone(m.served)
	for kind := range corpus.seeds {
		all[kind] = schema.GroupVersionKind{}
	}
	m.kinds = slices.Sorted(maps.Keys(all))
	m.releases, m.openshift = crds.Targets()
	for i := range count {
		mutant, err := m.mutant()
		if err != nil {
			return err
		}
		mutant.ID = fmt.Sprint(i)
		mutant.Answer = judges.Answer(mutant.Request)
		corpus.breed(mutant)
		if err := emit(mutant); err != nil {
			return err
		}
	}
	return nil
}

func (m *maker) mutant() (Mutant, error) {
	start, err := m.start()
	if err != nil {
		return Mutant{}, err
	}
	gvk := start.object.GroupVersionKind()
	s, err := m.crds.Schema(start.target, gvk)
	if err != nil {
		return Mutant{}, err
	}
	root := start.object.DeepCopy().Object
	var how []string
	changes := m.changes()
	for tries := 0; len(how) < changes && tries < mostTries; tries++ { // of little, nothing can be taken away
		if what := m.choose()(m.generator, root, s); what != "" {
			how = append(how, what)
		}
	}
	object, err := json.Marshal(root)
	if err != nil {
		return Mutant{}, fmt.Errorf("%s, %s: %w", start.from, strings.Join(how, ", "), err)
	}
	return Mutant{
		Request: verdicts.Request{Release: start.target.Ossm, Openshift: start.target.Openshift, Object: object},
		From:    start.from, How: how,
	}, nil
}

// changes is one more often than not: of an object with two faults, both sides refuse it though they may see only one each.
func (m *maker) changes() int {
	return pick(m.generator, []int{1, 1, 1, 1, 2, 3})
}

func (m *maker) start() (seed, error) {
	kind := pick(m.generator, m.kinds)
	seeds := m.corpus.seeds[kind]
	if gvk, is := m.served[kind]; is && (len(seeds) == 0 || m.chance(madeUp)) {
		return m.make(gvk)
	}
	s := pick(m.generator, seeds)
	if !m.chance(atHome) {
		s.target = m.anyTarget()
	}
	return s, nil
}

func (m *maker) anyTarget() source.Target {
	return source.Target{Ossm: pick(m.generator, m.releases), Openshift: pick(m.generator, m.openshift)}
}

// make makes an object up from the schema.
func (m *maker) make(gvk schema.GroupVersionKind) (seed, error) {
	target := m.anyTarget()
	u := &unstructured.Unstructured{Object: map[string]any{"metadata": map[string]any{"name": "made-up"}}}
	u.SetGroupVersionKind(gvk)
	s, err := m.crds.Schema(target, gvk)
	if err != nil {
		return seed{}, err
	}
	if s != nil {
		if spec, is := s.Properties["spec"]; is {
			u.Object["spec"] = m.value(&spec, "spec", 0)
		}
	}
	return seed{from: "the schema", target: target, object: u}, nil
}

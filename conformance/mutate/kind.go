package mutate

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"regexp"
	"strings"

	stdjson "encoding/json"

	"k8s.io/apimachinery/pkg/util/json"

	"cdk8s-ossm/conformance/source"
)

// Kind is a kind of fault. The package comment says what the entries of the data file mean.
type Kind struct {
	// Name is the entry's `kind`.
	Name string
	// What says in a sentence what is broken.
	What string
	// Judge is the one meant to catch it.
	Judge string

	objects    []groupKind
	where      []condition
	besides    *groupKind
	patterns   []pattern
	operator   operator
	parameters parameters
}

// groupKind is a kind of object, in any version.
type groupKind struct{ group, kind string }

// condition is a pattern and a value that one of its places must hold.
type condition struct {
	at    pattern
	value any
}

// entry is a Kind as it is written.
type entry struct {
	Kind      string                        `json:"kind"`
	What      string                        `json:"what"`
	Judge     string                        `json:"judge"`
	Objects   []string                      `json:"objects"`
	Where     map[string]stdjson.RawMessage `json:"where"`
	Besides   string                        `json:"besides"`
	Paths     []string                      `json:"paths"`
	Operation stdjson.RawMessage            `json:"operation"`
}

var kindName = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

// ReadFile reads the kinds of a data file. All that is wrong with it is told at once.
func ReadFile(file string) ([]*Kind, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	kinds, err := Read(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return kinds, nil
}

// Read reads kinds.
func Read(data []byte) ([]*Kind, error) {
	decoder := stdjson.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	var entries []entry
	if err := decoder.Decode(&entries); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("there is something after the list")
	}
	if len(entries) == 0 {
		return nil, fmt.Errorf("there are no kinds")
	}
	var kinds []*Kind
	var errs []error
	seen := map[string]bool{}
	for i, e := range entries {
		k, err := e.kind()
		if err == nil && seen[e.Kind] {
			err = fmt.Errorf("there is another of that name")
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("entry %d, kind %q: %w", i+1, e.Kind, err))
			continue
		}
		seen[e.Kind] = true
		kinds = append(kinds, k)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return kinds, nil
}

func (e entry) kind() (*Kind, error) {
	k := &Kind{Name: e.Kind, What: e.What, Judge: e.Judge}
	if !kindName.MatchString(e.Kind) {
		return nil, fmt.Errorf("the name must be of small letters and dashes")
	}
	if len(strings.Fields(e.What)) < 4 || !strings.HasSuffix(e.What, ".") {
		return nil, fmt.Errorf("`what` must be a sentence")
	}
	if !contains(Judges, e.Judge) {
		return nil, fmt.Errorf("unknown judge %q; known are %s", e.Judge, strings.Join(Judges, ", "))
	}
	if len(e.Objects) == 0 {
		return nil, fmt.Errorf("`objects` must name a kind of object")
	}
	for _, text := range e.Objects {
		gk, err := parseGroupKind(text)
		if err != nil {
			return nil, err
		}
		k.objects = append(k.objects, gk)
	}
	if e.Besides != "" {
		gk, err := parseGroupKind(e.Besides)
		if err != nil {
			return nil, err
		}
		k.besides = &gk
	}
	for _, text := range sortedKeys(e.Where) {
		at, err := parsePattern(text)
		if err != nil {
			return nil, err
		}
		var value any
		if err := json.Unmarshal(e.Where[text], &value); err != nil {
			return nil, fmt.Errorf("where %s: %w", text, err)
		}
		k.where = append(k.where, condition{at, value})
	}
	return k, e.operation(k)
}

// operation reads what is done, and where.
func (e entry) operation(k *Kind) error {
	if len(e.Operation) == 0 {
		return fmt.Errorf("there is no operation")
	}
	if err := json.Unmarshal(e.Operation, &k.parameters); err != nil {
		return fmt.Errorf("operation: %w", err)
	}
	op, known := operators[k.parameters.text("op")]
	if !known {
		return fmt.Errorf("unknown operation %q; known are %s", k.parameters.text("op"), strings.Join(sortedKeys(operators), ", "))
	}
	if err := op.check(k.parameters); err != nil {
		return fmt.Errorf("operation %s: %w", k.parameters.text("op"), err)
	}
	k.operator = op
	if op.object != nil && len(e.Paths) > 0 {
		return fmt.Errorf("operation %s is on objects: it takes no paths", k.parameters.text("op"))
	}
	if op.field != nil && len(e.Paths) == 0 {
		return fmt.Errorf("operation %s is on fields: it takes paths", k.parameters.text("op"))
	}
	for _, text := range e.Paths {
		p, err := parsePattern(text)
		if err != nil {
			return err
		}
		if op.fits != nil {
			if err := op.fits(p); err != nil {
				return fmt.Errorf("path %s: for operation %s it %w", text, k.parameters.text("op"), err)
			}
		}
		k.patterns = append(k.patterns, p)
	}
	return nil
}

// parseGroupKind reads `Service` and `Gateway.networking.istio.io`.
func parseGroupKind(text string) (groupKind, error) {
	kind, group, _ := strings.Cut(text, ".")
	if kind == "" || strings.ToUpper(kind[:1]) != kind[:1] {
		return groupKind{}, fmt.Errorf("%q is no kind of object: write `Service` or `Gateway.networking.istio.io`", text)
	}
	return groupKind{group, kind}, nil
}

// takes says whether the kind applies to an object of the cluster at all.
func (k *Kind) takes(o *source.Object, c *source.Cluster) bool {
	is := false
	for _, gk := range k.objects {
		is = is || o.Is(gk.group, gk.kind)
	}
	if !is {
		return false
	}
	for _, w := range k.where {
		if !w.holds(o) {
			return false
		}
	}
	if k.besides == nil {
		return true
	}
	for _, other := range c.Of(k.besides.group, k.besides.kind) {
		if other.GetNamespace() == o.GetNamespace() {
			return true
		}
	}
	return false
}

func (w condition) holds(o *source.Object) bool {
	for _, at := range w.at.find(o.Object) {
		if reflect.DeepEqual(at.In(o.Object), w.value) {
			return true
		}
	}
	return false
}

package differential

import (
	"maps"
	"math/rand/v2"
	"slices"

	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apimachinery/pkg/runtime"
)

// generator draws values.
type generator struct {
	*rand.Rand
	corpus *Corpus
}

func newGenerator(corpus *Corpus, seed uint64) *generator {
	return &generator{rand.New(rand.NewPCG(seed, seed)), corpus}
}

func pick[T any](g *generator, list []T) T {
	return list[g.IntN(len(list))]
}

// chance is true so many times of a hundred.
func (g *generator) chance(percent int) bool {
	return g.IntN(100) < percent
}

// known is a value that a field of that name has somewhere.
func (g *generator) known(key string) (any, bool) {
	values := g.corpus.values[key]
	if len(values) == 0 {
		return nil, false
	}
	return runtime.DeepCopyJSONValue(pick(g, values)), true
}

// text is a text for a field of that name, at the edge of what may be there.
func (g *generator) text(key string) string {
	if value, is := g.known(key); is && g.chance(60) {
		if text, is := value.(string); is {
			return text
		}
	}
	return pick(g, pick(g, allWords).texts)
}

// near is another text of the same shape.
func (g *generator) near(text string) string {
	for _, w := range allWords {
		if w.is(text) && g.chance(70) {
			return pick(g, w.texts)
		}
	}
	return pick(g, pick(g, allWords).texts)
}

// deepest is where made-up values end: below, only what is required is made.
const deepest = 6

// value is one that the schema mostly lets pass.
func (g *generator) value(s *structuralschema.Structural, key string, depth int) any {
	if s == nil {
		return g.anything(key)
	}
	if v := s.ValueValidation; v != nil && len(v.Enum) > 0 && g.chance(95) {
		return runtime.DeepCopyJSONValue(pick(g, v.Enum).Object)
	}
	if s.XIntOrString {
		if g.chance(50) {
			return pick(g, numbers)
		}
		return g.text(key)
	}
	switch s.Type {
	case "string":
		return g.text(key)
	case "boolean":
		return g.chance(50)
	case "integer", "number":
		return g.number(key, s.Type == "integer")
	case "array":
		items := []any{}
		for range g.IntN(3) {
			items = append(items, g.value(s.Items, key, depth+1))
		}
		return items
	case "object":
		return g.object(s, key, depth)
	}
	return g.anything(key)
}

func (g *generator) number(key string, whole bool) any {
	if value, is := g.known(key); is && g.chance(40) {
		return value
	}
	for {
		n := pick(g, numbers)
		if _, is := n.(int64); is || !whole || g.chance(5) {
			return n
		}
	}
}

func (g *generator) object(s *structuralschema.Structural, key string, depth int) any {
	fields := map[string]any{}
	if s.AdditionalProperties != nil {
		for range 1 + g.IntN(2) {
			fields[g.text("name")] = g.value(s.AdditionalProperties.Structural, key, depth+1)
		}
	}
	names := slices.Sorted(maps.Keys(s.Properties))
	var wanted []string
	if s.ValueValidation != nil {
		wanted = append(wanted, s.ValueValidation.Required...)
	}
	if len(names) > 0 && depth < deepest {
		for range 1 + g.IntN(3) {
			wanted = append(wanted, pick(g, names))
		}
	}
	for _, name := range wanted {
		if property, is := s.Properties[name]; is {
			fields[name] = g.value(&property, name, depth+1)
		}
	}
	if len(fields) == 0 && s.XPreserveUnknownFields {
		return g.anything(key)
	}
	return fields
}

// anything is a value of any type.
func (g *generator) anything(key string) any {
	if value, is := g.known(key); is && g.chance(60) {
		return value
	}
	switch g.IntN(7) {
	case 0:
		return nil
	case 1:
		return map[string]any{}
	case 2:
		return []any{}
	case 3:
		return g.chance(50)
	case 4:
		return pick(g, numbers)
	case 5:
		return []any{g.text(key)}
	}
	return g.text(key)
}

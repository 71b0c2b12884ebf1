package differential

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apimachinery/pkg/runtime"

	"cdk8s-ossm/conformance/mutate"
)

// operation changes something in an object, and says what: `delete spec.hosts`. It answers nothing where it does not fit.
type operation func(g *generator, root map[string]any, schema *structuralschema.Structural) string

// operations with how often each is chosen.
var operations = []struct {
	weight int
	do     operation
}{
	{10, deletes}, {6, retypes}, {4, renames}, {8, duplicates}, {5, moves}, {25, revalues}, {15, borrows}, {25, adds}, {4, empties}, {3, swaps},
}

// choose is an operation by weight.
func (g *generator) choose() operation {
	sum := 0
	for _, o := range operations {
		sum += o.weight
	}
	n := g.IntN(sum)
	for _, o := range operations {
		if n -= o.weight; n < 0 {
			return o.do
		}
	}
	return nil
}

// somewhere is a place that fits; nil where none does. What makes the object one of its kind stays, as do its annotations and
// most of its metadata: every kind has those.
func (g *generator) somewhere(root map[string]any, fits func(at mutate.Place, value any) bool) mutate.Place {
	var places []mutate.Place
	for _, at := range mutate.Places(root) {
		if len(at) == 1 && (at[0] == "apiVersion" || at[0] == "kind") {
			continue
		}
		if at[0] == "metadata" && !g.chance(15) {
			continue
		}
		if fits(at, at.In(root)) {
			places = append(places, at)
		}
	}
	if len(places) == 0 {
		return nil
	}
	return pick(g, places)
}

func set(root map[string]any, at mutate.Place, value any) {
	change(root, at, func(any) (any, bool) { return value, true })
}

// change changes the value at a place that is there.
func change(root map[string]any, at mutate.Place, do func(old any) (value any, keep bool)) {
	_, _, err := mutate.Edit(root, at, func(old any) (any, bool, error) {
		value, keep := do(old)
		return value, keep, nil
	})
	if err != nil {
		panic(err)
	}
}

// put sets a field of the map at a place.
func put(root map[string]any, at mutate.Place, key string, value any) {
	at.In(root).(map[string]any)[key] = value
}

func everywhere(mutate.Place, any) bool { return true }

func isField(at mutate.Place, _ any) bool {
	_, is := at[len(at)-1].(string)
	return is
}

func isItem(at mutate.Place, _ any) bool {
	_, is := at[len(at)-1].(int)
	return is
}

func isLeaf(_ mutate.Place, value any) bool {
	switch value.(type) {
	case map[string]any, []any:
		return false
	}
	return true
}

func isMap(_ mutate.Place, value any) bool {
	_, is := value.(map[string]any)
	return is
}

func deletes(g *generator, root map[string]any, _ *structuralschema.Structural) string {
	at := g.somewhere(root, everywhere)
	if at == nil {
		return ""
	}
	change(root, at, func(any) (any, bool) { return nil, false })
	return "delete " + at.String()
}

func retypes(g *generator, root map[string]any, _ *structuralschema.Structural) string {
	at := g.somewhere(root, everywhere)
	if at == nil {
		return ""
	}
	old := at.In(root)
	candidates := []any{[]any{old}, map[string]any{"value": old}, nil, true, int64(1), 1.5, "text", fmt.Sprint(old)}
	value := pick(g, slices.DeleteFunc(candidates, func(v any) bool { return fmt.Sprintf("%T", v) == fmt.Sprintf("%T", old) }))
	set(root, at, value)
	return fmt.Sprintf("retype %s to %T", at, value)
}

func renames(g *generator, root map[string]any, _ *structuralschema.Structural) string {
	at := g.somewhere(root, isField)
	if at == nil {
		return ""
	}
	old := at[len(at)-1].(string)
	renamed := pick(g, []string{old + "x", old + "s", strings.TrimSuffix(old, "s"), strings.ToUpper(old), strings.ToLower(old), snake(old), strings.ToUpper(old[:min(1, len(old))]) + old[min(1, len(old)):]})
	parent := at[:len(at)-1].In(root).(map[string]any)
	value := parent[old]
	delete(parent, old)
	parent[renamed] = value
	return fmt.Sprintf("rename %s to %s", at, renamed)
}

// snake is the spelling of protobuf's own field names, which its JSON reader takes as well.
func snake(name string) string {
	var text strings.Builder
	for _, r := range name {
		if r >= 'A' && r <= 'Z' {
			text.WriteByte('_')
		}
		text.WriteString(strings.ToLower(string(r)))
	}
	return text.String()
}

func duplicates(g *generator, root map[string]any, _ *structuralschema.Structural) string {
	at := g.somewhere(root, isItem)
	if at == nil {
		return ""
	}
	copied := runtime.DeepCopyJSONValue(at.In(root))
	change(root, at[:len(at)-1], func(old any) (any, bool) { return append(slices.Clone(old.([]any)), copied), true })
	return "duplicate " + at.String()
}

// moves a field to another map, where it may mean something else, or nothing.
func moves(g *generator, root map[string]any, _ *structuralschema.Structural) string {
	at := g.somewhere(root, func(at mutate.Place, value any) bool { return isField(at, value) && len(at) > 1 })
	if at == nil {
		return ""
	}
	key, value := at[len(at)-1].(string), at.In(root)
	change(root, at, func(any) (any, bool) { return nil, false })
	to := g.somewhere(root, func(to mutate.Place, value any) bool {
		return isMap(to, value) && to.String() != at[:len(at)-1].String()
	})
	if to == nil {
		root[key] = value
		return fmt.Sprintf("move %s to the top", at)
	}
	put(root, to, key, value)
	return fmt.Sprintf("move %s to %s", at, to)
}

func revalues(g *generator, root map[string]any, _ *structuralschema.Structural) string {
	at := g.somewhere(root, isLeaf)
	if at == nil {
		return ""
	}
	var value any
	switch old := at.In(root).(type) {
	case string:
		value = g.near(old)
	case bool:
		value = !old
	case nil:
		value = g.anything(at.String())
	default:
		value = pick(g, numbers)
	}
	set(root, at, value)
	return fmt.Sprintf("set %s to %v", at, brief(value))
}

// borrows a value from a field of the same name elsewhere.
func borrows(g *generator, root map[string]any, _ *structuralschema.Structural) string {
	at := g.somewhere(root, isField)
	if at == nil {
		return ""
	}
	value, is := g.known(at[len(at)-1].(string))
	if !is {
		return ""
	}
	set(root, at, value)
	return fmt.Sprintf("borrow %s: %v", at, brief(value))
}

// adds a field, or an item, that the schema knows.
func adds(g *generator, root map[string]any, schema *structuralschema.Structural) string {
	at := g.somewhere(root, func(at mutate.Place, value any) bool {
		s := below(schema, at)
		_, isList := value.([]any)
		return s != nil && (isMap(at, value) && len(s.Properties) > 0 || isList && s.Items != nil)
	})
	if at == nil {
		return ""
	}
	s := below(schema, at)
	if list, is := at.In(root).([]any); is {
		set(root, at, append(slices.Clone(list), g.value(s.Items, lastKey(at), len(at))))
		return "add an item to " + at.String()
	}
	name := pick(g, slices.Sorted(maps.Keys(s.Properties)))
	property := s.Properties[name]
	value := g.value(&property, name, len(at))
	if known, is := g.known(name); is && g.chance(30) {
		value = known
	}
	put(root, at, name, value)
	return fmt.Sprintf("add %s.%s: %v", at, name, brief(value))
}

func empties(g *generator, root map[string]any, _ *structuralschema.Structural) string {
	at := g.somewhere(root, everywhere)
	if at == nil {
		return ""
	}
	var value any
	switch at.In(root).(type) {
	case map[string]any:
		value = pick(g, []any{nil, map[string]any{}})
	case []any:
		value = pick(g, []any{nil, []any{}, []any{nil}})
	case string:
		value = pick(g, []any{nil, ""})
	}
	set(root, at, value)
	return fmt.Sprintf("empty %s: %v", at, brief(value))
}

func swaps(g *generator, root map[string]any, _ *structuralschema.Structural) string {
	at := g.somewhere(root, func(_ mutate.Place, value any) bool {
		list, is := value.([]any)
		return is && len(list) > 1
	})
	if at == nil {
		return ""
	}
	list := slices.Clone(at.In(root).([]any))
	i := g.IntN(len(list) - 1)
	list[i], list[i+1] = list[i+1], list[i]
	set(root, at, list)
	return fmt.Sprintf("swap %s[%d]", at, i)
}

// below is the schema at a place; nil where there is none.
func below(s *structuralschema.Structural, at mutate.Place) *structuralschema.Structural {
	for _, step := range at {
		if s == nil {
			return nil
		}
		switch step := step.(type) {
		case int:
			s = s.Items
		case string:
			if property, is := s.Properties[step]; is {
				s = &property
			} else if s.AdditionalProperties != nil {
				s = s.AdditionalProperties.Structural
			} else {
				return nil
			}
		}
	}
	return s
}

func lastKey(at mutate.Place) string {
	for _, step := range slices.Backward(at) {
		if key, is := step.(string); is {
			return key
		}
	}
	return ""
}

// brief is a value as JSON, cut off where it is long.
func brief(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	if len(text) > 80 {
		return string([]rune(string(text))[:40]) + "..."
	}
	return string(text)
}

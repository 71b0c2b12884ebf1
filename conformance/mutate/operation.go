package mutate

import (
	"fmt"
	"reflect"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"

	"cdk8s-ossm/conformance/source"
)

// parameters are what an entry gives to its operation.
type parameters map[string]any

// text is a parameter that must be a text.
func (p parameters) text(name string) string {
	text, _ := p[name].(string)
	return text
}

// operator is an operation that entries can name. It is either on fields, or on whole objects.
type operator struct {
	// texts and values are the names of its parameters, all of them required.
	texts, values []string
	// fits says what is wrong with a pattern; nil where any will do.
	fits func(pattern) error
	// field breaks one place of an object.
	field func(root map[string]any, at Place, p parameters) error
	// object breaks an object as a whole; removed says that it goes.
	object func(o *source.Object, p parameters) (removed bool)
}

var operators = map[string]operator{
	"delete": {field: func(root map[string]any, at Place, _ parameters) error {
		return change(root, at, func(any) (any, bool, error) { return nil, false, nil })
	}},
	"set": {values: []string{"value"}, field: func(root map[string]any, at Place, p parameters) error {
		return change(root, at, func(any) (any, bool, error) { return runtime.DeepCopyJSONValue(p["value"]), true, nil })
	}},
	"put": {texts: []string{"key"}, values: []string{"value"}, field: func(root map[string]any, at Place, p parameters) error {
		return change(root, at, func(old any) (any, bool, error) {
			m, ok := old.(map[string]any)
			if !ok {
				return nil, false, fmt.Errorf("%s: no map to put a key into", at)
			}
			m[p.text("key")] = runtime.DeepCopyJSONValue(p["value"])
			return m, true, nil
		})
	}},
	"rename-key": {texts: []string{"append"}, fits: endsInKey, field: func(root map[string]any, at Place, p parameters) error {
		key := at[len(at)-1].(string)
		return change(root, at[:len(at)-1], func(old any) (any, bool, error) {
			m := old.(map[string]any)
			renamed := key + p.text("append")
			if _, has := m[renamed]; has {
				return nil, false, fmt.Errorf("%s: there is a key %s already", at, renamed)
			}
			m[renamed] = m[key]
			delete(m, key)
			return m, true, nil
		})
	}},
	"append-text": {texts: []string{"text"}, field: func(root map[string]any, at Place, p parameters) error {
		return change(root, at, func(old any) (any, bool, error) {
			text, ok := old.(string)
			if !ok {
				return nil, false, fmt.Errorf("%s: %v is no text", at, old)
			}
			return text + p.text("text"), true, nil
		})
	}},
	"retype": {field: func(root map[string]any, at Place, _ parameters) error {
		return change(root, at, func(old any) (any, bool, error) {
			switch old.(type) {
			case string:
				return []any{old}, true, nil
			case map[string]any, []any:
				return "text", true, nil
			default:
				return fmt.Sprint(old), true, nil
			}
		})
	}},
	"duplicate": {fits: endsInItem, field: func(root map[string]any, at Place, _ parameters) error {
		index := at[len(at)-1].(int)
		return change(root, at[:len(at)-1], func(old any) (any, bool, error) {
			list := old.([]any)
			return append(list[:len(list):len(list)], runtime.DeepCopyJSONValue(list[index])), true, nil
		})
	}},
	"move": {texts: []string{"to"}, object: func(o *source.Object, p parameters) bool {
		o.SetNamespace(p.text("to"))
		return false
	}},
	"delete-object": {object: func(*source.Object, parameters) bool { return true }},
}

func change(root map[string]any, at Place, do func(any) (any, bool, error)) error {
	_, _, err := Edit(root, at, do)
	return err
}

func endsInKey(p pattern) error {
	if p.last().isItem() {
		return fmt.Errorf("must end in a key")
	}
	return nil
}

func endsInItem(p pattern) error {
	if !p.last().isItem() {
		return fmt.Errorf("must end in an item of a list")
	}
	return nil
}

// check says what is wrong with the parameters of an operation.
func (op operator) check(p parameters) error {
	for _, name := range sortedKeys(p) {
		if name != "op" && !contains(op.texts, name) && !contains(op.values, name) {
			return fmt.Errorf("it has no parameter %q; it has: %s", name, strings.Join(append(append([]string{}, op.texts...), op.values...), ", "))
		}
	}
	for _, name := range op.texts {
		if p.text(name) == "" {
			return fmt.Errorf("parameter %q must be a text that is not empty", name)
		}
	}
	for _, name := range op.values {
		if _, has := p[name]; !has {
			return fmt.Errorf("parameter %q is missing", name)
		}
	}
	return nil
}

func contains(list []string, text string) bool {
	for _, item := range list {
		if item == text {
			return true
		}
	}
	return false
}

// same says whether two objects hold the same.
func same(a, b *source.Object) bool { return reflect.DeepEqual(a.Object, b.Object) }

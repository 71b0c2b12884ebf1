package mutate

import (
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// pattern leads from an object to places in it.
type pattern []step

// step is one part of a pattern. Exactly one of the following holds: it is a key, any key, an index, any item, or a condition.
type step struct {
	key      string
	anyKey   bool
	index    int
	indexed  bool
	anyItem  bool
	field    pattern
	expected string
}

// Place is where a pattern led: keys (string) and indexes (int).
type Place []any

var (
	plainKey = regexp.MustCompile(`^[A-Za-z0-9_-]+`)
	number   = regexp.MustCompile(`^\[(\d+)\]`)
	quoted   = regexp.MustCompile(`^\["([^"]+)"\]`)
	matching = regexp.MustCompile(`^\[([A-Za-z0-9_.-]+)=([^\]]+)\]`)
)

// parsePattern reads a pattern; the package comment describes it.
func parsePattern(text string) (pattern, error) {
	var p pattern
	rest := text
	fail := func() (pattern, error) {
		return nil, fmt.Errorf("pattern %q: cannot read %q", text, rest)
	}
	for rest != "" {
		if len(p) > 0 && rest[0] != '[' {
			if rest[0] != '.' {
				return fail()
			}
			rest = rest[1:]
		}
		var s step
		switch {
		case strings.HasPrefix(rest, "[*]"):
			s, rest = step{anyItem: true}, rest[len("[*]"):]
		case strings.HasPrefix(rest, "*"):
			s, rest = step{anyKey: true}, rest[1:]
		case number.MatchString(rest):
			m := number.FindStringSubmatch(rest)
			n, err := strconv.Atoi(m[1])
			if err != nil {
				return fail()
			}
			s, rest = step{index: n, indexed: true}, rest[len(m[0]):]
		case quoted.MatchString(rest):
			m := quoted.FindStringSubmatch(rest)
			s, rest = step{key: m[1]}, rest[len(m[0]):]
		case matching.MatchString(rest):
			m := matching.FindStringSubmatch(rest)
			field, err := parsePattern(m[1])
			if err != nil {
				return fail()
			}
			s, rest = step{field: field, expected: m[2]}, rest[len(m[0]):]
		case plainKey.MatchString(rest):
			m := plainKey.FindString(rest)
			s, rest = step{key: m}, rest[len(m):]
		default:
			return fail()
		}
		p = append(p, s)
	}
	if len(p) == 0 {
		return nil, fmt.Errorf("a pattern is empty")
	}
	return p, nil
}

// isItem says whether the step chooses items of a list.
func (s step) isItem() bool { return s.anyItem || s.indexed || s.field != nil }

// last is the pattern's last step.
func (p pattern) last() step { return p[len(p)-1] }

// find gives all places below node, the keys of maps in the order of the alphabet.
func (p pattern) find(node any) []Place {
	if len(p) == 0 {
		return []Place{nil}
	}
	var found []Place
	follow := func(at, child any) {
		for _, below := range p[1:].find(child) {
			found = append(found, append(Place{at}, below...))
		}
	}
	switch n := node.(type) {
	case map[string]any:
		for _, key := range sortedKeys(n) {
			if !p[0].isItem() && (p[0].anyKey || p[0].key == key) {
				follow(key, n[key])
			}
		}
	case []any:
		for i, item := range n {
			if p[0].takes(i, item) {
				follow(i, item)
			}
		}
	}
	return found
}

func (s step) takes(index int, item any) bool {
	switch {
	case s.anyItem:
		return true
	case s.indexed:
		return s.index == index
	case s.field != nil:
		for _, at := range s.field.find(item) {
			if fmt.Sprint(at.In(item)) == s.expected {
				return true
			}
		}
	}
	return false
}

// In is the value at a place of a node.
func (p Place) In(node any) any {
	for _, at := range p {
		switch at := at.(type) {
		case string:
			node = node.(map[string]any)[at]
		case int:
			node = node.([]any)[at]
		}
	}
	return node
}

// String writes the place as findings do: `spec.http[0].route`, `metadata.labels["istio.io/rev"]`.
func (p Place) String() string {
	var text strings.Builder
	for _, at := range p {
		switch at := at.(type) {
		case int:
			fmt.Fprintf(&text, "[%d]", at)
		case string:
			switch {
			case plainKey.FindString(at) != at:
				fmt.Fprintf(&text, "[%q]", at)
			case text.Len() == 0:
				text.WriteString(at)
			default:
				text.WriteString("." + at)
			}
		}
	}
	return text.String()
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

// Places are all places inside a node, outer ones first, the keys of maps in the order of the alphabet.
func Places(node any) []Place {
	var found []Place
	add := func(at, child any) {
		found = append(found, Place{at})
		for _, below := range Places(child) {
			found = append(found, append(Place{at}, below...))
		}
	}
	switch n := node.(type) {
	case map[string]any:
		for _, key := range sortedKeys(n) {
			add(key, n[key])
		}
	case []any:
		for i, item := range n {
			add(i, item)
		}
	}
	return found
}

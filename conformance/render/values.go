package render

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
)

// values are Helm values.
type values = map[string]any

// merge lays over onto base and changes base: maps are merged, everything else is replaced.
func merge(base, over values) values {
	for key, value := range over {
		below, isMap := value.(values)
		here, wasMap := base[key].(values)
		if isMap && wasMap {
			merge(here, below)
		} else {
			base[key] = deepCopy(value)
		}
	}
	return base
}

func deepCopy(value any) any {
	switch v := value.(type) {
	case values:
		copied := make(values, len(v))
		for key, below := range v {
			copied[key] = deepCopy(below)
		}
		return copied
	case []any:
		copied := make([]any, len(v))
		for i, below := range v {
			copied[i] = deepCopy(below)
		}
		return copied
	}
	return value
}

// put sets a value at a path of keys, with the maps it needs.
func put(v values, value any, path ...string) {
	for _, key := range path[:len(path)-1] {
		below, ok := v[key].(values)
		if !ok {
			below = values{}
			v[key] = below
		}
		v = below
	}
	v[path[len(path)-1]] = value
}

// at is the value at a path of keys; nil where there is none.
func at(v values, path ...string) any {
	var here any = v
	for _, key := range path {
		below, ok := here.(values)
		if !ok {
			return nil
		}
		here = below[key]
	}
	return here
}

func putIfAbsent(v values, value any, path ...string) {
	if at(v, path...) == nil {
		put(v, value, path...)
	}
}

// profiles are the values of the operator's own profile files (resources/<version>/profiles/*.yaml of the Sail operator). They
// only choose among the profiles of the charts.
var profiles = map[string]values{
	"default":           {"global": values{"istioNamespace": "istio-system", "configValidation": true}},
	"openshift":         {"global": values{"platform": "openshift"}},
	"ambient":           {"profile": "ambient"},
	"openshift-ambient": {"profile": "ambient", "global": values{"platform": "openshift"}},
	"remote":            {"profile": "remote"},
	"demo":              {"profile": "demo"},
	"preview":           {"profile": "preview"},
	"stable":            {"profile": "stable"},
	"empty":             {},
}

// profiled is what the operator makes of a user's values on OpenShift: the default profile, then that of the resource or else
// the platform's, then the values (pkg/istiovalues/profiles.go of the Sail operator).
func profiled(profile string, user values) (values, error) {
	if profile == "" || profile == "default" {
		profile = "openshift"
	}
	chosen, known := profiles[profile]
	if !known {
		return nil, fmt.Errorf("the operator has no file for profile %q; it has %v", profile, slices.Sorted(maps.Keys(profiles)))
	}
	computed := values{}
	merge(computed, profiles["default"])
	merge(computed, chosen)
	merge(computed, user)
	putIfAbsent(computed, "openshift", "global", "platform")
	return computed, nil
}

var (
	minor       = regexp.MustCompile(`^v?(\d+\.\d+)`)
	fullVersion = regexp.MustCompile(`^v\d+\.\d+(\.\d+|\.latest)$`)
)

// bridge asks the charts at hand, which are newer than any that OSSM installs, to behave as the version that was asked for. What
// the user set stays.
func bridge(v values, version string) {
	found := minor.FindStringSubmatch(version)
	if found == nil || at(v, "compatibilityVersion") != nil {
		return
	}
	switch found[1] {
	case "1.25", "1.26", "1.27", "1.28", "1.29", "1.30":
		v["compatibilityVersion"] = found[1]
	case "1.24": // the oldest that these charts know
		v["compatibilityVersion"] = "1.25"
	}
}

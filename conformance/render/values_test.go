package render

import (
	"reflect"
	"strings"
	"testing"
)

func TestProfiled(t *testing.T) {
	system := func(more values) values {
		return merge(values{"global": values{"istioNamespace": "istio-system", "configValidation": true}}, more)
	}
	openshift := values{"global": values{"platform": "openshift"}}
	cases := map[string]struct {
		profile string
		user    values
		want    values
	}{
		"none is openshift":    {"", nil, system(openshift)},
		"default is openshift": {"default", nil, system(openshift)},
		"ambient, with the platform": {"ambient", nil,
			system(values{"profile": "ambient", "global": values{"platform": "openshift"}})},
		"the two together": {"openshift-ambient", nil,
			system(values{"profile": "ambient", "global": values{"platform": "openshift"}})},
		"empty has the platform, too": {"empty", nil, system(openshift)},
		"the user's platform stays":   {"ambient", values{"global": values{"platform": "k3d"}}, system(values{"profile": "ambient", "global": values{"platform": "k3d"}})},
		"the user's values win over the profile's": {"openshift-ambient", values{"profile": "demo", "global": values{"configValidation": false}},
			system(values{"profile": "demo", "global": values{"configValidation": false, "platform": "openshift"}})},
		"lists are replaced, maps are merged": {"", values{"a": []any{"x"}, "global": values{"b": "y"}},
			system(values{"a": []any{"x"}, "global": values{"b": "y", "platform": "openshift"}})},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, err := profiled(c.profile, c.user)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	if _, err := profiled("opneshift", nil); err == nil || !strings.Contains(err.Error(), "[ambient default demo") {
		t.Errorf("an unknown profile: %v", err)
	}
}

// The next one's values must not be those that the last one was given.
func TestProfiledSharesNothing(t *testing.T) {
	user := values{"global": values{"variant": "debug"}, "list": []any{values{"a": "b"}}}
	first, _ := profiled("openshift", user)
	put(first, "changed", "global", "variant")
	put(first, "changed", "global", "configValidation")
	first["list"].([]any)[0].(values)["a"] = "changed"
	second, _ := profiled("openshift", user)
	if at(second, "global", "variant") != "debug" || at(second, "global", "configValidation") != true || second["list"].([]any)[0].(values)["a"] != "b" {
		t.Errorf("a change of one rendering's values shows in another's: %v", second)
	}
}

func TestUnknownProfile(t *testing.T) {
	refused(t, "Istio default: the operator has no file for profile \"nosuch\"", istio("default", "version: v1.30.3, profile: nosuch"))
	refused(t, "IstioCNI default: the operator has no file", operand("IstioCNI", "default", "istio-cni", "version: v1.30.3, profile: nosuch"))
}

func TestOverwrittenValues(t *testing.T) {
	cp := only(t, operand("Istio", "prod", "mesh",
		"version: v1.30.3, values: {revision: mine, defaultRevision: prod, global: {istioNamespace: elsewhere, variant: debug}}"))
	if cp.Values["revision"] != "prod" || at(cp.Values, "global", "istioNamespace") != "mesh" {
		t.Errorf("revision %v, istioNamespace %v", cp.Values["revision"], at(cp.Values, "global", "istioNamespace"))
	}
	if value, kept := cp.Values["defaultRevision"]; kept {
		t.Errorf("defaultRevision is still %v", value)
	}
	if at(cp.Values, "global", "variant") != "debug" {
		t.Error("another value of the user is gone")
	}
}

// User values must arrive in what the charts make, not only in the values.
func TestUserValuesWinInTheCharts(t *testing.T) {
	mesh := func(profile, values string) string {
		text, err := only(t, istio("default", "version: v1.30.3, profile: "+profile+", values: {"+values+"}")).MeshConfigYAML()
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	const file = "accessLogFile: /dev/stdout"
	if text := mesh("demo", ""); !strings.Contains(text, file) {
		t.Errorf("the demo profile writes access logs; the mesh configuration is\n%s", text)
	}
	if text := mesh("demo", `meshConfig: {accessLogFile: ""}`); strings.Contains(text, file) {
		t.Errorf("the user wants no access logs; the mesh configuration is\n%s", text)
	}
	if text := mesh("default", ""); strings.Contains(text, file) {
		t.Errorf("the default profile writes access logs:\n%s", text)
	}
}

func TestBridge(t *testing.T) {
	cases := []struct {
		version string
		user    any
		want    any
	}{
		{"v1.24.6", nil, "1.25"},
		{"v1.25.1", nil, "1.25"},
		{"v1.26.8", nil, "1.26"},
		{"v1.27.3", nil, "1.27"},
		{"v1.28.10", nil, "1.28"},
		{"v1.28-latest", nil, "1.28"},
		{"v1.29.0", nil, "1.29"},
		{"v1.30.3", nil, "1.30"},
		{"v1.31.0", nil, nil},
		{"master", nil, nil},
		{"", nil, nil},
		{"v1.28.10", "1.30", "1.30"},
	}
	for _, c := range cases {
		v := values{}
		if c.user != nil {
			v["compatibilityVersion"] = c.user
		}
		bridge(v, c.version)
		if v["compatibilityVersion"] != c.want {
			t.Errorf("%s with %v: got %v, want %v", c.version, c.user, v["compatibilityVersion"], c.want)
		}
	}
}

// Istio 1.29 changed the meaning of this flag's default, 1.31 of that one's.
func TestBridgeReachesIstiod(t *testing.T) {
	const of129, of131 = "DISABLE_TRACK_REMAINING_CB_METRICS", "PILOT_ENABLE_STRICT_GATEWAY_MERGING"
	cases := map[string]struct {
		spec string
		want map[string]string
	}{
		"1.28":            {"version: v1.28.10", map[string]string{of129: "false", of131: "false"}},
		"1.30":            {"version: v1.30.3", map[string]string{of129: "", of131: "false"}},
		"1.31":            {"version: v1.31.0", map[string]string{of129: "", of131: ""}},
		"set by hand":     {"version: v1.28.10, values: {compatibilityVersion: '1.30'}", map[string]string{of129: "", of131: "false"}},
		"the flag is set": {"version: v1.28.10, values: {pilot: {env: {" + of129 + ": 'true'}}}", map[string]string{of129: "true", of131: "false"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			env := only(t, istio("default", c.spec)).Env()
			for flag, want := range c.want {
				if env[flag] != want {
					t.Errorf("%s is %q, want %q", flag, env[flag], want)
				}
			}
		})
	}
}

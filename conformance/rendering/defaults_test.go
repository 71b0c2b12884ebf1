package rendering

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestReadDefaults(t *testing.T) {
	const good = `{"kind": "Istio", "path": "pilot.autoscaleEnabled", "reason": "The example writes out what is the default."}`
	cases := []struct{ name, text, want string }{
		{"one", "[" + good + "]", ""},
		{"none", "[]", ""},
		{"an unknown key", `[{"kind": "Istio", "path": "a", "reason": "The example writes out the default.", "why": "so"}]`, "unknown field"},
		{"no kind", `[{"path": "a", "reason": "The example writes out the default."}]`, "needs a kind, a path and a reason"},
		{"no path", `[{"kind": "Istio", "reason": "The example writes out the default."}]`, "needs a kind, a path and a reason"},
		{"no reason", `[{"kind": "Istio", "path": "a"}]`, "needs a kind, a path and a reason"},
		{"a word for a reason", `[{"kind": "Istio", "path": "a", "reason": "because"}]`, "needs a kind, a path and a reason"},
		{"twice", "[" + good + "," + good + "]", "Istio pilot.autoscaleEnabled is there twice"},
		{"something more", "[" + good + "] []", "something after the list"},
		{"no list", good, "conformance/defaults.json"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "defaults.json")
			write(t, file, c.text)
			_, err := ReadDefaults(file)
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	if _, err := ReadDefaults(filepath.Join(t.TempDir(), "none.json")); err == nil {
		t.Error("a file that is not there is no error")
	}
}

// The list of the project itself.
func TestProjectsDefaults(t *testing.T) {
	d, err := ReadDefaults("../defaults.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Used()) != 0 {
		t.Errorf("used before anything was asked: %v", d.Used())
	}
}

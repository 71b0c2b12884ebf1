package run

import (
	"os"
	"strings"
	"testing"
)

// all runs everything on a checkout, and gives what was printed.
func all(t *testing.T, config Config, options Options) (string, error) {
	t.Helper()
	var out strings.Builder
	options.Out = &out
	err := All(config, options)
	if t.Failed() {
		t.Log(out.String())
	}
	return out.String(), err
}

func TestAll(t *testing.T) {
	config := checkout(t, crds(t))
	_, err := all(t, config, Options{})
	fails(t, err, "RESULTS.md") // nothing was written down yet

	printed, err := all(t, config, Options{Update: true})
	fails(t, err)
	for _, want := range []string{"small: schema 3, core ", "wrote " + config.Results} {
		if !strings.Contains(printed, want) {
			t.Errorf("%q is not among what is printed:\n%s", want, printed)
		}
	}
	written := read(t, config.Results)
	for _, want := range []string{"| small | 3 |", "- small: Pods of namespace shop: 2 with a proxy of default", "- small: Namespace shop asks for istio-injection=enabled",
		"port-out-of-range", "dataplane-mode-wrong"} {
		if !strings.Contains(written, want) {
			t.Errorf("%q is not in\n%s", want, written)
		}
	}

	_, err = all(t, config, Options{})
	fails(t, err)
	if read(t, config.Results) != written {
		t.Error("the counts were written without being asked for")
	}

	write(t, config.Results, strings.Replace(written, "| small | 3 |", "| small | 4 |", 1))
	_, err = all(t, config, Options{})
	fails(t, err, "recorded is\n  | small | 4 |", "and now it is\n  | small | 3 |", "--update")
	for what, o := range map[string]Options{"one example": {Only: []string{"small"}}, "no faults": {NoMutants: true}, "another seed": {Seed: 7}} {
		if _, err = all(t, config, o); err != nil {
			t.Errorf("the counts of %s are compared: %v", what, err)
		}
	}
}

// What is wrong in a checkout, and what is said about it. Counts do not matter here.
func TestAllObjects(t *testing.T) {
	replace := func(path, old, new string) func(*testing.T, Config) {
		return func(t *testing.T, config Config) {
			file := map[string]string{"output": output(config), "accepted": config.Accepted, "defaults": config.Defaults, "mutations": config.Mutations,
				"survivors": config.Survivors, "targets": config.Targets}[path]
			text := read(t, file)
			if !strings.Contains(text, old) {
				t.Fatalf("%s has no %s", path, old)
			}
			write(t, file, strings.Replace(text, old, new, 1))
		}
	}
	const other = `{"judge": "core", "code": "nosuch", "reason": "Nothing is like this, but who knows."}`
	quick := Options{NoMutants: true}
	// withCRDs are the cases that the others' judges are not enough for.
	withCRDs := map[string]bool{"an unknown field": true}
	cases := []struct {
		name    string
		change  func(*testing.T, Config)
		options Options
		want    []string
	}{
		{"nothing", func(*testing.T, Config) {}, quick, nil},
		{"an acceptance that nothing needs", replace("accepted", accepted, accepted+","+other), quick, []string{"unused acceptance: no finding is core nosuch"}},
		{"a message that is not accepted", replace("accepted", accepted, ""), quick, []string{"small: analyzers Info [IST0102] east: Namespace istio-"}},
		{"an error that is accepted", func(t *testing.T, config Config) {
			replace("accepted", accepted, accepted+`,{"judge": "rendering", "code": "data-plane", "reason": "It looks like a data plane to us."}`)(t, config)
			replace("output", "labels: {istio-injection: enabled}", "labels: {istio-injection: enabled, istio.io/dataplane-mode: ambiant}")(t, config)
		}, quick, []string{"a finding of level Error cannot be accepted", "[data-plane] east: Namespace shop"}},
		{"a default that nothing needs", replace("defaults", defaults, defaults+`,{"kind": "Istio", "path": "pilot.other", "reason": "The example writes out the default."}`),
			quick, []string{"no value needs Istio pilot.other; take it out"}},
		{"a value without an effect", replace("defaults", defaults, ""), quick, []string{"[no-effect] east: Istio default at spec.values.pilot.autoscaleEnabled"}},
		{"an unknown field", replace("output", "{mtls: {mode: STRICT}}", "{mtls: {mode: STRICT}, mtsl: {}}"), quick, []string{"small: schema Error"}},
		{"a judge that waits for nothing", replace("accepted", `"waiting": []`, `"waiting": [{"judge": "xds", "reason": "There is no example with routes yet."}]`),
			quick, []string{"judge xds waits for its first example, but judged"}},
		{"an example that cannot be rendered", replace("output", "  updateStrategy", "  profile: nosuch\n  updateStrategy"), quick,
			[]string{`rendering Error [render] east:`, `no file for profile "nosuch"`}},
		{"an example without a target", replace("targets", "small", "other"), quick, []string{"example small is not in examples/targets.json"}},
		{"an example that is not there", func(*testing.T, Config) {}, Options{Only: []string{"nosuch"}}, []string{"there is no example nosuch"}},
		{"a fault that fits nowhere", replace("mutations", `["Service"]`, `["Job.batch"]`), Options{}, []string{"the fault port-out-of-range fits nowhere"}},
		{"a fault that is not noticed", replace("mutations", "99999", "81"), Options{},
			[]string{"1 of 2 mutants are caught", "a mutant survived without a reason: port-out-of-range in small, east: Service shop/web at spec.ports[0].port"}},
		{"a reason for one that is", replace("survivors", "[]", `[{"example": "small", "kind": "port-out-of-range", "object": "Service shop/web",
  "path": "spec.ports[0].port", "reason": "Nobody can know what is a port."}]`), Options{}, []string{"there is a reason for a mutant that judge core caught"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			folder := ""
			if withCRDs[c.name] || !c.options.NoMutants && len(c.options.Only) == 0 {
				folder = crds(t)
			}
			config := checkout(t, folder)
			write(t, config.Results, "")
			c.change(t, config)
			_, err := all(t, config, c.options)
			fails(t, err, c.want...)
		})
	}
}

func TestAllWithoutCRDs(t *testing.T) {
	config := checkout(t, "")
	printed, err := all(t, config, Options{})
	fails(t, err)
	for _, want := range []string{"no CRDs at hand", "The judge schema does not run", "no faults are planted either", "small: core "} {
		if !strings.Contains(printed, want) {
			t.Errorf("%q is not among what is printed:\n%s", want, printed)
		}
	}
	_, err = all(t, config, Options{Update: true})
	fails(t, err, "set CRDS_DIR")
	if _, err := os.Stat(config.Results); err == nil {
		t.Error("counts were written")
	}
}

package run

import (
	"path/filepath"
	"strings"
	"testing"
)

// own are the library's verdicts on the small example: none, but for the PeerAuthentication where it refuses that.
func own(t *testing.T, config Config, refuses bool) string {
	t.Helper()
	objects := []string{}
	for i, judged := range []string{"false", "false", "true", "true", "false", "true", "false", "false"} {
		errors := "[]"
		if refuses && i == 5 {
			errors = `[{"code": "peer-authentication/mode", "path": "spec.mtls.mode", "message": "no"}]`
		}
		objects = append(objects, `{"file": "east/01.k8s.yaml", "index": `+string(rune('1'+i))+`, "judged": `+judged+`, "errors": `+errors+`}`)
	}
	file := filepath.Join(t.TempDir(), "ours.json")
	write(t, file, `{"sets": [{"group": "examples", "name": "small", "folder": "`+filepath.Join(config.Output, "small")+
		`", "release": "3.4", "openshift": "4.20", "objects": [`+strings.Join(objects, ", ")+`]}]}`)
	return file
}

func TestTheLibrarysVerdictsAreThoseOfTheJudges(t *testing.T) {
	config := checkout(t, crds(t))
	const known = `[{"number": 1, "who": "ours", "objects": ["examples/small: east/01.k8s.yaml#6 PeerAuthentication shop/default"], "reason": "It is so for a reason."}]`
	for name, c := range map[string]struct {
		refuses     bool
		differences string
		want        []string
	}{
		"the same":                        {false, "[]", nil},
		"a difference":                    {true, "[]", []string{"without a reason", "ours alone refuse examples/small: east/01.k8s.yaml#6 PeerAuthentication shop/default: [peer-authentication/mode] spec.mtls.mode: no"}},
		"a known one":                     {true, known, nil},
		"a known one that is none":        {false, known, []string{"difference 1 of conformance/differences.json is none any more"}},
		"a file of reasons that is wrong": {false, "[{}]", []string{"has the number 0"}},
	} {
		t.Run(name, func(t *testing.T) {
			write(t, config.Differences, c.differences)
			printed, err := all(t, config, Options{Ours: own(t, config, c.refuses), OnlyOurs: true})
			fails(t, err, c.want...)
			if err == nil && !strings.Contains(printed, "own verdicts on examples: 8 objects of 1 sets, 3 judged by both sides") {
				t.Error(printed)
			}
		})
	}
}

func TestAgreementIsWrittenIntoTheCounts(t *testing.T) {
	config := checkout(t, crds(t))
	write(t, config.Differences, "[]")
	_, err := all(t, config, Options{Ours: own(t, config, false), Update: true})
	fails(t, err)
	if written := read(t, config.Results); !strings.Contains(written, "| examples | 1 | 8 | 3 | 3 | 0 | 0 |") {
		t.Error(written)
	}
	// Where they are not compared, the counts stay.
	_, err = all(t, config, Options{})
	fails(t, err)
}

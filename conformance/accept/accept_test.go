package accept

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"cdk8s-ossm/conformance/judge"
)

const reason = `"reason": "The example shows this on purpose."`

func read(t *testing.T, text string) *File {
	t.Helper()
	f, err := Read([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

var (
	notInjected = judge.Finding{Judge: "analyzers", Code: "IST0102", Level: judge.Info, Object: "Namespace edge"}
	noHost      = judge.Finding{Judge: "analyzers", Code: "IST0101", Level: judge.Error, Object: "VirtualService edge/shop"}
)

func TestFilterTakesOutWhatIsAccepted(t *testing.T) {
	for name, c := range map[string]struct {
		accepted string
		out      bool
	}{
		"by code":            {`"judge": "analyzers", "code": "IST0102"`, true},
		"by object":          {`"judge": "analyzers", "code": "IST0102", "object": "Namespace edge"`, true},
		"by example":         {`"judge": "analyzers", "code": "IST0102", "example": "bookinfo"`, true},
		"not another code":   {`"judge": "analyzers", "code": "IST0103"`, false},
		"not another judge":  {`"judge": "webhook", "code": "IST0102"`, false},
		"not another object": {`"judge": "analyzers", "code": "IST0102", "object": "Namespace shop"`, false},
		"not elsewhere":      {`"judge": "analyzers", "code": "IST0102", "example": "other"`, false},
	} {
		t.Run(name, func(t *testing.T) {
			f := read(t, `{"accepted": [{`+c.accepted+`, `+reason+`}]}`)
			left, errs := f.Filter("bookinfo", []judge.Finding{notInjected})
			if len(errs) > 0 || (len(left) == 0) != c.out || (len(f.Unused()) == 0) != c.out {
				t.Errorf("left %v, errors %v, unused %v", left, errs, f.Unused())
			}
		})
	}
}

func TestAnErrorIsNeverAccepted(t *testing.T) {
	f := read(t, `{"accepted": [{"judge": "analyzers", "code": "IST0101", `+reason+`}]}`)
	left, errs := f.Filter("bookinfo", []judge.Finding{noHost, notInjected})
	if !reflect.DeepEqual(left, []judge.Finding{noHost, notInjected}) {
		t.Errorf("left %v", left)
	}
	if len(errs) != 1 || !strings.Contains(errs[0].Error(), "example bookinfo: a finding of level Error cannot be accepted") {
		t.Errorf("errors %v", errs)
	}
}

func TestAnUnusedAcceptanceIsAnError(t *testing.T) {
	f := read(t, `{"accepted": [{"judge": "analyzers", "code": "IST0102", "object": "Namespace shop", `+reason+`}]}`)
	if got := errors.Join(f.Unused()...); got == nil || got.Error() != "unused acceptance: no finding is analyzers IST0102 Namespace shop; take it out" {
		t.Errorf("got %v", got)
	}
}

func TestAJudgeThatJudgedNothingMustBeWaiting(t *testing.T) {
	f := read(t, `{"waiting": [{"judge": "policy", "reason": "No example has a policy yet."}]}`)
	for name, c := range map[string]struct {
		judged map[string]int
		want   string
	}{
		"it waits":            {map[string]int{"policy": 0, "schema": 3}, ""},
		"it judged something": {map[string]int{"policy": 2, "schema": 3}, "policy waits for its first example, but judged 2"},
		"another is idle":     {map[string]int{"policy": 0, "schema": 0, "core": 0}, "judge core judged nothing\njudge schema judged nothing"},
		"it does not exist":   {map[string]int{"schema": 3}, "there is no such judge"},
	} {
		t.Run(name, func(t *testing.T) {
			err := errors.Join(f.Idle(c.judged)...)
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestTheFileIsReadStrictly(t *testing.T) {
	entry := `{"judge": "analyzers", "code": "IST0102", ` + reason + `}`
	waiting := `{"judge": "policy", "reason": "No example has a policy yet."}`
	six := make([]string, 0, 6)
	for _, example := range []string{"a", "b", "c", "d", "e", "f"} {
		six = append(six, `{"judge": "analyzers", "code": "IST0102", "example": "`+example+`", `+reason+`}`)
	}
	for want, text := range map[string]string{
		"6 messages are accepted; at most 5":                    `{"accepted": [` + strings.Join(six, ",") + `]}`,
		"needs a judge and a code":                              `{"accepted": [{"judge": "analyzers", ` + reason + `}]}`,
		"(analyzers IST0102): the reason must be a sentence":    `{"accepted": [{"judge": "analyzers", "code": "IST0102", "reason": "noise"}]}`,
		"accepted message 2 (analyzers IST0102) is there twice": `{"accepted": [` + entry + `,` + entry + `]}`,
		"waiting judge 2 (policy) is there twice":               `{"waiting": [` + waiting + `,` + waiting + `]}`,
		"waiting judge 1 needs a name":                          `{"waiting": [{"reason": "No example has a policy yet."}]}`,
		"(policy): the reason must be a sentence":               `{"waiting": [{"judge": "policy", "reason": "later"}]}`,
		`unknown field "level"`:                                 `{"accepted": [{"judge": "a", "code": "b", "level": "Error", ` + reason + `}]}`,
		"something after the object":                            `{} {}`,
		"unexpected EOF":                                        `{`,
	} {
		_, err := Read([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func TestAFileIsNamedInItsErrors(t *testing.T) {
	file := filepath.Join(t.TempDir(), "accepted.json")
	if _, err := ReadFile(file); err == nil {
		t.Error("a file that is not there was read")
	}
	if err := os.WriteFile(file, []byte(`[]`), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadFile(file); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("got %v", err)
	}
}

func TestTheFileOfTheProjectIsInOrder(t *testing.T) {
	if _, err := ReadFile("../accepted.json"); err != nil {
		t.Error(err)
	}
}

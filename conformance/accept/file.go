package accept

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"cdk8s-ossm/conformance/judge"
)

// limit is how many messages may be accepted at most.
const limit = 5

// Acceptance lets findings pass.
type Acceptance struct {
	Judge string `json:"judge"`
	Code  string `json:"code"`
	// Example is the name of the only example it is for; empty for all.
	Example string `json:"example,omitempty"`
	// Object is the only object it is for, as source.Ref names it; empty for all.
	Object string `json:"object,omitempty"`
	Reason string `json:"reason"`
}

func (a Acceptance) String() string {
	return strings.Join(strings.Fields(strings.Join([]string{a.Judge, a.Code, a.Example, a.Object}, " ")), " ")
}

// matches says whether the acceptance is meant for the finding, whatever its level.
func (a Acceptance) matches(example string, f judge.Finding) bool {
	return a.Judge == f.Judge && a.Code == f.Code && (a.Example == "" || a.Example == example) && (a.Object == "" || a.Object == f.Object)
}

// Waiting names a judge that has nothing to judge yet.
type Waiting struct {
	Judge  string `json:"judge"`
	Reason string `json:"reason"`
}

// File is what is let pass.
type File struct {
	Accepted []Acceptance `json:"accepted"`
	Waiting  []Waiting    `json:"waiting"`

	used []bool
}

// ReadFile reads a file strictly.
func ReadFile(file string) (*File, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	f, err := Read(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return f, nil
}

// Read reads the text of a file strictly.
func Read(data []byte) (*File, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	f := &File{}
	if err := decoder.Decode(f); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("there is something after the object")
	}
	f.used = make([]bool, len(f.Accepted))
	return f, f.check()
}

func (f *File) check() error {
	var errs []error
	fail := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if len(f.Accepted) > limit {
		fail("%d messages are accepted; at most %d may be", len(f.Accepted), limit)
	}
	seen := map[string]bool{}
	for i, a := range f.Accepted {
		if a.Judge == "" || a.Code == "" {
			fail("accepted message %d needs a judge and a code", i+1)
		}
		if !isSentence(a.Reason) {
			fail("accepted message %d (%s): the reason must be a sentence", i+1, a)
		}
		if seen["accepted "+a.String()] {
			fail("accepted message %d (%s) is there twice", i+1, a)
		}
		seen["accepted "+a.String()] = true
	}
	for i, w := range f.Waiting {
		if w.Judge == "" {
			fail("waiting judge %d needs a name", i+1)
		}
		if !isSentence(w.Reason) {
			fail("waiting judge %d (%s): the reason must be a sentence", i+1, w.Judge)
		}
		if seen["waiting "+w.Judge] {
			fail("waiting judge %d (%s) is there twice", i+1, w.Judge)
		}
		seen["waiting "+w.Judge] = true
	}
	return errors.Join(errs...)
}

// isSentence asks for a few words and a full stop: enough to make a person stop and write why.
func isSentence(text string) bool {
	return len(strings.Fields(text)) >= 5 && strings.HasSuffix(text, ".")
}

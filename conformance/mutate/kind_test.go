package mutate

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const deletesPorts = `"objects": ["Service"], "paths": ["spec.ports"], "operation": {"op": "delete"}`

func TestTheDataFileIsReadStrictly(t *testing.T) {
	one := strings.Trim(entryText("a-kind", "core", deletesPorts), "[]")
	for want, text := range map[string]string{
		`unknown field "object"`:          entryText("a-kind", "core", `"object": "Service", `+deletesPorts),
		`unknown judge "jury"`:            entryText("a-kind", "jury", deletesPorts),
		"small letters and dashes":        entryText("A Kind", "core", deletesPorts),
		"another of that name":            "[{" + strings.Trim(one, "{}") + "}}, {" + strings.Trim(one, "{}") + "}}]",
		"must be a sentence":              `[{"kind": "a-kind", "what": "broken", "judge": "core", ` + deletesPorts + `}]`,
		"must name a kind of object":      entryText("a-kind", "core", `"paths": ["spec"], "operation": {"op": "delete"}`),
		`"service" is no kind`:            entryText("a-kind", "core", `"objects": ["service"], "paths": ["spec"], "operation": {"op": "delete"}`),
		`"pods" is no kind`:               entryText("a-kind", "core", `"besides": "pods", `+deletesPorts),
		`cannot read "["`:                 entryText("a-kind", "core", `"where": {"spec[": 1}, `+deletesPorts),
		"there is no operation":           entryText("a-kind", "core", `"objects": ["Service"], "paths": ["spec"]`),
		"operation: ":                     entryText("a-kind", "core", `"objects": ["Service"], "paths": ["spec"], "operation": "delete"`),
		`unknown operation "shred"`:       entryText("a-kind", "core", `"objects": ["Service"], "paths": ["spec"], "operation": {"op": "shred"}`),
		`no parameter "to"`:               entryText("a-kind", "core", `"objects": ["Service"], "paths": ["spec"], "operation": {"op": "delete", "to": "x"}`),
		`parameter "value" is missing`:    entryText("a-kind", "core", `"objects": ["Service"], "paths": ["spec"], "operation": {"op": "set"}`),
		`parameter "text" must be`:        entryText("a-kind", "core", `"objects": ["Service"], "paths": ["spec"], "operation": {"op": "append-text", "text": 1}`),
		"it takes paths":                  entryText("a-kind", "core", `"objects": ["Service"], "operation": {"op": "delete"}`),
		"it takes no paths":               entryText("a-kind", "core", `"objects": ["Service"], "paths": ["spec"], "operation": {"op": "delete-object"}`),
		`cannot read ".ports"`:            entryText("a-kind", "core", `"objects": ["Service"], "paths": ["spec..ports"], "operation": {"op": "delete"}`),
		"must end in a key":               entryText("a-kind", "core", `"objects": ["Service"], "paths": ["spec.ports[*]"], "operation": {"op": "rename-key", "append": "x"}`),
		"must end in an item of a list":   entryText("a-kind", "core", `"objects": ["Service"], "paths": ["spec.ports"], "operation": {"op": "duplicate"}`),
		"there are no kinds":              `[]`,
		"something after the list":        entryText("a-kind", "core", deletesPorts) + "[]",
		"cannot unmarshal":                `{}`,
		"unexpected EOF":                  `[`,
		`entry 1, kind "a-kind": unknown`: entryText("a-kind", "jury", deletesPorts),
	} {
		_, err := Read([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func TestAllThatIsWrongIsToldAtOnce(t *testing.T) {
	text := strings.TrimSuffix(entryText("a-kind", "jury", deletesPorts), "]") + "," + strings.TrimPrefix(entryText("B", "core", deletesPorts), "[")
	_, err := Read([]byte(text))
	if err == nil || !strings.Contains(err.Error(), "entry 1") || !strings.Contains(err.Error(), "entry 2") {
		t.Errorf("got %v", err)
	}
}

func TestAFileIsNamedInItsErrors(t *testing.T) {
	file := filepath.Join(t.TempDir(), "kinds.json")
	if _, err := ReadFile(file); err == nil {
		t.Error("a file that is not there was read")
	}
	if err := os.WriteFile(file, []byte("[]"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadFile(file); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("got %v", err)
	}
	if err := os.WriteFile(file, []byte(entryText("a-kind", "core", deletesPorts)), 0o644); err != nil {
		t.Fatal(err)
	}
	kinds, err := ReadFile(file)
	if err != nil || len(kinds) != 1 || kinds[0].Name != "a-kind" || kinds[0].Judge != "core" {
		t.Errorf("got %v, %v", kinds, err)
	}
}

package source

import (
	"encoding/json"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// wired is an object as it goes from one process to another.
type wired struct {
	File     string         `json:"file"`
	Document int            `json:"document"`
	Object   map[string]any `json:"object"`
}

// MarshalJSON writes the object with where it came from.
func (o *Object) MarshalJSON() ([]byte, error) {
	return json.Marshal(wired{File: o.File, Document: o.Document, Object: o.Object})
}

// UnmarshalJSON reads what MarshalJSON wrote. Whole numbers stay whole.
func (o *Object) UnmarshalJSON(data []byte) error {
	var raw struct {
		File     string          `json:"file"`
		Document int             `json:"document"`
		Object   json.RawMessage `json:"object"`
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	o.File, o.Document, o.Unstructured = raw.File, raw.Document, &unstructured.Unstructured{}
	return o.Unstructured.UnmarshalJSON(raw.Object)
}

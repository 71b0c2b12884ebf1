package webhook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"

	admissionv1 "k8s.io/api/admission/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"

	"cdk8s-ossm/conformance/judge"
)

// The codes of findings.
const (
	codeDenied  = "denied"
	codeWarning = "warning"
	// codeUnknownField is a field of a mesh config that istiod ignores.
	codeUnknownField = "unknown-field"
	// codeProvider is an extension provider that istiod does without.
	codeProvider = "extension-provider"
	// codeProviderNotJudged is an extension provider that nothing here judges.
	codeProviderNotJudged = "provider-not-judged"
)

// uid connects a review with its answer.
const uid = types.UID("1")

// Verdict is the answer of the webhook.
type Verdict struct {
	Allowed  bool
	Message  string
	Warnings []string
}

// Review asks the webhook as the API server does when an object is created.
func (w *Handler) Review(u *unstructured.Unstructured) (Verdict, error) {
	object, err := u.MarshalJSON()
	if err != nil {
		return Verdict{}, err
	}
	gvk := u.GroupVersionKind()
	body, err := json.Marshal(&admissionv1.AdmissionReview{
		TypeMeta: metav1.TypeMeta{APIVersion: admissionv1.SchemeGroupVersion.String(), Kind: "AdmissionReview"},
		Request: &admissionv1.AdmissionRequest{
			UID: uid, Operation: admissionv1.Create, Name: u.GetName(), Namespace: u.GetNamespace(),
			Kind:   metav1.GroupVersionKind{Group: gvk.Group, Version: gvk.Version, Kind: gvk.Kind},
			Object: runtime.RawExtension{Raw: object},
		},
	})
	if err != nil {
		return Verdict{}, err
	}
	request := httptest.NewRequest(http.MethodPost, "/validate", bytes.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	recorder := httptest.NewRecorder()
	w.mux.ServeHTTP(recorder, request)
	if recorder.Code != http.StatusOK {
		return Verdict{}, fmt.Errorf("the webhook answered %d: %s", recorder.Code, recorder.Body)
	}
	var answer admissionv1.AdmissionReview
	if err := json.Unmarshal(recorder.Body.Bytes(), &answer); err != nil {
		return Verdict{}, fmt.Errorf("the webhook's answer: %w", err)
	}
	response := answer.Response
	if response == nil || response.UID != uid {
		return Verdict{}, fmt.Errorf("the webhook answered something else: %s", recorder.Body)
	}
	v := Verdict{Allowed: response.Allowed, Warnings: response.Warnings}
	if response.Result != nil {
		v.Message = response.Result.Message
	}
	return v, nil
}

// findings are without cluster and object.
func (v Verdict) findings() []judge.Finding {
	var found []judge.Finding
	if !v.Allowed {
		found = append(found, judge.Finding{Judge: name, Code: codeDenied, Level: judge.Error, Message: v.Message})
	}
	for _, w := range v.Warnings {
		found = append(found, judge.Finding{Judge: name, Code: codeWarning, Level: judge.Warning, Message: w})
	}
	return found
}

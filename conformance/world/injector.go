package world

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	jsonpatch "github.com/evanphx/json-patch/v5"
	admissionv1 "k8s.io/api/admission/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"istio.io/istio/pkg/cluster"
	"istio.io/istio/pkg/kube"
	"istio.io/istio/pkg/kube/inject"
	"istio.io/istio/pkg/kube/multicluster"
)

// injector is istiod's webhook handler with the rendered configuration.
type injector struct {
	mux    *http.ServeMux
	client kube.Client
	fake   *multicluster.Fake
	stop   chan struct{}
	// known are the clusters whose nodes and namespaces the handler can ask for.
	known map[string]bool
}

// refused is the injector's answer to a pod that it cannot inject.
type refused struct{ message string }

func (r refused) Error() string { return r.message }

// fixed is an injection configuration that does not change.
type fixed struct {
	config *inject.Config
	values string
}

func (f fixed) SetHandler(func(*inject.Config, string) error) {}
func (f fixed) Run(<-chan struct{})                           {}
func (f fixed) Get() (*inject.Config, string, error)          { return f.config, f.values, nil }

func (b *builder) newInjector(p *plane) (*injector, error) {
	client, err := b.client(onlyKinds("Namespace", "Node"))
	if err != nil {
		return nil, err
	}
	env, err := b.environment(p)
	if err != nil {
		return nil, err
	}
	i := &injector{
		mux: http.NewServeMux(), client: client, fake: multicluster.NewFakeController(),
		stop: make(chan struct{}), known: map[string]bool{},
	}
	_, err = inject.NewWebhook(inject.WebhookParameters{
		Watcher: fixed{&p.injection, p.values}, Env: env, Mux: i.mux, Revision: p.revision, MultiCluster: i.fake,
	})
	if err != nil {
		return nil, err
	}
	i.know(p.parsed.Struct().GetGlobal().GetMultiCluster().GetClusterName())
	return i, nil
}

// know makes the handler find this cluster's nodes and namespaces under a name: the one in its values, or that of the path.
func (i *injector) know(name string) {
	if name == "" {
		name = "Kubernetes"
	}
	if i.known[name] {
		return
	}
	i.known[name] = true
	i.fake.Add(cluster.ID(name), i.client, i.stop)
	i.client.RunAndWait(i.stop)
}

func (i *injector) close() { close(i.stop) }

// inject asks the handler as the API server does, and applies its patch. A pod that it leaves alone comes back unchanged.
func (i *injector) inject(pod *corev1.Pod, path string) (*corev1.Pod, error) {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	for n := 1; n+1 < len(parts); n += 2 {
		if parts[n] == "cluster" {
			i.know(parts[n+1])
		}
	}
	raw, err := json.Marshal(pod)
	if err != nil {
		return nil, err
	}
	review, err := json.Marshal(admissionv1.AdmissionReview{
		TypeMeta: metav1.TypeMeta{APIVersion: "admission.k8s.io/v1", Kind: "AdmissionReview"},
		Request: &admissionv1.AdmissionRequest{
			UID: "1", Operation: admissionv1.Create, Namespace: pod.Namespace,
			Kind:   metav1.GroupVersionKind{Version: "v1", Kind: "Pod"},
			Object: runtime.RawExtension{Raw: raw},
		},
	})
	if err != nil {
		return nil, err
	}
	request := httptest.NewRequest(http.MethodPost, path, bytes.NewReader(review))
	request.Header.Set("Content-Type", "application/json")
	recorder := httptest.NewRecorder()
	i.mux.ServeHTTP(recorder, request)
	if recorder.Code != http.StatusOK {
		return nil, fmt.Errorf("the injector answers %d at %s: %s", recorder.Code, path, strings.TrimSpace(recorder.Body.String()))
	}
	answer := admissionv1.AdmissionReview{}
	if err := json.Unmarshal(recorder.Body.Bytes(), &answer); err != nil {
		return nil, fmt.Errorf("answer of the injector: %w", err)
	}
	switch {
	case answer.Response == nil:
		return nil, errors.New("the injector gives no response")
	case !answer.Response.Allowed:
		message := "no reason given"
		if answer.Response.Result != nil {
			message = answer.Response.Result.Message
		}
		return nil, refused{message}
	case len(answer.Response.Patch) == 0:
		return pod, nil
	}
	return patched(raw, answer.Response.Patch)
}

func patched(raw, patch []byte) (*corev1.Pod, error) {
	decoded, err := jsonpatch.DecodePatch(patch)
	if err != nil {
		return nil, fmt.Errorf("patch of the injector: %w", err)
	}
	out, err := decoded.Apply(raw)
	if err != nil {
		return nil, fmt.Errorf("patch of the injector: %w", err)
	}
	pod := &corev1.Pod{}
	if err := json.Unmarshal(out, pod); err != nil {
		return nil, fmt.Errorf("injected pod: %w", err)
	}
	return pod, nil
}

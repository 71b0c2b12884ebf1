package admit

import (
	"testing"

	"cdk8s-ossm/conformance/judge"
)

const coreObjects = `
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web, namespace: shop}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: v1
kind: Service
metadata: {name: edge, namespace: shop}
spec: {type: LoadBalancer, externalTrafficPolicy: Local, selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      serviceAccountName: web
      containers:
        - name: web
          image: example.com/web:1
          ports: [{name: http, containerPort: 8080}]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
  maxReplicas: 4
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web, namespace: shop}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 8080}]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: shop}
rules: [{apiGroups: [""], resources: [secrets], verbs: [get]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reader, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: ServiceAccount, name: web, namespace: shop}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: web, namespace: shop}
data: {a: b}
---
apiVersion: batch/v1
kind: Job
metadata: {name: once, namespace: shop}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: once, image: example.com/once:1}]}}}
`

func TestCoreAccepts(t *testing.T) {
	report := run(t, Core(), example(t, ossm34, coreObjects+"---"+virtualService))
	expect(t, report.Findings, nil)
	if report.Judged != 12 {
		t.Errorf("judged %d, want the 12 core objects", report.Judged)
	}
}

func TestCoreRefuses(t *testing.T) {
	cases := []struct {
		name, text string
		want       []finding
	}{
		{"an unknown field", `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selectors: {app: web}, ports: [{port: 80}]}
`, []finding{{codeUnknownField, "spec.selectors", "unknown field"}}},
		{"a value of the wrong type", `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web, namespace: shop}
spec: {minAvailable: 1, selector: web}
`, []finding{{codeDecode, "", "cannot unmarshal string"}}},
		{"a port above 65535", `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {ports: [{name: http, port: 70000, targetPort: 8080}]}
`, []finding{{codeInvalid, "spec.ports[0].port", "65535"}}},
		{"two ports without names", `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {ports: [{port: 80}, {port: 443}]}
`, []finding{{codeInvalid, "spec.ports[0].name", "Required"}, {codeInvalid, "spec.ports[1].name", "Required"}}},
		{"a selector that does not match its template", `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web, version: v1}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: example.com/web:1}]}
`, []finding{{codeInvalid, "spec.template.metadata.labels", "`selector` does not match template `labels`"}}},
		{"two container ports of one name", `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: example.com/web:1, ports: [{name: http, containerPort: 80}, {name: http, containerPort: 81}]}]}
`, []finding{{codeInvalid, "spec.template.spec.containers[0].ports[1].name", "Duplicate"}}},
		{"a label value with a space", `
apiVersion: v1
kind: ServiceAccount
metadata: {name: web, namespace: shop, labels: {team: the shop}}
`, []finding{{codeInvalid, "metadata.labels", "the shop"}}},
		{"a minimum above the maximum", `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 5, maxReplicas: 2}
`, []finding{{codeInvalid, "spec.maxReplicas", "must be greater than or equal to `minReplicas`"}}},
		{"a CIDR that is none", `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/64}}]}]}
`, []finding{{codeInvalid, "spec.ingress[0].from[0].ipBlock.cidr", "must be a valid CIDR"}}},
		{"two limits that exclude each other", `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web, namespace: shop}
spec: {minAvailable: 1, maxUnavailable: 1, selector: {matchLabels: {app: web}}}
`, []finding{{codeInvalid, "spec", "minAvailable and maxUnavailable cannot be both set"}}},
		{"a rule without verbs", `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: shop}
rules: [{apiGroups: [""], resources: [secrets]}]
`, []finding{{codeInvalid, "rules[0].verbs", "Required"}}},
		{"a key that no file could have", `
apiVersion: v1
kind: ConfigMap
metadata: {name: web, namespace: shop}
data: {"a b": c}
`, []finding{{codeInvalid, "data[a b]", "valid config key"}}},
		{"a name in capitals", `
apiVersion: v1
kind: Namespace
metadata: {name: Shop}
`, []finding{{codeInvalid, "metadata.name", "lowercase"}}},
		{"no namespace", `
apiVersion: v1
kind: ServiceAccount
metadata: {name: web}
`, []finding{{codeNoNamespace, "metadata.namespace", "ServiceAccount is namespaced"}}},
		{"a namespace on a cluster-scoped kind", `
apiVersion: v1
kind: Namespace
metadata: {name: shop, namespace: shop}
`, []finding{{codeClusterScoped, "metadata.namespace", "Namespace is cluster-scoped"}}},
		{"a status", `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {ports: [{port: 80}]}
status: {loadBalancer: {ingress: [{ip: 192.0.2.1}]}}
`, []finding{{codeStatusSet, "status", "not for whoever creates"}}},
		{"a misspelt kind", `
apiVersion: apps/v1
kind: Deploiment
metadata: {name: web, namespace: shop}
`, []finding{{codeNoKind, "kind", "Kubernetes has no Deploiment in apps/v1"}}},
		{"a version that never was", `
apiVersion: apps/v2
kind: Deployment
metadata: {name: web, namespace: shop}
`, []finding{{codeNoKind, "kind", "Kubernetes has no Deployment in apps/v2"}}},
		{"a kind that nothing judges", `
apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata: {name: disks}
spec: {}
`, []finding{{codeNotJudged, "kind", "nothing here judges a CSIDriver of storage.k8s.io/v1"}}},
		{"a version that is gone", `
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: {name: web, namespace: shop}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
`, []finding{{codeNotServed, "apiVersion", "Kubernetes 1.33 does not serve policy/v1beta1 any more: 1.25 removed it"}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			report := run(t, Core(), example(t, ossm34, c.text))
			expect(t, report.Findings, c.want)
			for _, f := range report.Findings {
				if f.Level != judge.Error || f.Judge != "core" || f.Cluster != "east" {
					t.Errorf("%s: level %s of judge %s in %s", f, f.Level, f.Judge, f.Cluster)
				}
			}
		})
	}
}

func TestCoreWarns(t *testing.T) {
	report := run(t, Core(), example(t, ossm34, `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {nodeSelector: {beta.kubernetes.io/os: linux}, containers: [{name: web, image: example.com/web:1}]}
`))
	expect(t, report.Findings, []finding{{codeWarning, "", "beta.kubernetes.io/os"}})
	if len(report.Findings) == 1 && report.Findings[0].Level != judge.Warning {
		t.Errorf("level %s", report.Findings[0].Level)
	}
}

func TestCoreCannotJudge(t *testing.T) {
	target := ossm34
	target.Openshift = "latest"
	if _, err := Core().Judge(example(t, target, coreObjects)); err == nil {
		t.Error("no error")
	}
}

package admit

import (
	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

const schemaName = "schema"

type schemaJudge struct {
	crds *CRDs
}

// Schema judges custom resources by the CRDs of the example's own release and OpenShift version. It counts the objects that
// it found a CRD for.
func Schema(crds *CRDs) judge.Judge {
	return schemaJudge{crds}
}

// Name is `schema`.
func (schemaJudge) Name() string {
	return schemaName
}

// Judge judges every object of a group that is not one of Kubernetes' own.
func (j schemaJudge) Judge(example *source.Example) (judge.Report, error) {
	var report judge.Report
	for _, cluster := range example.Clusters {
		for _, object := range cluster.Objects {
			if IsCore(object.Group()) {
				continue
			}
			v, err := j.crds.admit(example.Target, object.Unstructured)
			if err != nil {
				return judge.Report{}, err
			}
			if v.judged {
				report.Judged++
			}
			if note := notRead(cluster.Name, v.problems); note != "" {
				report.Notes = append(report.Notes, note+" "+source.Ref(object.Unstructured))
				continue
			}
			report.Findings = append(report.Findings, findings(schemaName, cluster.Name, object.Unstructured, v.problems)...)
		}
	}
	report.Sort()
	return report, nil
}

// notRead is the beginning of a note about an object that there is no CRD to judge by; empty for all others.
func notRead(cluster string, problems []problem) string {
	for _, p := range problems {
		if p.code == codeCRDNotRead {
			return "in " + cluster + ": no CRD judges"
		}
	}
	return ""
}

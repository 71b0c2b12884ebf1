package run

import (
	"slices"

	"cdk8s-ossm/conformance/admit"
	"cdk8s-ossm/conformance/agreement"
	"cdk8s-ossm/conformance/results"
	"cdk8s-ossm/conformance/verdicts"
)

// agree compares the library's own verdicts with those of the webhook and of the schema.
func (r *run) agree() error {
	if r.options.Ours == "" {
		return nil
	}
	if r.config.CRDs == "" {
		r.say("the library's own verdicts are not compared: half of what they are compared with needs CRDs")
		return nil
	}
	known, err := agreement.ReadDifferences(r.config.Differences)
	if err != nil {
		return err
	}
	sets, err := agreement.ReadOurs(r.options.Ours)
	if err != nil {
		return err
	}
	crds, err := admit.NewCRDs(r.config.CRDs, r.config.Sources)
	if err != nil {
		return err
	}
	judges, err := verdicts.New(crds)
	if err != nil {
		return err
	}
	sets = slices.DeleteFunc(sets, func(s agreement.Set) bool { return !r.chosen(s) })
	found := make([]agreement.Result, len(sets))
	err = each(len(sets), func(i int) error {
		var err error
		found[i], err = agreement.Compare(sets[i], judges.Answer)
		return err
	})
	if err != nil {
		return err
	}
	var differences []agreement.Difference
	for i, s := range sets {
		r.addAgreement(s.Group, found[i])
		differences = append(differences, found[i].Differences...)
	}
	var groups []string
	for _, a := range r.results.Agreement {
		groups = append(groups, a.Group)
		r.say("own verdicts on %s: %d objects of %d sets, %d judged by both sides; both accept %d, both refuse %d, %d differences",
			a.Group, a.Objects, a.Sets, a.Both, a.BothAccept, a.BothRefuse, a.Differences)
	}
	r.errors = append(r.errors, known.Unexplained(differences)...)
	if len(r.options.Only) == 0 {
		r.errors = append(r.errors, known.Unused(differences, groups)...)
	}
	return nil
}

// addAgreement adds the counts of a set to those of its group.
func (r *run) addAgreement(group string, found agreement.Result) {
	i := slices.IndexFunc(r.results.Agreement, func(a results.Agreement) bool { return a.Group == group })
	if i < 0 {
		i = len(r.results.Agreement)
		r.results.Agreement = append(r.results.Agreement, results.Agreement{Group: group})
	}
	a := &r.results.Agreement[i]
	a.Sets++
	a.Objects += found.Objects
	a.Both += found.Both
	a.BothAccept += found.BothAccept
	a.BothRefuse += found.BothRefuse
	a.Differences += len(found.Differences)
}

// chosen says whether a set is to be compared: all are, unless some examples are asked for.
func (r *run) chosen(s agreement.Set) bool {
	return len(r.options.Only) == 0 || s.Group == "examples" && r.only(s.Name)
}

package main

import (
	"encoding/json"
	"flag"
	"io"
	"os"

	"cdk8s-ossm/conformance/admit"
	"cdk8s-ossm/conformance/differential"
	"cdk8s-ossm/conformance/run"
	"cdk8s-ossm/conformance/verdicts"
)

// asked is what the commands below are given.
type asked struct {
	config run.Config
	crds   *admit.CRDs
	judges *verdicts.Judges
	count  int
	seed   uint64
}

// lines are the commands that write lines of JSON about single objects.
var lines = map[string]func(asked, io.Writer) error{
	// verdicts answers the lines of standard input.
	"verdicts": func(a asked, out io.Writer) error { return a.judges.Serve(os.Stdin, out) },
	// mutants makes objects that are almost right, and answers for each.
	"mutants": func(a asked, out io.Writer) error {
		corpus, err := differential.Load(a.config.Output, a.config.Targets, os.Getenv("CASES_DIR"))
		if err != nil {
			return err
		}
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		return differential.Generate(corpus, a.crds, a.judges, a.count, a.seed, func(m differential.Mutant) error { return encoder.Encode(m) })
	},
}

func writeLines(command string, args []string) error {
	flags := flag.NewFlagSet(command, flag.ExitOnError)
	root := flags.String("root", ".", "the checkout")
	var a asked
	flags.IntVar(&a.count, "count", 1000, "of mutants: how many")
	flags.Uint64Var(&a.seed, "seed", 1, "of mutants: the number that chooses them")
	if err := flags.Parse(args); err != nil {
		return err
	}
	// Istio's code prints to standard output here and there; answers need it for themselves.
	out := os.Stdout
	os.Stdout = os.Stderr
	a.config = run.In(*root, os.Getenv("CRDS_DIR"))
	var err error
	if a.crds, err = admit.NewCRDs(a.config.CRDs, a.config.Sources); err != nil {
		return err
	}
	if a.judges, err = verdicts.New(a.crds); err != nil {
		return err
	}
	return lines[command](a, out)
}

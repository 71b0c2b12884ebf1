// The command conformance judges the output of the examples; see conformance/README.md.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"cdk8s-ossm/conformance/admit"
	"cdk8s-ossm/conformance/run"
	"cdk8s-ossm/conformance/verdicts"
)

func main() {
	if len(os.Args) == 3 && os.Args[1] == "child" {
		fail(run.Child(os.Args[2]))
		return
	}
	if len(os.Args) > 1 && os.Args[1] == "verdicts" {
		fail(answerLines(os.Args[2:]))
		return
	}
	var options run.Options
	root := flag.String("root", ".", "the checkout")
	flag.BoolVar(&options.AllMutants, "all-mutants", false, "plant 20 faults in each example")
	flag.BoolVar(&options.NoMutants, "no-mutants", false, "plant no faults")
	flag.BoolVar(&options.Cuts, "cuts", false, "take away what carries traffic between clusters, piece by piece, instead of planting faults")
	flag.StringVar(&options.Ours, "ours", "", "the file with the library's own verdicts, which are compared")
	flag.BoolVar(&options.Update, "update", false, "write conformance/RESULTS.md instead of comparing the counts")
	flag.Uint64Var(&options.Seed, "seed", 0, "plant other faults than CI does, chosen by this number")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: npm run conformance -- [--update] [--all-mutants] [--no-mutants] [--cuts] [--seed N] [EXAMPLE...]")
		flag.PrintDefaults()
	}
	flag.Parse()
	options.Only, options.Out = flag.Args(), os.Stdout
	checkout, err := filepath.Abs(*root)
	fail(err)
	fail(run.All(run.In(checkout, os.Getenv("CRDS_DIR")), options))
}

// answerLines judges single objects, a line of JSON each, from standard input.
func answerLines(args []string) error {
	flags := flag.NewFlagSet("verdicts", flag.ExitOnError)
	root := flags.String("root", ".", "the checkout")
	if err := flags.Parse(args); err != nil {
		return err
	}
	// Istio's code prints to standard output here and there; answers need it for themselves.
	answers := os.Stdout
	os.Stdout = os.Stderr
	config := run.In(*root, os.Getenv("CRDS_DIR"))
	crds, err := admit.NewCRDs(config.CRDs, config.Sources)
	if err != nil {
		return err
	}
	judges, err := verdicts.New(crds)
	if err != nil {
		return err
	}
	return judges.Serve(os.Stdin, answers)
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

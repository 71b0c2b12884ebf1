// The command conformance judges the output of the examples; see conformance/README.md.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"cdk8s-ossm/conformance/run"
)

func main() {
	if len(os.Args) == 3 && os.Args[1] == "child" {
		fail(run.Child(os.Args[2]))
		return
	}
	if len(os.Args) > 1 && lines[os.Args[1]] != nil {
		fail(writeLines(os.Args[1], os.Args[2:]))
		return
	}
	var options run.Options
	root := flag.String("root", ".", "the checkout")
	flag.BoolVar(&options.AllMutants, "all-mutants", false, "plant 20 faults in each example")
	flag.BoolVar(&options.NoMutants, "no-mutants", false, "plant no faults")
	flag.BoolVar(&options.Cuts, "cuts", false, "take away what carries traffic between clusters, piece by piece, instead of planting faults")
	flag.StringVar(&options.Ours, "ours", "", "the file with the library's own verdicts, which are compared")
	flag.BoolVar(&options.OnlyOurs, "verdicts", false, "compare the library's own verdicts, and do nothing else")
	flag.BoolVar(&options.Update, "update", false, "write conformance/RESULTS.md instead of comparing the counts")
	flag.Uint64Var(&options.Seed, "seed", 0, "plant other faults than CI does, chosen by this number")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: npm run conformance -- [--update] [--all-mutants] [--no-mutants] [--cuts] [--verdicts] [--seed N] [EXAMPLE...]")
		flag.PrintDefaults()
	}
	flag.Parse()
	options.Only, options.Out = flag.Args(), os.Stdout
	checkout, err := filepath.Abs(*root)
	fail(err)
	fail(run.All(run.In(checkout, os.Getenv("CRDS_DIR")), options))
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

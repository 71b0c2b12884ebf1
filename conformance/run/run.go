package run

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"cdk8s-ossm/conformance/accept"
	"cdk8s-ossm/conformance/admit"
	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/mutate"
	"cdk8s-ossm/conformance/rendering"
	"cdk8s-ossm/conformance/results"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/webhook"
	"cdk8s-ossm/conformance/world"
)

// Options are what a run is asked for.
type Options struct {
	// Only are the examples to judge; empty for all. Of some only, no counts are compared.
	Only []string
	// AllMutants plants 20 faults in each example instead of 200 in all.
	AllMutants bool
	// NoMutants plants none.
	NoMutants bool
	// Seed chooses other faults than CI does; zero for those. Their counts are not compared.
	Seed uint64
	// Cuts takes away, one at a time, what carries traffic between clusters, instead of planting faults.
	Cuts bool
	// Ours is the file with the library's own verdicts; empty where they are not compared.
	Ours string
	// OnlyOurs compares these and does nothing else.
	OnlyOurs bool
	// Update writes the counts instead of comparing them.
	Update bool
	Out    io.Writer
}

// The faults of a run: how many, and the number that chooses them.
const (
	mutantsInAll      = 200
	mutantsPerExample = 20
	ciSeed            = 20260801
)

// run is one run.
type run struct {
	config   Config
	options  Options
	examples []*source.Example
	pool     *pool
	judges   []judge.Judge
	accepted *accept.File
	defaults *rendering.Defaults
	baseline map[string][]judge.Finding
	results  results.Run
	errors   []error
}

// All judges everything. An error says what is not as it must be; each finding is printed.
func All(config Config, options Options) error {
	started := time.Now()
	r := &run{config: config, options: options, pool: newPool(config), baseline: map[string][]judge.Finding{}}
	defer r.pool.stop()
	if err := r.prepare(); err != nil {
		return err
	}
	if options.OnlyOurs {
		err := r.agree()
		return errors.Join(append(r.errors, err)...)
	}
	if err := r.judgeAll(); err != nil {
		return err
	}
	if err := r.agree(); err != nil {
		return err
	}
	r.say("judged in %s", since(started))
	if config.CRDs == "" {
		if options.Update {
			return fmt.Errorf("the counts cannot be written without CRDs: set CRDS_DIR")
		}
		r.options.NoMutants = true
		r.say("no faults are planted either: half of them are for that judge")
	}
	if r.options.Cuts {
		planted := time.Now()
		if err := r.cuts(); err != nil {
			return err
		}
		r.say("cuts made and judged in %s", since(planted))
		return errors.Join(r.errors...)
	}
	if !r.options.NoMutants {
		planted := time.Now()
		if err := r.plant(); err != nil {
			return err
		}
		r.say("faults planted and judged in %s", since(planted))
	}
	if err := r.compare(); err != nil {
		return err
	}
	return errors.Join(r.errors...)
}

func (r *run) prepare() error {
	targets, err := source.ReadTargets(r.config.Targets)
	if err != nil {
		return err
	}
	if r.examples, err = source.Load(r.config.Output, targets); err != nil {
		return err
	}
	for _, e := range r.examples {
		if err := world.Complete(e, r.config.Output, r.config.Programs); err != nil {
			return err
		}
	}
	if len(r.options.Only) > 0 {
		r.examples = slices.DeleteFunc(r.examples, func(e *source.Example) bool { return !r.only(e.Name) })
	}
	if len(r.examples) == 0 {
		return fmt.Errorf("there is no example %s", strings.Join(r.options.Only, ", "))
	}
	if r.accepted, err = accept.ReadFile(r.config.Accepted); err != nil {
		return err
	}
	if r.defaults, err = rendering.ReadDefaults(r.config.Defaults); err != nil {
		return err
	}
	return r.chooseJudges()
}

// only says whether an example is among those that are asked for, by its name or by that of the folder it is in.
func (r *run) only(example string) bool {
	return slices.Contains(r.options.Only, example) || slices.Contains(r.options.Only, strings.Split(example, "/")[0])
}

func (r *run) chooseJudges() error {
	if r.config.CRDs == "" {
		r.say("no CRDs at hand: set CRDS_DIR to the folder that holds them (CONTRIBUTING.md). The judge %s does not run.", Schema)
	} else {
		crds, err := admit.NewCRDs(r.config.CRDs, r.config.Sources)
		if err != nil {
			return err
		}
		r.judges = append(r.judges, admit.Schema(crds))
	}
	hook, err := webhook.New()
	if err != nil {
		return err
	}
	r.judges = append(r.judges, admit.Core(), hook,
		&remote{name: Rendering, pool: r.pool, effects: true}, &remote{name: Analyzers, pool: r.pool}, &remote{name: XDS, pool: r.pool})
	for _, j := range r.judges {
		r.results.Judges = append(r.results.Judges, j.Name())
	}
	return nil
}

// judgeAll asks every judge about every example.
func (r *run) judgeAll() error {
	reports := make([]map[string]judge.Report, len(r.examples))
	err := each(len(r.examples), func(i int) error {
		reports[i] = map[string]judge.Report{}
		for _, j := range r.judges {
			report, err := j.Judge(r.examples[i].Clone())
			if err != nil {
				return err
			}
			reports[i][j.Name()] = report
		}
		return nil
	})
	if err != nil {
		return err
	}
	r.results.Judged, r.results.Notes = map[string]map[string]int{}, map[string][]string{}
	total := map[string]int{}
	for i, e := range r.examples {
		r.results.Examples = append(r.results.Examples, e.Name)
		counts := map[string]int{}
		var words []string
		for _, j := range r.judges {
			report := reports[i][j.Name()]
			counts[j.Name()] = report.Judged
			total[j.Name()] += report.Judged
			words = append(words, fmt.Sprintf("%s %d", j.Name(), report.Judged))
			r.results.Notes[e.Name] = append(r.results.Notes[e.Name], report.Notes...)
			r.baseline[e.Name] = append(r.baseline[e.Name], withNotes(j.Name(), report).Findings...)
			r.object(e, report.Findings)
		}
		r.results.Judged[e.Name] = counts
		r.say("%s: %s", e.Name, strings.Join(words, ", "))
	}
	if len(r.options.Only) == 0 {
		r.errors = append(r.errors, r.accepted.Unused()...)
		r.errors = append(r.errors, r.accepted.Idle(total)...)
		for _, name := range r.defaults.Names() {
			if !r.pool.needed[name] {
				r.errors = append(r.errors, fmt.Errorf("conformance/defaults.json: no value needs %s; take it out", name))
			}
		}
	}
	return nil
}

// object keeps the findings that are not accepted.
func (r *run) object(e *source.Example, findings []judge.Finding) {
	left, errs := r.accepted.Filter(e.Name, findings)
	for _, f := range left {
		r.errors = append(r.errors, fmt.Errorf("%s: %s", e.Name, f))
	}
	r.errors = append(r.errors, errs...)
}

// plant plants faults, and sees whether the judges notice.
func (r *run) plant() error {
	kinds, err := mutate.ReadFile(r.config.Mutations)
	if err != nil {
		return err
	}
	var sites []mutate.Site
	byName := map[string]*source.Example{}
	for _, e := range r.examples {
		byName[e.Name] = e
		sites = append(sites, mutate.Sites(kinds, e)...)
	}
	if len(r.options.Only) == 0 {
		for _, kind := range mutate.Unused(kinds, sites) {
			r.errors = append(r.errors, fmt.Errorf("the fault %s fits nowhere in the examples", kind))
		}
	}
	judges := r.planted()
	seed := cmp.Or(r.options.Seed, ciSeed)
	picks := mutate.Pick(sites, mutantsInAll, seed)
	r.results.Picked = fmt.Sprintf("%d in all, spread over the examples", mutantsInAll)
	if r.options.AllMutants {
		picks = mutate.PickFull(sites, mutantsPerExample, mutantsInAll, seed)
		r.results.Picked = fmt.Sprintf("%d an example", mutantsPerExample)
	}
	outcomes := make([]mutate.Outcome, len(picks))
	err = each(len(picks), func(i int) error {
		var err error
		outcomes[i], err = mutate.Try(picks[i], byName[picks[i].Example], judges, r.baseline[picks[i].Example])
		return err
	})
	if err != nil {
		return err
	}
	r.results.Outcomes = outcomes
	for _, o := range outcomes {
		if o.Caught == "" {
			r.say("survived: %s (%s)", o.Site, o.Site.Kind.What)
		}
		if o.ByError {
			r.say("caught by an error of %s: %s: %s", o.Caught, o.Site, strings.Split(o.Because, "\n")[0])
		}
	}
	survivors, err := results.ReadSurvivors(r.config.Survivors)
	if err != nil {
		return err
	}
	r.errors = append(r.errors, r.results.Check()...)
	if len(r.options.Only) == 0 {
		r.errors = append(r.errors, survivors.Check(outcomes, r.options.AllMutants && r.options.Seed == 0)...)
	}
	return nil
}

// planted are the judges as faults are shown to them. Effects are not asked for: a changed value has another.
func (r *run) planted() []judge.Judge {
	var judges []judge.Judge
	for _, j := range r.judges {
		if far, is := j.(*remote); is {
			j = &remote{name: far.name, pool: r.pool}
		}
		judges = append(judges, counting{j, r.accepted})
	}
	return judges
}

// counting is a judge as it counts for faults: what is accepted is nothing, and what is taken on trust is something, as it is
// written down and compared.
type counting struct {
	of       judge.Judge
	accepted *accept.File
}

func (c counting) Name() string { return c.of.Name() }

func (c counting) Judge(e *source.Example) (judge.Report, error) {
	report, err := c.of.Judge(e)
	report = withNotes(c.Name(), report)
	report.Findings = c.accepted.Left(e.Name, report.Findings)
	return report, err
}

func withNotes(name string, report judge.Report) judge.Report {
	for _, note := range report.Notes {
		report.Findings = append(report.Findings, judge.Finding{Judge: name, Code: judge.Note, Level: judge.Info, Message: note})
	}
	report.Notes = nil
	return report
}

// compare compares the counts with those that were written down, or writes them down.
func (r *run) compare() error {
	if len(r.options.Only) > 0 || r.options.NoMutants || r.options.Seed != 0 {
		return nil
	}
	survivors, err := results.ReadSurvivors(r.config.Survivors)
	if err != nil {
		return err
	}
	recorded, err := os.ReadFile(r.config.Results)
	if err != nil && !(r.options.Update && errors.Is(err, fs.ErrNotExist)) {
		return err
	}
	r.results.Keep(string(recorded))
	now := results.Render(r.results, survivors)
	if r.options.Update {
		r.say("wrote %s", r.config.Results)
		return os.WriteFile(r.config.Results, []byte(now), 0o644)
	}
	if r.options.AllMutants {
		return nil // other counts than those of CI
	}
	if err := results.Compare(string(recorded), now); err != nil {
		r.errors = append(r.errors, fmt.Errorf("%w; `npm run conformance -- --update` writes the new counts, after a look at them", err))
	}
	return nil
}

func (r *run) say(format string, args ...any) {
	fmt.Fprintf(r.options.Out, format+"\n", args...)
}

// each does n things, as many at once as there are processors. All are done; their errors are told together, by number.
func each(n int, do func(int) error) error {
	errs := make([]error, n)
	var group sync.WaitGroup
	places := make(chan struct{}, runtime.NumCPU())
	for i := range n {
		places <- struct{}{}
		group.Add(1)
		go func() {
			defer func() { <-places; group.Done() }()
			errs[i] = do(i)
		}()
	}
	group.Wait()
	return errors.Join(errs...)
}

func since(start time.Time) string {
	return time.Since(start).Round(time.Second).String()
}

package results

import (
	"fmt"
	"strings"
)

// Compare tells the first count in which a run differs from what was recorded. Text between the tables does not count.
func Compare(recorded, now string) error {
	old, fresh := counts(recorded), counts(now)
	for i := 0; i < len(old) || i < len(fresh); i++ {
		switch {
		case i >= len(old):
			return differ("nothing", fresh[i].text, fresh[i].section)
		case i >= len(fresh):
			return differ(old[i].text, "nothing", old[i].section)
		case old[i] != fresh[i]:
			return differ(old[i].text, fresh[i].text, fresh[i].section)
		}
	}
	return nil
}

func differ(recorded, now, section string) error {
	return fmt.Errorf("RESULTS.md, %s: recorded is\n  %s\nand now it is\n  %s", section, recorded, now)
}

type counted struct{ section, text string }

// counts are the lines of tables and lists, with the heading they stand under.
func counts(text string) []counted {
	var lines []counted
	section := "top"
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") {
			section = strings.TrimSpace(strings.TrimLeft(line, "#"))
		}
		if strings.HasPrefix(line, "|") || strings.HasPrefix(line, "- ") {
			lines = append(lines, counted{section, line})
		}
	}
	return lines
}

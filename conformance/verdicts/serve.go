package verdicts

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// Serve answers each line with a line, in the same order and at once, until there are no more. An empty line is passed over.
func (j *Judges) Serve(in io.Reader, out io.Writer) error {
	lines := bufio.NewReaderSize(in, 1<<20)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if len(bytes.TrimSpace(line)) > 0 {
			if err := encoder.Encode(j.line(line)); err != nil {
				return err
			}
		}
		if err != nil {
			return nil
		}
	}
}

func (j *Judges) line(line []byte) Answer {
	var request Request
	if err := json.Unmarshal(line, &request); err != nil {
		return Answer{Error: "not a request: " + err.Error(), Webhook: notAsked(), Schema: schemaNotAsked()}
	}
	return j.Answer(request)
}

package vigie

import (
	"encoding/json"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"unicode"
)

// Problem is what is kept of a problem document (RFC 9457).
type Problem struct {
	Title  string `json:"title"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
	// Errors says field by field what is wrong with a form.
	Errors []FieldProblem `json:"errors,omitempty"`
}

// FieldProblem is what is wrong with one field of a form, in English and in the languages of the screens.
type FieldProblem struct {
	Field   string `json:"field"`
	Message string `json:"message"`
	Text    struct {
		FR string `json:"fr"`
		EN string `json:"en"`
	} `json:"text"`
}

// codeScopeMissing is the backend's code for a token without the right to a call.
const codeScopeMissing = "scope_missing"

// maxFieldProblems bounds the fields of a problem: no form has more.
const maxFieldProblems = 50

// maxProblemRunes bounds each text of a problem: a panel shows a sentence, not a page.
const maxProblemRunes = 600

// readProblem reads a problem document; nil when the answer is none. Control characters, the token (which no backend should
// repeat) and anything beyond maxProblemRunes are taken out.
func (c *Client) readProblem(contentType string, body []byte) *Problem {
	mediaType, _, err := mime.ParseMediaType(contentType)
	if err != nil || mediaType != "application/problem+json" {
		return nil
	}
	var problem Problem
	if json.Unmarshal(body, &problem) != nil {
		return nil
	}
	texts := []*string{&problem.Title, &problem.Code, &problem.Detail}
	problem.Errors = problem.Errors[:min(len(problem.Errors), maxFieldProblems)]
	for i := range problem.Errors {
		field := &problem.Errors[i]
		texts = append(texts, &field.Field, &field.Message, &field.Text.FR, &field.Text.EN)
	}
	for _, text := range texts {
		*text = c.clean(*text)
	}
	if problem.Title == "" && problem.Detail == "" {
		return nil
	}
	return &problem
}

func (c *Client) clean(text string) string {
	text = strings.ReplaceAll(text, c.config.Token, "[token]")
	text = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text))
	if runes := []rune(text); len(runes) > maxProblemRunes {
		return string(runes[:maxProblemRunes]) + "…"
	}
	return text
}

// says is the problem's own sentence: the detail, else the title; empty without a problem.
func (p *Problem) says() string {
	switch {
	case p == nil:
		return ""
	case p.Detail != "":
		return p.Detail
	default:
		return p.Title
	}
}

// explainStatus turns an answer that is not 2xx into an *Error.
func (c *Client) explainStatus(res *http.Response, body []byte) *Error {
	status := res.StatusCode
	problem := c.readProblem(res.Header.Get("Content-Type"), body)
	e := &Error{Status: status, Problem: problem}
	switch {
	case status == http.StatusUnauthorized:
		e.Code = CodeUnauthorized
		e.Message = withDetail("Vigie refuses the token: put a valid token in the data source's settings.", problem)
	case status == http.StatusForbidden && problem != nil && problem.Code != "" && problem.Code != codeScopeMissing:
		// Not the token but the person, or the user of a database, may not do this: the backend says it best.
		e.Code = CodeRejected
		e.Message = problem.says()
	case status == http.StatusForbidden:
		e.Code = CodeForbidden
		e.Message = withDetail("Vigie's token has no right to this: give it the scopes it needs, or use another one.", problem)
	case status == http.StatusTooManyRequests:
		e.Code = CodeRateLimited
		e.Message = withDetail("Vigie receives too many requests: wait a moment, or refresh the dashboards less often.", problem)
	case status >= 500:
		e.Code = CodeFailed
		e.Message = problem.says()
		if e.Message == "" {
			e.Message = "The Vigie backend, or a proxy before it, fails with status " + strconv.Itoa(status) +
				": read the backend's log."
		}
	case status >= 400 && problem != nil:
		e.Code = CodeRejected
		e.Message = problem.says()
	case status >= 400:
		return notVigie("the address answers with status " + strconv.Itoa(status))
	default:
		return notVigie("the address redirects elsewhere (status " + strconv.Itoa(status) + "), which is not followed")
	}
	return e
}

// withDetail adds the backend's own words to ours.
func withDetail(message string, problem *Problem) string {
	if said := problem.says(); said != "" {
		return message + " Vigie says: " + said
	}
	return message
}

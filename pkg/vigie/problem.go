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
	// Text is the detail in the languages of the screens.
	Text Text `json:"text"`
	// Errors says field by field what is wrong with a form.
	Errors []FieldProblem `json:"errors,omitempty"`
}

// FieldProblem is what is wrong with one field of a form, in English and in the languages of the screens.
type FieldProblem struct {
	Field   string `json:"field"`
	Message string `json:"message"`
	Text    Text   `json:"text"`
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
	texts := []*string{&problem.Title, &problem.Code, &problem.Detail, &problem.Text.FR, &problem.Text.EN}
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

// says is the problem's own sentence: the text, else the detail, else the title; empty without a problem.
func (p *Problem) says() Text {
	switch {
	case p == nil:
		return Text{}
	case p.Text.FR != "" && p.Text.EN != "":
		return p.Text
	case p.Detail != "":
		return Text{FR: p.Detail, EN: p.Detail}
	default:
		return Text{FR: p.Title, EN: p.Title}
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
		e.Text = withDetail(Text{
			FR: "Vigie refuse le jeton : mettez un jeton valable dans les réglages de la source de données.",
			EN: "Vigie refuses the token: put a valid token in the data source's settings.",
		}, problem)
	case status == http.StatusForbidden && problem != nil && problem.Code != "" && problem.Code != codeScopeMissing:
		// Not the token but the person, or the user of a database, may not do this: the backend says it best.
		e.Code = CodeRejected
		e.Text = problem.says()
	case status == http.StatusForbidden:
		e.Code = CodeForbidden
		e.Text = withDetail(Text{
			FR: "Le jeton de Vigie n’a pas droit à ceci : donnez-lui les droits qu’il faut, ou prenez-en un autre.",
			EN: "Vigie's token has no right to this: give it the scopes it needs, or use another one.",
		}, problem)
	case status == http.StatusTooManyRequests:
		e.Code = CodeRateLimited
		e.Text = withDetail(Text{
			FR: "Vigie reçoit trop de requêtes : attendez un moment, ou rafraîchissez moins souvent les tableaux de bord.",
			EN: "Vigie receives too many requests: wait a moment, or refresh the dashboards less often.",
		}, problem)
	case status >= 500:
		e.Code = CodeFailed
		e.Text = problem.says()
		if e.Text.EN == "" {
			e.Text = Text{
				FR: "Le serveur Vigie, ou un proxy devant lui, échoue avec le statut " + strconv.Itoa(status) +
					" : lisez le journal du serveur.",
				EN: "The Vigie backend, or a proxy before it, fails with status " + strconv.Itoa(status) +
					": read the backend's log.",
			}
		}
	case status >= 400 && problem != nil:
		e.Code = CodeRejected
		e.Text = problem.says()
	case status >= 400:
		return notVigie(Text{
			FR: "l’adresse répond le statut " + strconv.Itoa(status),
			EN: "the address answers with status " + strconv.Itoa(status),
		})
	default:
		return notVigie(Text{
			FR: "l’adresse renvoie ailleurs (statut " + strconv.Itoa(status) + "), ce qui n’est pas suivi",
			EN: "the address redirects elsewhere (status " + strconv.Itoa(status) + "), which is not followed",
		})
	}
	return e
}

// withDetail adds the backend's own words to ours.
func withDetail(text Text, problem *Problem) Text {
	if said := problem.says(); said.EN != "" {
		return text.Then(Text{FR: "Vigie dit : " + said.FR, EN: "Vigie says: " + said.EN})
	}
	return text
}

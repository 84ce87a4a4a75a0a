package vigie

import (
	"net/http"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// Code names a kind of failure, for programs: the config editor translates by it.
type Code string

// The kinds of failure there are.
const (
	CodeSettings     Code = "settings"     // the data source's settings are wrong or incomplete
	CodeUnreachable  Code = "unreachable"  // no connection: name unknown, refused, lost
	CodeTLS          Code = "tls"          // no trust between the two ends, or plain HTTP on one side
	CodeTimeout      Code = "timeout"      // no (complete) answer in time
	CodeCanceled     Code = "canceled"     // the person went away or refreshed
	CodeUnauthorized Code = "unauthorized" // 401
	CodeForbidden    Code = "forbidden"    // 403
	CodeRateLimited  Code = "rate_limited" // 429
	CodeRejected     Code = "rejected"     // any other 4xx that Vigie explains
	CodeFailed       Code = "failed"       // 5xx
	CodeNotVigie     Code = "not_vigie"    // somebody answers, but not Vigie
	CodeBadAnswer    Code = "bad_answer"   // Vigie's answer is cut off or not of the expected shape
	CodeTooLarge     Code = "too_large"    // the answer is larger than may be read
	CodeNoDatasets   Code = "no_datasets"  // all works, but the token gives access to nothing
)

// statusCanceled is the status that servers log for a client that went away (nginx's 499): HTTP has none.
const statusCanceled = 499

// Error is a failure told to a person. Its text never holds the token, nor anything of an answer but the title and detail
// of a problem document.
type Error struct {
	Code Code
	// Status is the HTTP status that describes the failure to Grafana; 401 and the like are the backend's own.
	Status int
	// Text is one or two sentences: what happened, and what to do.
	Text Text
	// Problem is what the backend itself says, nil when it says nothing readable.
	Problem *Problem
	// Cause is for logs; nil when it would only repeat the message.
	Cause error
}

// Error implements error, in English, for logs.
func (e *Error) Error() string { return e.Text.EN }

// In gives the failure with its text in one language as its message.
func (e *Error) In(language Language) error { return &worded{e, language} }

// worded is a failure as a reader of one language sees it.
type worded struct {
	failure  *Error
	language Language
}

func (w *worded) Error() string { return w.failure.Text.In(w.language) }

func (w *worded) Unwrap() error { return w.failure }

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Cause }

// Source says whose fault it is, in Grafana's sense: settings, network and backend are all downstream of the plugin. Only an
// answer that shows the plugin to have sent something it should not is the plugin's own.
func (e *Error) Source() backend.ErrorSource {
	if e.Code == CodeRejected {
		return backend.ErrorSourceFromHTTPStatus(e.Status)
	}
	return backend.ErrorSourceDownstream
}

// notVigie is the error for an address where something else than Vigie answers; what says how that shows.
func notVigie(what Text) *Error {
	return &Error{Code: CodeNotVigie, Status: http.StatusBadGateway,
		Text: Text{
			FR: "Ce n’est pas un serveur Vigie : " + what.FR + ". Mettez l’adresse du serveur lui-même (et non celle de Grafana, " +
				"sans /v1) dans les réglages de la source de données.",
			EN: "This is not a Vigie backend: " + what.EN + ". Put the backend's own address (not Grafana's, without /v1) " +
				"in the data source's settings.",
		}}
}

// badAnswer is the error for an answer of Vigie that cannot be used; what says how that shows.
func badAnswer(what Text) *Error {
	return &Error{Code: CodeBadAnswer, Status: http.StatusBadGateway,
		Text: Text{
			FR: "La réponse de Vigie ne peut servir : " + what.FR + ". Réessayez ; si cela continue, vérifiez que le plugin et le " +
				"serveur ont la même version.",
			EN: "Vigie's answer cannot be used: " + what.EN + ". Try again; if it stays so, check that the plugin and the backend " +
				"have the same version.",
		}}
}

package vigie

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// Query is one query of `POST /v1/query`. From and To are epoch milliseconds, IntervalMs milliseconds.
type Query struct {
	RefID         string                     `json:"refId"`
	Dataset       string                     `json:"dataset"`
	Params        map[string]json.RawMessage `json:"params"`
	From          int64                      `json:"from"`
	To            int64                      `json:"to"`
	IntervalMs    int64                      `json:"intervalMs"`
	MaxDataPoints int64                      `json:"maxDataPoints"`
	// Timezone is an IANA name; without it Vigie takes that of its rules.
	Timezone string `json:"timezone,omitempty"`
	// Language is that of notices and errors.
	Language Language `json:"language,omitempty"`
}

// Query sends all queries in one request and gives the answers by refId, as Vigie states them. A failure is always an *Error
// and concerns all of them.
func (c *Client) Query(ctx context.Context, caller Caller, queries []Query) (backend.Responses, error) {
	body, err := json.Marshal(struct {
		Queries []Query `json:"queries"`
	}{queries})
	if err != nil {
		return nil, &Error{Code: CodeRejected, Status: http.StatusBadRequest, Cause: err,
			Text: Text{
				FR: "Les requêtes ne peuvent être écrites en JSON : ouvrez celles du panneau et choisissez de nouveau leurs paramètres.",
				EN: "The queries cannot be written as JSON: open the panel's queries and choose their parameters again.",
			}}
	}
	answer, err := c.Send(ctx, caller, Request{Method: http.MethodPost, Path: "query", Body: body})
	if err != nil {
		return nil, err
	}
	var response backend.QueryDataResponse
	// Called directly: through json.Unmarshal the whole answer would be scanned twice.
	if err := response.UnmarshalJSON(answer.Body); err != nil {
		return nil, badAnswer(Text{
			FR: "elle n’est pas faite de tables de Grafana",
			EN: "it is not made of Grafana data frames",
		})
	}
	return response.Responses, nil
}

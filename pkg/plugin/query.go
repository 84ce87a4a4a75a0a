package plugin

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/agitel/vigie/pkg/vigie"
)

// QueryData sends all queries of a call in one request. A query that cannot be read fails alone; a failed request fails the
// queries that were in it. Errors are in the responses, never returned: Grafana shows them in the panel they belong to.
func (d *Datasource) QueryData(ctx context.Context, req *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	response := backend.NewQueryDataResponse()
	queries := make([]vigie.Query, 0, len(req.Queries))
	for _, stored := range req.Queries {
		query, failed := d.readQuery(stored)
		if failed != nil {
			response.Responses[stored.RefID] = *failed
			continue
		}
		queries = append(queries, query)
	}
	if len(queries) == 0 {
		return response, nil
	}

	answers, failure := d.ask(ctx, req.PluginContext, queries)
	for _, query := range queries {
		response.Responses[query.RefID] = responseOf(query, answers, failure)
	}
	return response, nil
}

func (d *Datasource) ask(
	ctx context.Context, pluginContext backend.PluginContext, queries []vigie.Query,
) (backend.Responses, *vigie.Error) {
	if d.unusable != nil {
		return nil, d.unusable
	}
	answers, err := d.client.Query(ctx, vigie.CallerOf(pluginContext), queries)
	if err != nil {
		return nil, asVigieError(ctx, err)
	}
	return answers, nil
}

// responseOf picks one query's response and makes sure an error says whose it is.
func responseOf(query vigie.Query, answers backend.Responses, failure *vigie.Error) backend.DataResponse {
	if failure != nil {
		return backend.DataResponse{
			Error: failure.In(query.Language), Status: backend.Status(failure.Status), ErrorSource: failure.Source(),
		}
	}
	answer, ok := answers[query.RefID]
	if !ok {
		return backend.ErrDataResponseWithSource(http.StatusBadGateway, backend.ErrorSourceDownstream,
			noAnswer.In(query.Language))
	}
	if answer.Error != nil && !answer.ErrorSource.IsValid() {
		answer.ErrorSource = backend.ErrorSourceFromHTTPStatus(int(answer.Status))
	}
	return answer
}

// What can be wrong with a query before Vigie has seen it, and with an answer that lacks it.
var (
	unreadable = vigie.Text{
		FR: "Cette requête ne peut être lue : modifiez le panneau, puis choisissez de nouveau son jeu de données et ses paramètres.",
		EN: "This query cannot be read: edit the panel, then choose its dataset and parameters again.",
	}
	noDataset = vigie.Text{
		FR: "Cette requête n’a pas de jeu de données : modifiez le panneau et choisissez-en un.",
		EN: "This query has no dataset: edit the panel and choose one.",
	}
	noAnswer = vigie.Text{
		FR: "La réponse de Vigie ne contient rien pour cette requête : vérifiez que le plugin et le serveur ont la même version.",
		EN: "Vigie's answer holds nothing for this query: check that the plugin and the backend have the same version.",
	}
)

// readQuery takes from a stored query what Vigie is asked for, and the times from Grafana; anything else in it stays behind.
func (d *Datasource) readQuery(stored backend.DataQuery) (vigie.Query, *backend.DataResponse) {
	var model struct {
		Dataset  string                     `json:"dataset"`
		Params   map[string]json.RawMessage `json:"params"`
		Timezone string                     `json:"timezone"`
		Language string                     `json:"language"`
	}
	if json.Unmarshal(stored.JSON, &model) != nil {
		return vigie.Query{}, invalidQuery(backend.ErrorSourcePlugin, unreadable.In(d.language))
	}
	language, ok := vigie.LanguageOf(model.Language)
	if !ok {
		language = d.language
	}
	if model.Dataset == "" {
		return vigie.Query{}, invalidQuery(backend.ErrorSourceDownstream, noDataset.In(language))
	}
	if model.Params == nil {
		model.Params = map[string]json.RawMessage{}
	}
	return vigie.Query{
		RefID:         stored.RefID,
		Dataset:       model.Dataset,
		Params:        model.Params,
		From:          stored.TimeRange.From.UnixMilli(),
		To:            stored.TimeRange.To.UnixMilli(),
		IntervalMs:    stored.Interval.Milliseconds(),
		MaxDataPoints: stored.MaxDataPoints,
		Timezone:      model.Timezone,
		Language:      language,
	}, nil
}

func invalidQuery(source backend.ErrorSource, message string) *backend.DataResponse {
	response := backend.ErrDataResponseWithSource(backend.StatusBadRequest, source, message)
	return &response
}

package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/agitel/vigie/pkg/vigie"
)

// healthDetails is the half of a health check that programs read, and the message in each language.
type healthDetails struct {
	// Code is "ok" or the kind of failure.
	Code     vigie.Code `json:"code"`
	Address  string     `json:"address,omitempty"`
	Datasets int        `json:"datasets"`
	Version  string     `json:"version,omitempty"`
	// Plugin is the version of this program, and Older which of the two has to be updated; empty when they belong together.
	Plugin  string         `json:"plugin,omitempty"`
	Older   older          `json:"older,omitempty"`
	Token   *vigie.Token   `json:"token,omitempty"`
	Sources []vigie.Source `json:"sources,omitempty"`
	// Text is the message in the languages of the screens, of which the browser shows its reader's.
	Text vigie.Text `json:"text"`
}

const codeOK vigie.Code = "ok"

// CheckHealth says whether this data source can be used, and what is wrong if not. It reads the datasets with the token, the
// same way a query does, then the status, which only adds to the message.
func (d *Datasource) CheckHealth(ctx context.Context, req *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	if d.unusable != nil {
		return d.healthResult(backend.HealthStatusError, d.unusable.Text, healthDetails{Code: d.unusable.Code}), nil
	}
	caller := vigie.CallerOf(req.PluginContext)
	details := healthDetails{Code: codeOK, Address: d.client.Address(), Plugin: d.version}

	count, err := d.client.CountDatasets(ctx, caller)
	if err != nil {
		failure := asVigieError(ctx, err)
		details.Code = failure.Code
		text := vigie.Text{FR: details.Address + " : " + failure.Text.FR, EN: details.Address + ": " + failure.Text.EN}
		return d.healthResult(backend.HealthStatusError, text, details), nil
	}
	details.Datasets = count

	// A token may read datasets without being allowed to see the status, so a failure here (which is logged) breaks nothing.
	if status, err := d.client.Status(ctx, caller); err != nil {
		asVigieError(ctx, err)
	} else {
		details.Version, details.Token, details.Sources = status.Version, status.Token, status.Sources
		details.Older = compareVersions(d.version, status.Version)
	}
	if count == 0 {
		details.Code = vigie.CodeNoDatasets
		name := tokenWords(details.Token)
		return d.healthResult(backend.HealthStatusError, vigie.Text{
			FR: details.Address + " : Vigie accepte le jeton" + name.FR +
				", mais il ne donne accès à aucun jeu de données : donnez-lui des droits, tels que tickets:read.",
			EN: details.Address + ": Vigie accepts the token" + name.EN +
				", but it gives access to no dataset: give it scopes, such as tickets:read.",
		}, details), nil
	}
	return d.healthResult(backend.HealthStatusOk, okText(details), details), nil
}

// okText words a success: `Vigie 1.2.0 answers: 7 datasets for the token "board" (tickets:read).`
func okText(details healthDetails) vigie.Text {
	name, datasets := "Vigie", vigie.Text{FR: "jeux", EN: "datasets"}
	if details.Version != "" {
		name += " " + details.Version
	}
	if details.Datasets == 1 {
		datasets = vigie.Text{FR: "jeu", EN: "dataset"}
	}
	token := tokenWords(details.Token)
	text := vigie.Text{
		FR: fmt.Sprintf("%s répond : %d %s de données pour le jeton%s.", name, details.Datasets, datasets.FR, token.FR),
		EN: fmt.Sprintf("%s answers: %d %s for the token%s.", name, details.Datasets, datasets.EN, token.EN),
	}
	if late := lateSources(details.Sources); late.EN != "" {
		text = text.Then(vigie.Text{FR: "Pas à jour : " + late.FR + ".", EN: "Not up to date: " + late.EN + "."})
	}
	if details.Older != "" {
		text = text.Then(details.Older.words(details.Plugin, details.Version))
	}
	return text
}

func tokenWords(token *vigie.Token) vigie.Text {
	if token == nil || token.Name == "" {
		return vigie.Text{}
	}
	scopes := ""
	if len(token.Scopes) > 0 {
		scopes = " (" + strings.Join(token.Scopes, ", ") + ")"
	}
	return vigie.Text{FR: " « " + token.Name + " »" + scopes, EN: fmt.Sprintf(" %q", token.Name) + scopes}
}

// lateStates are the states of sources whose figures are old.
var lateStates = map[string]vigie.Text{
	"late": {FR: "en retard", EN: "late"},
	"down": {FR: "ne répond plus", EN: "down"},
}

func lateSources(sources []vigie.Source) vigie.Text {
	var late vigie.Text
	for _, source := range sources {
		state, ok := lateStates[source.State]
		if !ok {
			continue
		}
		separator := ", "
		if late.EN == "" {
			separator = ""
		}
		late.FR += fmt.Sprintf("%s%s (%s)", separator, source.Name, state.FR)
		late.EN += fmt.Sprintf("%s%s (%s)", separator, source.Name, state.EN)
	}
	return late
}

// healthResult words the result in the organisation's language: Grafana does not say who asks for a health check.
func (d *Datasource) healthResult(
	status backend.HealthStatus, text vigie.Text, details healthDetails,
) *backend.CheckHealthResult {
	details.Text = text
	// Texts and numbers only: this cannot fail to be written.
	content, _ := json.Marshal(details)
	return &backend.CheckHealthResult{Status: status, Message: text.In(d.language), JSONDetails: content}
}

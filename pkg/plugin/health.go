package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/agitel/vigie/pkg/vigie"
)

// healthDetails is the machine-readable half of a health check: the config editor words it in the person's language.
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
}

const codeOK vigie.Code = "ok"

// CheckHealth says whether this data source can be used, and what is wrong if not. It reads the datasets with the token, the
// same way a query does, then the status, which only adds to the message.
func (d *Datasource) CheckHealth(ctx context.Context, req *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	if d.unusable != nil {
		return healthError(d.unusable.Message, healthDetails{Code: d.unusable.Code}), nil
	}
	caller := vigie.CallerOf(req.PluginContext)
	details := healthDetails{Code: codeOK, Address: d.client.Address(), Plugin: d.version}

	count, err := d.client.CountDatasets(ctx, caller)
	if err != nil {
		failure := asVigieError(ctx, err)
		details.Code = failure.Code
		return healthError(details.Address+": "+failure.Message, details), nil
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
		return healthError(details.Address+": Vigie accepts the token"+tokenWords(details.Token)+
			", but it gives access to no dataset: give it scopes, such as tickets:read.", details), nil
	}
	return healthResult(backend.HealthStatusOk, okMessage(details), details), nil
}

// okMessage words a success: `Vigie 1.2.0 answers: 7 datasets for the token "board" (tickets:read).`
func okMessage(details healthDetails) string {
	name, plural := "Vigie", "s"
	if details.Version != "" {
		name += " " + details.Version
	}
	if details.Datasets == 1 {
		plural = ""
	}
	message := fmt.Sprintf("%s answers: %d dataset%s for the token%s.",
		name, details.Datasets, plural, tokenWords(details.Token))
	if late := lateSources(details.Sources); late != "" {
		message += " Not up to date: " + late + "."
	}
	if words := details.Older.words(details.Plugin, details.Version); words != "" {
		message += " " + words
	}
	return message
}

func tokenWords(token *vigie.Token) string {
	if token == nil || token.Name == "" {
		return ""
	}
	words := fmt.Sprintf(" %q", token.Name)
	if len(token.Scopes) > 0 {
		words += " (" + strings.Join(token.Scopes, ", ") + ")"
	}
	return words
}

func lateSources(sources []vigie.Source) string {
	var late []string
	for _, source := range sources {
		if source.State == "late" || source.State == "down" {
			late = append(late, fmt.Sprintf("%s (%s)", source.Name, source.State))
		}
	}
	return strings.Join(late, ", ")
}

func healthError(message string, details healthDetails) *backend.CheckHealthResult {
	return healthResult(backend.HealthStatusError, message, details)
}

func healthResult(status backend.HealthStatus, message string, details healthDetails) *backend.CheckHealthResult {
	// Texts and numbers only: this cannot fail to be written.
	content, _ := json.Marshal(details)
	return &backend.CheckHealthResult{Status: status, Message: message, JSONDetails: content}
}

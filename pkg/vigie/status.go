package vigie

import (
	"context"
	"encoding/json"
)

// Status is what `GET /v1/status` says; everything in it is optional.
type Status struct {
	Version string   `json:"version"`
	Token   *Token   `json:"token"`
	Sources []Source `json:"sources"`
}

// Token describes the token a request was sent with.
type Token struct {
	Name   string   `json:"name"`
	Scopes []string `json:"scopes"`
}

// Source is a system Vigie reads from; State is ok, late, down or reading.
type Source struct {
	Name  string `json:"source"`
	State string `json:"state"`
}

// CountDatasets gives the number of datasets the token may query (`GET /v1/datasets`).
func (c *Client) CountDatasets(ctx context.Context, caller Caller) (int, error) {
	var catalogue struct {
		Datasets []struct{} `json:"datasets"`
	}
	if err := c.read(ctx, caller, "datasets", &catalogue); err != nil {
		return 0, err
	}
	if catalogue.Datasets == nil {
		return 0, notVigie(Text{
			FR: "l’adresse répond un JSON qui n’est pas une liste de jeux de données",
			EN: "the address answers with JSON that is no list of datasets",
		})
	}
	return len(catalogue.Datasets), nil
}

// Status reads the state of the backend, of the token and of the sources (`GET /v1/status`).
func (c *Client) Status(ctx context.Context, caller Caller) (*Status, error) {
	var status Status
	if err := c.read(ctx, caller, "status", &status); err != nil {
		return nil, err
	}
	return &status, nil
}

func (c *Client) read(ctx context.Context, caller Caller, path string, into any) error {
	answer, err := c.Get(ctx, caller, path, nil)
	if err != nil {
		return err
	}
	if json.Unmarshal(answer.Body, into) != nil {
		return notVigie(Text{
			FR: "le JSON de sa réponse est tronqué ou d’une autre forme",
			EN: "the JSON it answers with is cut off or of another shape",
		})
	}
	return nil
}

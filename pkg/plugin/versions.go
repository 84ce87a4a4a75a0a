package plugin

import (
	"golang.org/x/mod/semver"

	"github.com/agitel/vigie/pkg/vigie"
)

// older says which half of Vigie has to be updated so that both belong together; empty for none.
type older string

const (
	olderPlugin  older = "plugin"
	olderBackend older = "backend"
)

// compareVersions holds the plugin's version against the backend's. They belong together when they share their minor version: a
// patch changes neither requests nor answers (docs/upgrade.md). Nothing is said of a version that is none, such as that of a
// plugin built by hand.
func compareVersions(plugin, backend string) older {
	of := func(version string) string { return semver.MajorMinor("v" + version) }
	if of(plugin) == "" || of(backend) == "" {
		return ""
	}
	switch semver.Compare(of(plugin), of(backend)) {
	case -1:
		return olderPlugin
	case 1:
		return olderBackend
	default:
		return ""
	}
}

// words says it in a sentence; empty where nothing has to be updated.
func (o older) words(plugin, backend string) vigie.Text {
	switch o {
	case olderPlugin:
		return vigie.Text{
			FR: "Le plugin (" + plugin + ") est plus ancien que le serveur (" + backend + ") : mettez le plugin à jour.",
			EN: "The plugin (" + plugin + ") is older than the backend (" + backend + "): update the plugin.",
		}
	case olderBackend:
		return vigie.Text{
			FR: "Le serveur (" + backend + ") est plus ancien que le plugin (" + plugin + ") : mettez le serveur à jour.",
			EN: "The backend (" + backend + ") is older than the plugin (" + plugin + "): update the backend.",
		}
	default:
		return vigie.Text{}
	}
}

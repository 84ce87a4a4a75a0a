package plugin

import (
	"fmt"

	"golang.org/x/mod/semver"
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
func (o older) words(plugin, backend string) string {
	switch o {
	case olderPlugin:
		return fmt.Sprintf("The plugin (%s) is older than the backend (%s): update the plugin.", plugin, backend)
	case olderBackend:
		return fmt.Sprintf("The backend (%s) is older than the plugin (%s): update the backend.", backend, plugin)
	default:
		return ""
	}
}

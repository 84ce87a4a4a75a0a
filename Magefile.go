//go:build mage

package main

import (
	// mage:import
	build "github.com/grafana/grafana-plugin-sdk-go/build"
)

// Default builds the data source's backend for all platforms. The plugin at the root (src/plugin.json) has no executable, so
// the SDK takes that of src/datasource/plugin.json and puts the binaries in dist/datasource.
var Default = build.BuildAll

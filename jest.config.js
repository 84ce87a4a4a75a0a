// force timezone to UTC to allow tests to work regardless of local timezone
// generally used by snapshots, but can affect specific tests
process.env.TZ = 'UTC';

const grafanaConfig = require('./.config/jest.config');
const { grafanaESModules, nodeModulesToTransform } = require('./.config/jest/utils');

const [[, swcTransform]] = Object.entries(grafanaConfig.transform);

module.exports = {
  // Jest configuration provided by Grafana scaffolding
  ...grafanaConfig,
  testEnvironment: '<rootDir>/jest-environment.js',
  // Some of Grafana's ES module dependencies (d3-color) come as .mjs, which the scaffolding does not transform.
  transform: { ...grafanaConfig.transform, '^.+\\.mjs$': swcTransform },
  // Packages without CommonJS that Grafana 13 depends on, beside those that the scaffolding knows.
  transformIgnorePatterns: [nodeModulesToTransform([...grafanaESModules, '@react-hookz', '@ver0'])],
  // The other workspaces have test runners of their own, and copies of package.json files that would confuse module names.
  roots: ['<rootDir>/src'],
  // Beside the packages, and not in the folder for temporary files, which goes with each run.
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  // Grafana's real components in jsdom are slow on a busy machine; a test that hangs still ends.
  testTimeout: 60_000,
};

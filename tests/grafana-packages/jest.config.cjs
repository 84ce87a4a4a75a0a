// The front end's tests with other versions of Grafana's packages and of React: those in the folder GRAFANA_PACKAGES.
const path = require('node:path');

const own = require('../../jest.config.js');

const root = path.resolve(__dirname, '..', '..');

module.exports = {
  ...own,
  rootDir: root,
  resolver: path.join(__dirname, 'jest-resolver.cjs'),
  // Apart: which file a name stands for is kept with what was made of it.
  cacheDirectory: path.join(process.env.GRAFANA_PACKAGES, 'jest'),
};

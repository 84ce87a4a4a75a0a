'use strict';
const path = require('node:path');

const root = path.dirname(path.dirname(__dirname));
const packages = path.join(root, 'node_modules');

module.exports = {
  /** Root of the checkout. */
  root,
  /** Folder of the npm packages. */
  packages,
  /** Folder of their programs, the first of the PATH for whatever is started. */
  programs: path.join(packages, '.bin'),
  /** The Node.js that npm installs: the package `node`. */
  installedNode:
    process.platform === 'win32' ? path.join(packages, 'node', 'bin', 'node.exe') : path.join(packages, '.bin', 'node'),
};

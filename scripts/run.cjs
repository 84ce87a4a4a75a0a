#!/usr/bin/env node
// Starts a program of this checkout whatever Node.js the machine has: `node scripts/run.cjs PROGRAM [ARGUMENT…]`.
// It installs the npm packages where they are missing, then hands over to the Node.js that came with them. A package
// script cannot do both by itself: dash and bash look `node` up once, and use the old one again after the installation.
// Without a program it only installs.
//
// This file stays in the syntax of ECMAScript 5, so that any Node.js ever released can read it up to its sentence.
'use strict';

/** What `npm ci` needs. */
var NEEDED = 20;

if (parseInt(process.versions.node, 10) < NEEDED) {
  console.error(
    '✗ Node.js ' +
      NEEDED +
      ' or newer is needed, this is ' +
      process.versions.node +
      ': install a current one (https://nodejs.org/en/download, or `nvm install 24`), then run the same command again.'
  );
  process.exit(1);
} else {
  require('./entry/main.cjs');
}

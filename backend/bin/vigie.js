#!/usr/bin/env node
// ECMAScript 5, so that any Node.js can read it: it has to explain itself where TypeScript cannot run.
'use strict';
var fs = require('fs');
var path = require('path');

var NEEDED = 24;
/** In a checkout: brings the right Node.js, and starts this file again with it. */
var entry = path.join(__dirname, '..', '..', 'scripts', 'run.cjs');

if (parseInt(process.versions.node, 10) >= NEEDED) {
  require('./start.cjs');
} else if (fs.existsSync(entry)) {
  process.argv.splice(2, 0, __filename);
  require(entry);
} else {
  console.error(
    'vigie: Node.js ' +
      NEEDED +
      ' or newer is needed, this is ' +
      process.versions.node +
      ': install it (https://nodejs.org/en/download), or put it in front of the PATH.'
  );
  process.exit(1);
}

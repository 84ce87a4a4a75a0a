'use strict';
const { install } = require('./install.cjs');
const { start } = require('./start.cjs');

const [program, ...args] = process.argv.slice(2);

install().then(
  () => (program === undefined ? undefined : start(program, args)),
  (error) => {
    process.stderr.write(`✗ ${error.message}\n`);
    process.exitCode = 1;
  }
);

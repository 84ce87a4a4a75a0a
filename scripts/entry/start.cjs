'use strict';
// Hands over to the program that was asked for.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const { installedNode, programs, root } = require('./paths.cjs');

/** What a terminal sends to all of its processes by itself. */
const OF_TERMINAL = ['SIGINT', 'SIGQUIT', 'SIGHUP'];

/**
 * Runs a program of the checkout with the installed Node.js; this process ends as the program ends.
 *
 * @param {string} program - its file, from the root of the checkout
 * @param {string[]} args - its arguments
 */
function start(program, args) {
  const node = fs.existsSync(installedNode) ? installedNode : process.execPath;
  const env = { ...process.env };
  // Windows writes it `Path`; two spellings in one environment would hide one another.
  const variable = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  env[variable] = [programs, env[variable]].filter(Boolean).join(path.delimiter);
  const command = [path.resolve(root, program), ...args];

  if (process.execve !== undefined && process.platform !== 'win32') {
    // The same process goes on as the program: its number stays, and with it those who wait for it or stop it.
    process.execve(node, [node, ...command], env);
  }
  // The channel carries nothing: its end tells a program that this process is gone, whatever ended it.
  const child = spawn(node, command, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env });
  for (const signal of [...OF_TERMINAL, 'SIGTERM']) {
    process.on(signal, () => {
      // Ctrl-C reaches the program by itself; a second one would tell it to stop at once.
      if (!(OF_TERMINAL.includes(signal) && process.stdin.isTTY)) {
        child.kill(signal);
      }
    });
  }
  child.on('error', (error) => {
    process.stderr.write(
      `✗ ${node} does not start (${error.code}): remove ${path.dirname(programs)}, then run the same command again.\n`
    );
    process.exitCode = 1;
  });
  child.on('close', (code, signal) => {
    if (signal === null) {
      process.exit(code);
    }
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

module.exports = { start };

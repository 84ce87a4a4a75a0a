'use strict';
// The npm packages of the checkout: whether they are there, and `npm ci` where they are not.
const { spawn, spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const { claim } = require('./claim.cjs');
const { sentenceFor } = require('./npm-failure.cjs');
const { installedNode, packages, root } = require('./paths.cjs');
const { showProgress } = require('./progress.cjs');

/** Written after a complete installation, so that an interrupted one is noticed and done again. */
const stamp = path.join(packages, '.vigie-lock');
/** The Node.js that the sources are written for; the machine's own will do where npm's does not run. */
const WANTED_NODE = 24;

const ARGUMENTS = [
  'ci',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
  // Settings of the machine that would leave out what the checkout needs: NODE_ENV=production, `omit`, `ignore-scripts`.
  '--include=dev',
  '--include=optional',
  '--ignore-scripts=false',
];

/**
 * Installs the npm packages unless they are there.
 *
 * @throws Error with one sentence that says what failed and what to do
 */
async function install() {
  if (isInstalled()) {
    return;
  }
  const release = await claim();
  try {
    // Another command may have installed them in the meantime.
    if (!isInstalled()) {
      await runNpm();
    }
  } finally {
    release();
  }
}

function isInstalled() {
  if (!(fs.existsSync(installedNode) || ownNodeWillDo()) || isOfAnotherMachine()) {
    return false;
  }
  const lock = wanted();
  if (read(stamp) !== lock) {
    // `npm install` of somebody who works on the dependencies: all is there, and need not come again.
    if (read(stamp) === undefined || !holdsAllOfLock()) {
      return false;
    }
    fs.writeFileSync(stamp, lock);
  }
  return true;
}

/** Whether npm's own account of node_modules, which it writes last, names every package of package-lock.json. */
function holdsAllOfLock() {
  const account = read(path.join(packages, '.package-lock.json'));
  if (account === undefined) {
    return false;
  }
  const there = JSON.parse(account).packages;
  const locked = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(
    ([name, { version, optional, devOptional }]) =>
      !name.includes('node_modules/') || optional || devOptional || (name in there && there[name].version === version)
  );
}

/** node_modules copied or mounted from another kind of machine: its programs would not even start. */
function isOfAnotherMachine() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const builds = list(path.join(packages, 'node', 'node_modules')).filter((name) =>
    /^node-.*(x64|x86|arm64|armv7l|ppc64|ppc64le|s390x)$/.test(name)
  );
  return builds.length > 0 && !builds.some((name) => name.endsWith(`-${system}-${process.arch}`));
}

function wanted() {
  return createHash('sha256')
    .update(fs.readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
}

function ownNodeWillDo() {
  return parseInt(process.versions.node, 10) >= WANTED_NODE;
}

async function runNpm() {
  const lock = wanted();
  const finish = showProgress('npm packages: installing', 'once; usually 1 to 3 minutes');
  try {
    fs.rmSync(stamp, { force: true });
    const messages = await npm();
    if (!runs(installedNode) && !ownNodeWillDo()) {
      throw new Error(
        `npm packages: installed, but the Node.js ${WANTED_NODE} among them does not run on this machine ` +
          `(${process.platform} ${process.arch}): put Node.js ${WANTED_NODE} in front of the PATH, then run the same command again.` +
          (messages === '' ? '' : ` npm said: ${messages}`)
      );
    }
    fs.writeFileSync(stamp, lock);
  } catch (error) {
    finish();
    throw error.code ? new Error(sentenceFor(error.code, error.message, root)) : error;
  }
  finish('installed');
}

/** Runs `npm ci`. @returns what it wrote to standard error */
function npm() {
  const [command, ...before] = npmCommand();
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...before, ...ARGUMENTS], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: process.platform === 'win32' && before.length === 0,
      // Playwright's own browsers are not used: tests run in the machine's Chromium.
      env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
    });
    let messages = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (messages += text));

    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    let received;
    const stop = (signal) => {
      received = signal;
      child.kill(signal);
    };
    signals.forEach((signal) => process.on(signal, stop));
    const end = (settle) => {
      signals.forEach((signal) => process.off(signal, stop));
      settle();
    };

    child.on('error', (error) =>
      end(() => reject(error.code === 'ENOENT' ? Object.assign(error, { code: 'NO_NPM' }) : error))
    );
    child.on('close', (code) =>
      end(() => {
        if (received !== undefined) {
          process.kill(process.pid, received);
        } else if (code === 0) {
          resolve(messages.trim());
        } else {
          const found = /^npm (?:error|ERR!) code (\S+)/m.exec(messages);
          reject(Object.assign(new Error(messages), { code: found ? found[1] : 'UNKNOWN' }));
        }
      })
    );
  });
}

/** The npm that runs this script, with the Node.js that runs it; else the one on the PATH. */
function npmCommand() {
  const running = process.env.npm_execpath ?? '';
  if (path.basename(running) === 'npm-cli.js' && fs.existsSync(running)) {
    return [process.execPath, running];
  }
  return ['npm'];
}

function runs(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function list(folder) {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

module.exports = { install };

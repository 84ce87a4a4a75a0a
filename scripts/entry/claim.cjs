'use strict';
// One installation at a time: `npm ci` empties node_modules first, under the feet of another one.
const fs = require('node:fs');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const { root } = require('./paths.cjs');

/** Not in node_modules, which npm empties. */
const folder = path.join(root, '.vigie');
const file = path.join(folder, 'installing');
const POLL_MS = 500;
/** Who installs renews its claim; an old one is of a process that was killed, whatever has its number now. */
const RENEW_MS = 2_000;
const OLD_MS = 15_000;

/**
 * Waits until no other process installs.
 *
 * @returns {Promise<() => void>} ends the claim
 * @throws Error with a sentence when it cannot be written
 */
async function claim() {
  let told = false;
  while (!take()) {
    const owner = ownerAlive();
    if (owner === undefined) {
      fs.rmSync(file, { force: true });
      continue;
    }
    if (!told) {
      process.stderr.write(`• npm packages: another command installs them (process ${owner}): waiting for it…\n`);
      told = true;
    }
    await sleep(POLL_MS);
  }
  const timer = setInterval(() => fs.utimes(file, new Date(), new Date(), () => undefined), RENEW_MS);
  return () => {
    clearInterval(timer);
    fs.rmSync(file, { force: true });
  };
}

function take() {
  try {
    // The data folder of a backend started here: only its owner looks into it.
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') {
      return false;
    }
    throw new Error(
      `${file} cannot be written (${error.code}): the folder must be this user's, on a disk with room; then run the same command again.`
    );
  }
}

/** @returns {number | undefined} the process that installs; undefined when it is gone */
function ownerAlive() {
  try {
    const owner = Number(fs.readFileSync(file, 'utf8'));
    if (Date.now() - fs.statSync(file).mtimeMs > OLD_MS) {
      return undefined;
    }
    // An empty file is a claim that is just being written.
    if (owner !== 0) {
      process.kill(owner, 0);
    }
    return owner;
  } catch (error) {
    return error.code === 'EPERM' ? Number.NaN : undefined;
  }
}

module.exports = { claim };

'use strict';
// Why `npm ci` failed, in one sentence with what to do. The codes are those of Node.js and of npm's own errors
// (https://docs.npmjs.com/cli/using-npm/logging shows where npm keeps the rest).

const AGAIN = 'then run the same command again';
const NETWORK = `check the network and the proxy (\`npm ping\`, \`npm config get proxy\`), ${AGAIN}.`;
const RIGHTS = `give this user the right to write there (\`chown\`), or clone the project elsewhere, ${AGAIN}.`;

/** @type {Record<string, (folder: string) => string>} */
const SENTENCES = {
  NO_NPM: () =>
    `npm is not on this machine: install it (some distributions keep it in a package of its own, \`npm\`), ${AGAIN}.`,
  ENOSPC: (folder) => `the disk is full: make room of 2 GB where ${folder} and npm's cache lie, ${AGAIN}.`,
  EDQUOT: (folder) =>
    `the quota of this user is used up: make room of 2 GB where ${folder} and npm's cache lie, ${AGAIN}.`,
  EACCES: (folder) => `${folder} or npm's cache cannot be written: ${RIGHTS}`,
  EPERM: (folder) => `${folder} or npm's cache cannot be written: ${RIGHTS}`,
  EROFS: (folder) => `${folder} or npm's cache lies on a read-only file system: clone the project elsewhere, ${AGAIN}.`,
  EUSAGE: () =>
    `package.json and package-lock.json do not agree: take both from the same commit (\`git checkout package.json package-lock.json\`), or run \`npm install\` after a change of yours, ${AGAIN}.`,
  EINTEGRITY: () =>
    `a package is not the one that package-lock.json names (its checksum differs): run \`npm cache verify\`, look at what answers in the registry's place (\`npm config get registry\`), ${AGAIN}.`,
  E401: () => `the npm registry wants a log-in: look at \`npm config get registry\` and your .npmrc, ${AGAIN}.`,
  E403: () => `the npm registry refuses: look at \`npm config get registry\` and your .npmrc, ${AGAIN}.`,
  E404: () =>
    `the npm registry does not have a package: look at \`npm config get registry\` and your .npmrc, ${AGAIN}.`,
};

const UNREACHABLE =
  /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ESOCKETTIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ENOTCACHED|EPIPE|ERR_SOCKET_TIMEOUT|FETCH_ERROR|E5\d\d)$/;
const CERTIFICATE = /CERT|UNABLE_TO_|SSL|TLS/;
/** npm reports a full disk below a failed script or archive, under another code. */
const FULL = /\bENOSPC\b|no space left on device/i;

/**
 * @param {string} code - `npm error code …`, or the error code of the attempt to start npm
 * @param {string} messages - what npm wrote to standard error
 * @param {string} folder - root of the checkout
 * @returns {string} one sentence
 */
function sentenceFor(code, messages, folder) {
  const known = FULL.test(messages) ? SENTENCES.ENOSPC : SENTENCES[code];
  if (known) {
    return `npm packages: ${known(folder)}`;
  }
  if (UNREACHABLE.test(code)) {
    return `npm packages: the npm registry cannot be reached (${code}): ${NETWORK}`;
  }
  if (CERTIFICATE.test(code)) {
    return `npm packages: the certificate of the npm registry is not trusted (${code}): behind a proxy that inspects traffic set NODE_EXTRA_CA_CERTS or \`npm config set cafile\` to its certificate, ${AGAIN}.`;
  }
  return `npm packages: \`npm ci\` failed (${code}): ${firstError(messages)}`;
}

/** What npm says first, and where its whole log is. */
function firstError(messages) {
  const lines = messages
    .split('\n')
    .map((line) => line.replace(/^npm (?:error|ERR!)\s*/, '').trim())
    .filter((line) => line !== '' && !/^code /.test(line));
  const log = lines.find((line) => /complete log/.test(line));
  return [lines.find((line) => line !== log) ?? 'it said nothing', log].filter(Boolean).join('; ');
}

module.exports = { sentenceFor };

'use strict';

/** A line on a terminal is written again each second; elsewhere one more line comes now and then. */
const INTERVAL_MS = { terminal: 1_000, elsewhere: 30_000 };

/**
 * Shows on standard error that a long step is under way; standard output belongs to the program that comes after it.
 *
 * @param {string} title - what is done
 * @param {string} usual - how long it takes as a rule
 * @returns {(end?: string) => void} stops it; with a word that says how it ended
 */
function showProgress(title, usual) {
  const startedAt = Date.now();
  const seconds = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  const { isTTY } = process.stderr;
  const write = (text) => process.stderr.write(isTTY ? `\r\x1b[K${text}` : `${text}\n`);
  write(`• ${title} (${usual})…`);
  const timer = setInterval(
    () => write(`• ${title} (${usual})… ${seconds()}`),
    isTTY ? INTERVAL_MS.terminal : INTERVAL_MS.elsewhere
  );
  return (end) => {
    clearInterval(timer);
    if (isTTY) {
      process.stderr.write('\r\x1b[K');
    }
    if (end) {
      process.stderr.write(`• ${title.split(':')[0]}: ${end} (${seconds()})\n`);
    }
  };
}

module.exports = { showProgress };

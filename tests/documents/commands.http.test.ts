import assert from 'node:assert/strict';
import { test } from 'node:test';

import { withEmbeddedCounters } from '../../backend/test/support/counters/embedded.ts';
import { runCommand } from '../../backend/test/support/server/cli.ts';
import { withServer } from '../../backend/test/support/server/server.ts';
import { readDocuments } from './documents.ts';
import { commandsOf, vigieArguments } from './shell.ts';

/** Commands that only read, whatever stands behind them. */
const READING = /^(query|audit|board|(token|connections|screens|report) list)\b/;

test('every command of a block that only reads ends well on a server without data', async (t) => {
  const commands = (await readDocuments()).flatMap(commandsOf).filter(({ whole }) => whole);
  const lines = new Map(
    commands.flatMap((command) => {
      const args = vigieArguments(command) ?? [];
      return READING.test(args.join(' ')) ? [[args.join(' '), args] as const] : [];
    })
  );
  assert.ok(lines.size > 50, `${lines.size} commands found`);
  const { dataDir } = await withServer(t, { COUNTERS_URL: await withEmbeddedCounters(t) });
  for (const [line, args] of lines) {
    const { code, stderr } = await runCommand(args, { VIGIE_DATA_DIR: dataDir });
    assert.equal(code, 0, `vigie ${line}: ${stderr}`);
  }
});

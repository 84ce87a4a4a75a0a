import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';

import { goMissing } from '../../../scripts/go-version.ts';
import { runProgram } from '../process.ts';
import { type Counts, skipLoudly, type Suite } from './suite.ts';

/** A line of `go test -json` (see `go doc test2json`). */
interface GoEvent {
  Action: string;
  Package?: string;
  Test?: string;
  Output?: string;
  /** Seconds. */
  Elapsed?: number;
}

/**
 * As the plugin's build compiles packages, so that Go's cache serves both. Source: `getBuildBackendCmdInfo` in `build/common.go` of
 * grafana-plugin-sdk-go 0.298.
 */
export const AS_BUILT = { args: ['-tags', 'arrow_json_stdlib'], env: { CGO_ENABLED: '0' } };

/** Tests of the data source's Go part. */
export const goSuite: Suite = {
  name: 'go',
  title: 'Data source (Go)',
  usual: '1 minute, 3 the first time',
  async run({ root, extra }) {
    const missing = goMissing(root);
    if (missing !== undefined) {
      return skipLoudly(this.title, await countTests(root), `${missing}.`);
    }
    const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
    const output = new Map<string, string[]>();
    const exitCode = await runProgram(
      'go',
      ['test', '-json', ...AS_BUILT.args, ...(extra.length > 0 ? extra : ['./pkg/...'])],
      {
        cwd: root,
        env: AS_BUILT.env,
        onLine: (line) => takeLine(line, counts, output),
      }
    );
    if (exitCode !== 0 && counts.failed === 0) {
      console.log([...output.values()].flat().join(''));
      counts.failed = 1;
    }
    console.log(`go test: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
    return counts;
  },
};

function takeLine(line: string, counts: Counts, output: Map<string, string[]>): void {
  if (!line.startsWith('{')) {
    console.log(line);
    return;
  }
  const event = JSON.parse(line) as GoEvent;
  const key = `${event.Package ?? ''} ${event.Test ?? ''}`;
  if (event.Output !== undefined) {
    output.set(key, [...(output.get(key) ?? []), event.Output]);
  }
  if (event.Test === undefined) {
    if (['pass', 'fail'].includes(event.Action)) {
      console.log(`   ${event.Action} ${event.Package ?? ''} (${event.Elapsed ?? 0} s)`);
    }
    return;
  }
  if (event.Action === 'pass') {
    counts.passed += 1;
  } else if (event.Action === 'skip') {
    counts.skipped += 1;
  } else if (event.Action === 'fail') {
    counts.failed += 1;
    console.log((output.get(key) ?? []).join(''));
  }
}

async function countTests(root: string): Promise<number> {
  let count = 0;
  for await (const file of glob('pkg/**/*_test.go', { cwd: root })) {
    const text = await readFile(path.join(root, file), 'utf8');
    count += text.match(/^func Test/gm)?.length ?? 0;
  }
  return count;
}

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { readCompose, readText, ROOT } from './compose.ts';

/* Docker itself is rarely at hand where the tests run: these hold what the images take and start against the checkout. */

const builds = Object.values(readCompose().services).flatMap((service) => service.build ?? []);
const dockerfiles = [...new Set(builds.map((build) => build.dockerfile))];

/** What `COPY` takes from the checkout. */
function copied(dockerfile: string): string[] {
  return [...readText(dockerfile).matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((match) => match[1]!.split(' '));
}

/** Paths that .dockerignore lets in (its lines with `!`). */
function letIn(): string[] {
  return [...readText('.dockerignore').matchAll(/^!(.+)$/gm)].map((match) => match[1]!);
}

for (const { dockerfile, target } of builds) {
  test(`${dockerfile} has what compose builds from it (${target ?? 'its last stage'})`, () => {
    assert.match(readText(dockerfile), target ? new RegExp(`^FROM \\S+ AS ${target}$`, 'm') : /^FROM /m);
  });
}

for (const dockerfile of dockerfiles) {
  test(`${dockerfile}: what it copies exists and reaches the build`, () => {
    const allowed = letIn();
    for (const source of copied(dockerfile).filter((entry) => entry !== '.')) {
      assert.ok(existsSync(path.join(ROOT, source)), `${source} does not exist`);
      assert.ok(
        allowed.some((entry) => source === entry || source.startsWith(`${entry}/`)),
        `.dockerignore keeps ${source} out`
      );
    }
  });
}

test('.dockerignore lets in only what exists, and nothing secret', () => {
  for (const entry of letIn()) {
    assert.ok(existsSync(path.join(ROOT, entry)), `${entry} does not exist`);
    assert.ok(!entry.startsWith('.env'), entry);
  }
});

test('the programs of the images start here as plain processes too', () => {
  const programs = dockerfiles.flatMap((dockerfile) =>
    [...readText(dockerfile).matchAll(/^CMD \["node", "([^"]+)"/gm)].map((match) => match[1]!)
  );
  assert.deepEqual(programs, ['tests/simulators/atera/main.ts', 'backend/bin/vigie.js']);
  for (const program of programs) {
    const { status, stderr } = spawnSync(process.execPath, [program, '--help'], { cwd: ROOT, encoding: 'utf8' });
    assert.equal(status, 0, `${program}: ${stderr}`);
  }
});

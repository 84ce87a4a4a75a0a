import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

import { parse } from 'yaml';

import manifest from '../../package.json' with { type: 'json' };
import { ROOT } from './documents.ts';

interface Step {
  uses?: string;
  run?: string;
  env?: Record<string, string>;
}
interface Job {
  permissions?: Record<string, string>;
  'timeout-minutes'?: number;
  strategy?: { matrix: Record<string, string[]> };
  steps: Step[];
}
interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const FOLDER = path.join(ROOT, '.github', 'workflows');
const names = (await readdir(FOLDER)).sort();
const workflows = new Map(
  await Promise.all(
    names.map(async (name) => [name, parse(await readFile(path.join(FOLDER, name), 'utf8')) as Workflow] as const)
  )
);
const jobs = [...workflows].flatMap(([file, { jobs: some }]) =>
  Object.entries(some).map(([name, job]) => ({ name: `${file}: ${name}`, job }))
);

test('every job ends by itself and may only read, but for the one that makes a release', () => {
  assert.ok(jobs.length > 3);
  for (const [file, { permissions }] of workflows) {
    assert.deepEqual(permissions, { contents: 'read' }, file);
  }
  for (const { name, job } of jobs) {
    assert.ok((job['timeout-minutes'] ?? 0) > 0, name);
    assert.equal(job.permissions !== undefined, name === 'release.yml: release', name);
  }
});

test('every command of the project that a workflow runs exists', async () => {
  const commands = jobs.flatMap(({ name, job }) => job.steps.flatMap(({ run }) => (run ? [{ name, run }] : [])));
  for (const { name, run } of commands) {
    for (const [, script = ''] of run.matchAll(/npm run ([\w:.-]+)/g)) {
      assert.ok(script in manifest.scripts, `${name}: npm run ${script}`);
    }
    if (run.includes('.ci/run')) {
      assert.match(await readFile(path.join(ROOT, '.ci', 'run'), 'utf8'), /^#!/, name);
    }
  }
});

test('no text of an event, which anybody may write, becomes part of a command', () => {
  for (const { name, job } of jobs) {
    for (const { run = '' } of job.steps) {
      assert.doesNotMatch(run, /\$\{\{/, name);
    }
  }
});

test('every action is used in a version', () => {
  for (const { name, job } of jobs) {
    for (const { uses = 'own@v1' } of job.steps) {
      assert.match(uses, /^[\w-]+(\/[\w-]+)?@v\d/, name);
    }
  }
});

test('the screens are tried in the Grafana that the image ships', async () => {
  const compose = await readFile(path.join(ROOT, 'docker-compose.yml'), 'utf8');
  const shipped = /GRAFANA_VERSION:-([\d.]+)/.exec(compose)?.[1];
  assert.ok(shipped);
  assert.ok(workflows.get('e2e.yml')?.jobs['e2e']?.strategy?.matrix['grafana']?.includes(shipped), shipped);
});

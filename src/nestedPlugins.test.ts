import { readFileSync } from 'fs';
import { globSync } from 'glob';
import path from 'path';

/* A nested plugin has to be named in several places, and is silently missing where one of them forgets it. */

const ROOT = path.join(__dirname, '..');

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

interface PluginJson {
  id: string;
  type: string;
  languages: string[];
  info: { logos: { small: string } };
  dependencies: { grafanaDependency: string };
}

const app = JSON.parse(read('src/plugin.json')) as PluginJson & { includes: Array<{ type: string; path: string }> };
const nested = globSync('*/**/plugin.json', { cwd: __dirname })
  .sort()
  .map((file) => ({ file, plugin: JSON.parse(read(`src/${file}`)) as PluginJson }));

it('there are a data source and two panels', () => {
  expect(nested.map(({ plugin }) => plugin.type).sort()).toEqual(['datasource', 'panel', 'panel']);
});

describe.each(nested)('$plugin.id', ({ file, plugin }) => {
  it('is included in the app', () => {
    expect(app.includes).toContainEqual(expect.objectContaining({ type: plugin.type, path: file }));
  });

  it('has a name that Grafana takes for its type, and the languages and the Grafana of the app', () => {
    expect(plugin.id).toMatch(new RegExp(`^agitel-vigie-([a-z]+-)?${plugin.type}$`));
    expect(plugin.languages).toEqual(app.languages);
    expect(plugin.dependencies.grafanaDependency).toBe(app.dependencies.grafanaDependency);
  });

  it('has its logo beside it', () => {
    expect(read(path.join('src', path.dirname(file), plugin.info.logos.small))).toContain('<svg');
  });
});

it('all of them may be loaded without a signature, where we say so', () => {
  const ids = [app.id, ...nested.map(({ plugin }) => plugin.id)].sort();
  const [, allowed = ''] = /^allow_loading_unsigned_plugins = (.+)$/m.exec(read('provisioning/grafana.ini')) ?? [];
  expect(allowed.split(',').sort()).toEqual(ids);
  const known = read('backend/src/doctor/checks/grafana/settings.ts');
  const documented = read('docs/packaging.md');
  ids.forEach((id) => {
    expect(known).toContain(`'${id}'`);
    expect(documented).toMatch(new RegExp(`[\`,]${id}[\`,]`));
  });
});

import { existsSync, readFileSync } from 'fs';
import path from 'path';

import { translationCalls } from './test/translationCalls';

type Dictionary = { [key: string]: string | Dictionary };

const APP = { folder: __dirname, ignore: ['datasource/**', 'panels/**', 'test/**'] };
const nested = (folder: string) => ({ folder: path.join(__dirname, folder), ignore: [] });

function flatten(dictionary: Dictionary, prefix = ''): Array<[key: string, text: string]> {
  return Object.entries(dictionary).flatMap(([key, value]): Array<[string, string]> =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`)
  );
}

function readJson(file: string) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

describe.each([
  ['app', APP],
  ['data source', nested('datasource')],
  ['list panel', nested('panels/list')],
  ['clients panel', nested('panels/clients')],
])('dictionaries of the %s', (_, { folder, ignore }) => {
  const plugin = readJson(path.join(folder, 'plugin.json'));
  const dictionaryFile = (language: string) => path.join(folder, 'locales', language, `${plugin.id}.json`);
  const french = flatten(readJson(dictionaryFile('fr-FR')));
  const english = flatten(readJson(dictionaryFile('en-US')));
  const calls = translationCalls(folder, ignore);

  it('are where Grafana looks for the languages of plugin.json', () => {
    expect(plugin.languages).toEqual(['fr-FR', 'en-US']);
    plugin.languages.forEach((language: string) => expect(existsSync(dictionaryFile(language))).toBe(true));
  });

  it('have the same keys', () => {
    expect(french.map(([key]) => key).sort()).toEqual(english.map(([key]) => key).sort());
  });

  it('hold every key in use and no other', () => {
    expect(english.map(([key]) => key).sort()).toEqual([...new Set(calls.map(({ key }) => key))].sort());
  });

  it('say in English what the source says', () => {
    const texts = Object.fromEntries(english);
    calls.forEach(({ key, english: text, file }) =>
      expect({ file, key, text: texts[key] }).toEqual({ file, key, text })
    );
  });

  it('fill in the same values in both languages', () => {
    const values = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
    const frenchTexts = Object.fromEntries(french);
    english.forEach(([key, text]) => expect([key, values(frenchTexts[key] ?? '')]).toEqual([key, values(text)]));
  });

  it('keep French punctuation on the line of its word', () => {
    // A breaking space before : ; ! ? » or after «. The "?" and "#" of an address are signs, not punctuation.
    const breaking = /[^\S\u00a0\u202f][:;!»]|«[^\S\u00a0\u202f]|\w[^\S\u00a0\u202f]\?$/;
    expect(french.filter(([, text]) => breaking.test(text))).toEqual([]);
    expect(french.filter(([, text]) => /['"]/.test(text))).toEqual([]);
  });
});

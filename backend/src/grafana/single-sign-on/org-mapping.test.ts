import assert from 'node:assert/strict';
import test from 'node:test';

import { type MappingLine, readLines, readSetting, writeLine, writeSetting } from './org-mapping.ts';

const line = (group: string, org = '7', role = 'Viewer'): MappingLine => ({ group, org, role });

test('names of any characters but a backslash survive the way through Grafana', () => {
  const names = [
    'bash',
    'BASH Magasins',
    'a:b',
    ':a',
    'a:',
    'a::b',
    '/clients/bash',
    'a,b',
    'a"b',
    'été ☀ 𝄞',
    '$__env{HOME}',
    'x#y;z`%(a)s',
  ];
  const lines = names.map((name) => line(name));
  assert.deepEqual(readLines(lines.map(writeLine)), lines);
  assert.deepEqual(readSetting(writeSetting(lines)), lines);
});

test('colons are escaped as Grafana wants them', () => {
  assert.equal(writeLine(line('ns:team:a', '12')), String.raw`ns\:team\:a:12:Viewer`);
});

test('the value holds nothing that grafana.ini, a shell or a variable would take for its own', () => {
  const value = writeSetting([line('a#b'), line('a;b'), line('${HOME}'), line('`x`'), line('%(x)s'), line('é')]);
  assert.match(value, /^\[[ !"&-:<-_a-~]*\]$/);
  assert.doesNotMatch(value, /[#;$`%\n]/);
});

test('a value of a server is read as Grafana reads it', () => {
  const two = [line('a'), line('b c', '2', 'Editor')];
  assert.deepEqual(readSetting('a:7:Viewer "b c:2:Editor"'), two);
  assert.deepEqual(readSetting('a:7:Viewer,\n"b c:2:Editor"'), two);
  assert.deepEqual(readSetting('["a:7:Viewer","b c:2:Editor"]'), two);
  assert.deepEqual(readSetting(['a:7:Viewer', 'b c:2:Editor']), two);
  assert.deepEqual(readSetting('a:7'), [line('a')]);
  assert.deepEqual(readSetting('a:7:Chief'), [line('a')]);
  for (const nothing of ['', undefined, '[', '{}', 'a', 'a:1:Viewer:x', 'a:']) {
    assert.deepEqual(readSetting(nothing), [], String(nothing));
  }
});

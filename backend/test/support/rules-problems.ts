import assert from 'node:assert/strict';

import { RulesError } from '../../src/config/rules-file/problems.ts';
import { parseRules } from '../../src/config/rules-file/rules-file.ts';

/** `line:column key: message` of everything wrong with a text. */
export function problemsOf(yaml: string): string[] {
  try {
    parseRules(yaml, 'vigie.yaml');
  } catch (error) {
    assert.ok(error instanceof RulesError, String(error));
    error.texts.forEach(({ fr }) => assert.doesNotMatch(fr, /\b(must|the|is|has|already|names|empty)\b/));
    return error.problems.map(({ line, column, key, message }) => `${line}:${column} ${key}: ${message}`);
  }
  return assert.fail('the rules should have been refused');
}

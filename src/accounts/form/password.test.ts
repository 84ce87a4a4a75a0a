import { config } from '@grafana/runtime';

import { generatePassword, passwordProblem, passwordRules } from './password';

const STRONG = { minLength: 12, fourKinds: true };

describe('passwords', () => {
  it.each([
    [false, { minLength: 4, fourKinds: false }],
    [true, STRONG],
  ])('follow the policy of this Grafana: strong %s', (strong, rules) => {
    config.auth = { ...config.auth, basicAuthStrongPasswordPolicy: strong };
    expect(passwordRules()).toEqual(rules);
  });

  it.each([
    ['abc', { minLength: 4, fourKinds: false }, 'tooShort'],
    ['été', { minLength: 4, fourKinds: false }, undefined],
    ['abcd', { minLength: 4, fourKinds: false }, undefined],
    ['Abcdefg1234', STRONG, 'tooShort'],
    ['Abcdefgh1234', STRONG, 'tooSimple'],
    ['abcdefgh123-', STRONG, 'tooSimple'],
    ['ABCDEFGH123-', STRONG, 'tooSimple'],
    ['Abcdefghijk-', STRONG, 'tooSimple'],
    ['Abcdefgh123-', STRONG, undefined],
    ['Abcdefgh 123', STRONG, undefined],
  ])('of %s under %o: %s', (password, rules, problem) => expect(passwordProblem(password, rules)).toBe(problem));

  it('are generated for every policy, each another', () => {
    const passwords = Array.from({ length: 200 }, generatePassword);
    expect(new Set(passwords).size).toBe(200);
    passwords.forEach((password) => {
      expect(password).toMatch(/^[\x21-\x7e]{20}$/);
      expect(password).not.toMatch(/[0Oo1lI]/);
      expect(passwordProblem(password, STRONG)).toBeUndefined();
    });
  });
});

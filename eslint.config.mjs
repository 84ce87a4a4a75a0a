import { defineConfig } from 'eslint/config';
import importX from 'eslint-plugin-import-x';
import importSort from 'eslint-plugin-simple-import-sort';
import tseslint from 'typescript-eslint';

import pluginConfig from './.config/eslint.config.mjs';

/** What runs on Node as it stands: everything but the plugin. */
const nodeFiles = ['backend/**/*.ts', 'dashboards/**/*.ts', 'demo/**/*.ts', 'scripts/**/*.ts', 'tests/**/*.ts'];
const pluginFiles = ['src/**/*.{ts,tsx}'];

/** One import a module, types inline; Node's modules, packages, folders above, this folder. */
const importRules = {
  plugins: { 'import-x': importX, 'simple-import-sort': importSort },
  rules: {
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    // `import { type A }` would still load the module when types are stripped.
    '@typescript-eslint/no-import-type-side-effects': 'error',
    'import-x/no-duplicates': ['error', { 'prefer-inline': true }],
    'simple-import-sort/imports': ['error', { groups: [['^\\u0000'], ['^node:'], ['^@?\\w'], ['^\\.']] }],
    'simple-import-sort/exports': 'error',
  },
};

export default defineConfig([
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/.vigie/',
      './.config/',
      'coverage/',
      'test-results/',
      'playwright-report/',
      'src/api/contract.ts',
    ],
  },
  ...pluginConfig.map((config) => ({ ...config, files: config.files ?? pluginFiles })),
  { files: [...nodeFiles, ...pluginFiles], ...importRules },
  {
    files: nodeFiles,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: 'tsconfig.node.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Fastify's hooks and plugins are async by contract, whether or not they wait for something.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
      curly: 'error',
      'no-console': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // Any Node.js has to be able to read it, to say that it is too old.
    files: ['scripts/run.cjs', 'backend/bin/vigie.js'],
    languageOptions: { ecmaVersion: 5, sourceType: 'script' },
  },
  {
    files: nodeFiles.map((pattern) => pattern.replace('*.ts', '*.test.ts')),
    rules: {
      // node:test's `test` and `describe` return promises that the runner itself awaits.
      '@typescript-eslint/no-floating-promises': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
]);

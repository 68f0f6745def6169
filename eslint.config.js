// Our own rules are at the end, each with its reason. Types are checked by tsc, imports by dependency-cruiser.
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const theClock = 'Only shell/clock.ts reads the clock. Take the instant from the act, or have it given to you.';

/** What holds everywhere. `no-restricted-syntax` is one list per file, so others begin with these. */
const syntaxNowhere = [
  { selector: 'ClassDeclaration:not([superClass.name=/Error$/])', message: 'Plain data and functions; classes only for errors.' },
  { selector: 'ClassExpression', message: 'Plain data and functions; classes only for errors.' },
  { selector: 'ExportDefaultDeclaration', message: 'Export by name: a thing has one name everywhere.' },
];

export default defineConfig(
  { ignores: ['node_modules/', 'var/', 'web/dist/', 'test/fixtures/', 'docs/', '**/*.cjs', 'eslint.config.js'] },
  tseslint.configs.strictTypeChecked,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', ...syntaxNowhere],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // It does not see that a branded bigint is a bigint.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Nothing of ours but an error has a `this` that could be lost.
      '@typescript-eslint/unbound-method': 'off',
      // Characters of a text are its code points; we count Chinese ones, not families of emojis.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: ['test', 'it', 'describe', 'suite'], package: 'node:test' }] },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/shell/clock.ts', '**/*.test.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': ['error', { name: 'Date', message: `Days are PlainDate, instants are Instant. ${theClock}` }],
      'no-restricted-properties': ['error', { object: 'Temporal', property: 'Now', message: theClock }],
    },
  },
  {
    // Where a library hands over or asks for a Date.
    files: ['src/documents/signing-keys.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: ['**/*.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Long lists of plain things: the words of a page in two languages, the routes of one subject.
    files: ['web/src/**/words.ts', 'src/http/*-routes.ts'],
    rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: { 'max-lines-per-function': 'off', 'max-lines': 'off' },
  },
  {
    files: ['web/src/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    // A component is mostly markup, which is long without being hard.
    rules: { 'max-lines-per-function': ['error', { max: 150, skipBlankLines: true, skipComments: true }] },
  },
);

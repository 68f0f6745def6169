/** What no compiler and no linter sees: names, words that must not be in the repository, and documents that must be true. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';

const repository = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(repository, path), 'utf8');

/** Every file that is in the repository or would be added to it. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: repository, encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(repository, path)));
const written = files.filter((path) => /(\.(ts|tsx|js|cjs|css|html|json|md|sql|typ|csv|txt|yml)|^bin\/[^.]+|^\.ci\/run)$/.test(path));
const code = files.filter((path) => /\.tsx?$/.test(path));
const handwritten = written.filter((path) => path !== 'package-lock.json');
const documents = files.filter((path) => path.endsWith('.md'));

test('the list of files is not empty', () => {
  assert(code.length > 100 && documents.length > 3, `${code.length} code files and ${documents.length} documents`);
});

test('files are named in kebab-case, by what they are about', () => {
  const drawers = /^(utils?|helpers?|commons?|misc|lib|managers?|types|constants|shared|base|core)$/;
  const badlyNamed = code.filter((path) => {
    const name = basename(path).replace(/(\.(test|fixture|config|d))?\.tsx?$/, '');
    return !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || path.split('/').some((part) => drawers.test(part.replace(/\..*/, '')));
  });
  assert.deepEqual(badlyNamed, []);
});

test('every test file has a test, and none is left alone or aside', () => {
  const tests = code.filter((path) => path.endsWith('.test.ts'));
  assert.deepEqual(tests.filter((path) => !/^\s*(void )?(test|it)\(/m.test(read(path))), []);
  assert.deepEqual(tests.filter((path) => /\b(test|it|describe|suite)\.(only|todo)\(/.test(read(path))), []);
});

const nowhere: Readonly<Record<string, { readonly words: RegExp; readonly sample: string; readonly except?: RegExp }>> = {
  'unfinished work': { words: /\b(TODO|FIXME|XXX|HACK)\b/, sample: '// TODO later' },
  "a folder of somebody's machine": { words: /(?<![\w.}])\/(work|root|home|Users|tmp)\//, sample: 'see /home/li/assize' },
  'where packages are fetched from': { words: /\b(registry\.[a-z]+|[a-z]+\.pkg\.dev|verdaccio|artifactory)\b/, sample: 'https://registry.example/' },
  'material outside the repository': { words: /\.\.\/shared\b/, sample: '../shared/data', except: /\.test\.ts$/ },
  'a conflict that was not resolved': { words: /^(<{7}|>{7}) /m, sample: '\n<<<<<<< ours' },
};
for (const [what, { words, sample, except }] of Object.entries(nowhere)) {
  test(`no file names ${what}`, () => {
    assert.match(sample, words);
    const found = handwritten
      .filter((path) => path !== 'test/tidy.test.ts' && except?.test(path) !== true)
      .flatMap((path) => {
        const match = words.exec(read(path));
        return match === null ? [] : [`${path}: ${match[0]}`];
      });
    assert.deepEqual(found, []);
  });
}

test('package-lock.json says nothing about where packages are fetched from', () => {
  assert.doesNotMatch(read('package-lock.json'), /"resolved": "http/);
});

test('package-lock.json names every optional package, so that `npm ci` works on every platform', () => {
  type Locked = Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>>;
  const { packages } = JSON.parse(read('package-lock.json')) as { readonly packages: Locked };
  const wanted = Object.values(packages).flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}));
  assert(wanted.length > 10, `${wanted.length} optional packages`);
  assert.deepEqual(wanted.filter((name) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`))), []);
});

test('every dependency has its reason in docs/design/dependencies.md, and every reason its dependency', () => {
  const packages = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
  const declared = Object.keys({ ...packages.dependencies, ...packages.devDependencies }).sort();
  const argued = [...read('docs/design/dependencies.md').matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name).sort();
  assert.deepEqual(argued, declared);
});

test('the documents of the house exist, and their links lead somewhere', () => {
  const expected = ['README.md', 'ARCHITECTURE.md', 'GLOSSARY.md', 'CONTRIBUTING.md'];
  assert.deepEqual(expected.filter((path) => !documents.includes(path)), []);
  const broken = documents.flatMap((path) =>
    [...read(path).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
      .map(([, target = '']) => join(dirname(path), decodeURI(target)))
      .filter((target) => !existsSync(join(repository, target)))
      .map((target) => `${path} → ${target}`),
  );
  assert.deepEqual(broken, []);
});

test('GLOSSARY.md gives each word once, with the Chinese term beside it', () => {
  const rows = [...read('GLOSSARY.md').matchAll(/^\| (?!-|[Tt]erm\b|English\b)([^|]+) \| ([^|]+) \|/gm)].map(([, word = '', chinese = '']) => ({ word, chinese }));
  assert(rows.length > 20, `${rows.length} words`);
  assert.deepEqual(rows.filter(({ chinese }) => !/\p{Script=Han}/u.test(chinese)), []);
  const words = rows.map(({ word }) => word.trim().toLowerCase());
  assert.deepEqual(words.filter((word, index) => words.indexOf(word) !== index), []);
});

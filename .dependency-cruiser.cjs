// The house rules on imports: the ladder, the doors, the pure core. `test/boundaries.test.ts` proves that each rule
// bites on a tree of deliberate sins, and that `src/` and `web/` are read at all. STYLE of the house: ARCHITECTURE.md.

/** From the foot up: a domain imports only what stands before it. */
const ladder = ['evidence', 'rulebook', 'parties', 'documents', 'claims', 'notices', 'docket', 'intake'];
const anyDomain = `(${ladder.join('|')})`;
const tests = String.raw`\.(test|fixture)\.ts$`;
/** The rooms of a domain that touch the world: `operations.ts` and `store.ts`, or `<part>-operations.ts` where one room is too small. */
const worldly = String.raw`[/-](operations|store)\.ts$`;

/** Files that touch the world although their name does not say so. Only operations import them. */
const worldlyToo = [
  '^src/docket/effects.ts$', // What a decision does, as data, and right below it the one place that writes it.
  '^src/docket/case-file.ts$', // Reads the whole file of a case, for every operation.
  '^src/docket/case-papers.ts$', // Tells what a paper prints, and sets it.
  '^src/documents/installation.ts$', // The one file of keys that an installation keeps.
];

const notCore = [worldly, tests, ...worldlyToo];

/** A domain may not import the ones above it. */
const ladderRules = ladder.slice(0, -1).map((domain, rung) => ({
  name: `ladder-${domain}`,
  comment: `${domain} knows nothing of what stands above it: when it must move something there, the edge calls it.`,
  severity: 'error',
  from: { path: `^src/${domain}/`, pathNot: tests },
  to: { path: `^src/(${ladder.slice(rung + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...ladderRules,
    {
      name: 'ladder-kernel',
      comment: 'The kernel is the words every domain speaks. It imports nothing of ours.',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: tests },
      to: { path: '^(src|web|test|scripts)/', pathNot: '^src/kernel/' },
    },
    {
      name: 'ladder-edges',
      comment: 'Edges stand on top: no domain and no plumbing knows them.',
      severity: 'error',
      from: { path: `^src/(shell|${ladder.join('|')})/`, pathNot: tests },
      to: { path: '^(src/(http|cli|jobs|serve)|web)' },
    },
    {
      name: 'edges-apart',
      comment: 'serve.ts puts the edges together and the command line starts it; they know neither.',
      severity: 'error',
      from: { path: '^src/(http|jobs)/', pathNot: tests },
      to: { path: '^src/(cli/|serve)' },
    },
    {
      name: 'shell-knows-no-domain',
      comment: 'Plumbing serves every domain and knows none.',
      severity: 'error',
      from: { path: '^src/shell/', pathNot: tests },
      to: { path: `^src/${anyDomain}/` },
    },
    {
      name: 'doors',
      comment: 'From outside, a domain has two doors: index.ts (what it knows) and operations.ts (what it does).',
      severity: 'error',
      from: { path: '^([^/]+)/([^/]+)' },
      to: { path: `^src/${anyDomain}/`, pathNot: ['^$1/$2/', '^src/[^/]+/(index|operations)\\.ts$', tests] },
    },
    {
      name: 'store-is-private',
      comment: 'SQL is spoken by operations only.',
      severity: 'error',
      from: { path: '^src/', pathNot: notCore },
      to: { path: String.raw`[/-]store\.ts$` },
    },
    {
      name: 'pure-core',
      comment: 'What a domain knows, it knows without files, network, clock, database or plumbing.',
      severity: 'error',
      from: { path: `^src/(kernel|${ladder.join('|')})/`, pathNot: notCore },
      to: {
        path: [
          '^src/shell/',
          worldly,
          ...worldlyToo,
          '^(node:)?(fs|fs/promises|child_process|net|http|https|tls|dns|os|process|timers|timers/promises|worker_threads|sqlite)$',
          '(^|/)node_modules/(pg|graphile-worker|hono|nodemailer|pino|better-auth)/',
        ],
      },
    },
    {
      name: 'wire-is-plain',
      comment: 'The web app sees http/wire, so it may hold schemas only: the kernel and zod.',
      severity: 'error',
      from: { path: '^src/http/wire/', pathNot: tests },
      to: { pathNot: ['^src/http/wire/', '^src/kernel/', '(^|/)node_modules/zod/'] },
    },
    {
      name: 'web-sees-the-wire',
      comment: 'Pages know the wire and the kernel and nothing else of the server.',
      severity: 'error',
      from: { path: '^web/src/' },
      to: { path: '^src/', pathNot: '^src/(http/wire|kernel)/' },
    },
    {
      name: 'product-without-tests',
      comment: 'The product runs without its tests, its scripts and its benchmarks.',
      severity: 'error',
      from: { path: '^(src|web/src)/', pathNot: tests },
      to: { path: [tests, '^(test|scripts|bench)/'] },
    },
    {
      name: 'product-without-dev-dependencies',
      comment: 'An installation without dev dependencies must run.',
      severity: 'error',
      from: { path: '^(src|web/src)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'declared-dependencies',
      comment: 'What we import stands in package.json, not by chance in node_modules.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    { name: 'resolvable', comment: 'An import leads somewhere.', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'no-cycles', comment: 'Two files that need each other are one file.', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-dead-files',
      comment: 'Whatever nobody reaches from a command, a script, a page or a benchmark is dead.',
      severity: 'error',
      from: { path: String.raw`^(src/cli/[^/]+|scripts/[^/]+|bench/[^/]+|web/src/main)\.tsx?$` },
      to: { path: '^(src|web/src)/', pathNot: [tests, '^src/cli/[^/]+$', '^web/src/main'], reachable: false },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(web/dist|var)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};

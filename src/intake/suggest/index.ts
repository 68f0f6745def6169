export { suggestMapping, type SeenColumn, type Suggestion } from './suggest.ts';
export { shownRows } from './rules.ts';
export type { SeenTable } from './shapes.ts';

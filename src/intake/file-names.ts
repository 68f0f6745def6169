/**
 * Which files a source means by the name in the mapping. `*` stands for any run of characters, `{key}` for one within
 * a folder. Names are compared with their folder in a ZIP and without it, whatever the case. The matcher answers with
 * what stands for `{key}`, '' where the pattern has none, and null for a file of another name.
 */
export function fileNameMatcher(pattern: string): (name: string) => string | null {
  const parts = pattern.normalize('NFC').split(/(\*|\{key\})/);
  const key = (index: number): string => (index === parts.indexOf('{key}') ? '(?<key>[^/]+?)' : '\\k<key>');
  const source = parts.map((part, index) => (part === '*' ? '.*' : part === '{key}' ? key(index) : RegExp.escape(part)));
  const whole = new RegExp(`^${source.join('')}$`, 'is');
  return (name) => {
    const path = name.normalize('NFC');
    const found = whole.exec(path) ?? whole.exec(path.slice(path.lastIndexOf('/') + 1));
    return found === null ? null : (found.groups?.['key'] ?? '');
  };
}

/** The pattern names papers, each by its loan, and no table. */
export const namesPapers = (pattern: string): boolean => pattern.includes('{key}');

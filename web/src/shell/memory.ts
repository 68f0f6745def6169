/** What the browser remembers between visits. Where it refuses to (private windows), the page works without. */
export function recall(key: string): string | null {
  try {
    return window.localStorage.getItem(`assize.${key}`);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string | null): void {
  try {
    if (value === null) window.localStorage.removeItem(`assize.${key}`);
    else window.localStorage.setItem(`assize.${key}`, value);
  } catch {
    // Nothing is lost but convenience.
  }
}

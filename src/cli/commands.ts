/** The commands: one file for each in this folder, found by its name. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from './output.ts';

const notCommands = ['client', 'commands', 'input', 'main', 'output'];

export async function commandNames(): Promise<readonly string[]> {
  const files = (await readdir(import.meta.dirname)).filter((file) => /^[a-z-]+\.ts$/.test(file));
  return files.map((file) => file.slice(0, -3)).filter((name) => !notCommands.includes(name)).sort();
}

export async function loadCommand(name: string): Promise<Command> {
  const { command } = (await import(join(import.meta.dirname, `${name}.ts`))) as { readonly command: Command };
  return command;
}

import { createCommand } from './intake/create.ts';
import type { Command } from './output.ts';

/** The short name of `assize intake create`. */
export const command: Command = createCommand('file');

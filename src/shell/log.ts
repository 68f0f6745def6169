/**
 * The log of the running program: one JSON object a line, on standard error. It is for whoever runs the installation
 * and names cases and people by their ids only; what happened in a case is in the evidence, not here.
 */
import { destination, pino, type Logger } from 'pino';
import type { Config } from './config.ts';

export type Log = Logger;

export const createLog = (level: Config['logLevel']): Log => pino({ level }, destination({ fd: 2, sync: true }));

/** Sends a command over any number of cases, a hundred at a time, and remembers what each answered. */
import { useRef, useState } from 'react';
import type { WireCommand, WireCommandRequest, WireCommandResponse, WireRefusal } from '../../../src/http/wire/index.ts';
import { api } from '../shell/api.ts';
import { useReloadCases } from './queries.ts';

export const sliceSize = 100;

export interface Addressed {
  readonly caseId: string;
  readonly version: number;
}

/** What a person adds to a command. Which of it a command takes, `requestFor` says. */
export interface CommandInput {
  readonly reasons?: string;
  readonly receiptNo?: string;
  readonly arbitratorId?: string;
  readonly hasDisclosure?: boolean;
  readonly disclosure?: string;
  readonly pin?: string;
}

export type BulkCommand = Exclude<WireCommand, 'draft_award'>;

export function requestFor(command: BulkCommand, input: CommandInput, cases: readonly Addressed[]): WireCommandRequest {
  const items = cases.map(({ caseId, version }) => ({ caseId, version }));
  switch (command) {
    case 'refuse_filing':
    case 'decline_appointment':
    case 'return_award':
      return { command, reasons: input.reasons ?? '', items };
    case 'record_fee_payment':
      return { command, receiptNo: input.receiptNo ?? '', items };
    case 'appoint_arbitrator':
      return { command, arbitratorId: input.arbitratorId ?? '', items };
    case 'accept_appointment':
      return { command, disclosure: input.hasDisclosure ? (input.disclosure ?? '') : null, items };
    case 'sign_award':
    case 'seal_award':
      return { command, pin: input.pin ?? '', items };
    case 'approve_filing':
    case 'serve_notice':
    case 'check_award':
    case 'serve_award':
      return { command, items };
  }
}

export interface RefusedCase {
  readonly caseId: string;
  readonly refusal: WireRefusal;
}

export interface CommandRun {
  readonly all: number;
  readonly sent: number;
  readonly done: readonly Extract<WireCommandResponse['outcomes'][number], { ok: true }>[];
  readonly refused: readonly RefusedCase[];
  readonly isRunning: boolean;
  readonly isStopping: boolean;
  /** A problem that stopped the run; what was sent before it stands. */
  readonly error: unknown;
}

export function useCommandRun() {
  const [run, setRun] = useState<CommandRun | null>(null);
  const stopper = useRef(new AbortController());
  const reload = useReloadCases();

  async function start(cases: readonly Addressed[], request: (slice: readonly Addressed[]) => WireCommandRequest): Promise<CommandRun> {
    const { signal } = (stopper.current = new AbortController());
    let now: CommandRun = { all: cases.length, sent: 0, done: [], refused: [], isRunning: true, isStopping: false, error: null };
    setRun(now);
    for (let from = 0; from < cases.length && !signal.aborted; from += sliceSize) {
      const slice = cases.slice(from, from + sliceSize);
      try {
        const { outcomes } = await api.post<WireCommandResponse>('/commands', request(slice));
        now = {
          ...now,
          sent: now.sent + slice.length,
          done: [...now.done, ...outcomes.filter((outcome) => outcome.ok)],
          refused: [...now.refused, ...outcomes.filter((outcome) => !outcome.ok)],
        };
      } catch (error) {
        now = { ...now, error };
        break;
      }
      setRun({ ...now, isStopping: signal.aborted });
    }
    now = { ...now, isRunning: false };
    setRun(now);
    await reload();
    return now;
  }

  const stop = () => {
    stopper.current.abort();
    setRun((was) => (was ? { ...was, isStopping: true } : was));
  };
  return { run, start, stop };
}

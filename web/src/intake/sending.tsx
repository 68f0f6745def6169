/** Files on their way to the server, one after another: how far each is, and a way to stop. */
import { Button, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { WireUpload } from '../../../src/http/wire/index.ts';
import { useWords } from '../shell/language.tsx';
import { upload } from '../shell/upload.ts';
import { importWords } from './import-words.ts';

interface Sending {
  readonly name: string;
  readonly percent: number;
}

/** `send` rejects with an AbortError when the person stops it or leaves the page. */
export function useSending() {
  const [sending, setSending] = useState<Sending | null>(null);
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);
  const send = async (files: readonly File[]): Promise<readonly WireUpload[]> => {
    const { signal } = (stopping.current = new AbortController());
    const uploads: WireUpload[] = [];
    try {
      for (const file of files) {
        const said = (sent: number) => setSending({ name: file.name, percent: file.size === 0 ? 100 : Math.round((sent / file.size) * 100) });
        said(0);
        uploads.push(await upload(file, said, signal));
      }
    } finally {
      setSending(null);
    }
    return uploads;
  };
  return { sending, send, stop: () => stopping.current?.abort() };
}

export const isStopped = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

export function SendingNote({ sending, onStop }: { readonly sending: Sending; readonly onStop: () => void }) {
  const t = useWords(importWords);
  return (
    <div className="sending">
      <span role="status">{t.uploading(sending.name)}</span>
      <Progress percent={sending.percent} aria-label={t.uploading(sending.name)} />
      <Button onClick={onStop}>{t.stop}</Button>
    </div>
  );
}

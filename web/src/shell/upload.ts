/** One file to the server as it is, with how far it has come; `fetch` does not tell. */
import type { WireUpload } from '../../../src/http/wire/index.ts';
import { headersForApi, problemFrom, ProblemError } from './api.ts';

export function upload(file: File, onProgress: (sent: number) => void, signal: AbortSignal): Promise<WireUpload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/uploads?name=${encodeURIComponent(file.name)}`);
    headersForApi().forEach((value, name) => request.setRequestHeader(name, value));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onerror = () => reject(new Error('unreachable'));
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as WireUpload);
      else void problemFrom(new Response(request.responseText, { status: request.status, statusText: request.statusText })).then((problem) => reject(new ProblemError(problem)));
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

/** One file or several: a button, or dropped on it. */
import { Button } from 'antd';
import { useId } from 'react';
import { sizeText } from '../shell/figures.tsx';
import { useWords } from '../shell/language.tsx';
import { intakeWords } from './words.ts';

interface FileFieldProps {
  readonly label: string;
  readonly help: string;
  readonly accept: string;
  readonly isSeveral: boolean;
  readonly files: readonly File[];
  readonly problem: string | null;
  readonly onChange: (files: readonly File[]) => void;
}

export function FileField({ label, help, accept, isSeveral, files, problem, onChange }: FileFieldProps) {
  const t = useWords(intakeWords);
  const id = useId();
  const take = (list: FileList | null) => {
    const taken = [...(list ?? [])];
    if (taken.length === 0) return;
    const kept = isSeveral ? files.filter((file) => !taken.some((other) => other.name === file.name)) : [];
    onChange([...kept, ...(isSeveral ? taken : taken.slice(0, 1))]);
  };
  return (
    <div className="file-field">
      <label
        htmlFor={id}
        className="file-drop"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          take(event.dataTransfer.files);
        }}
      >
        <span className="file-label">{label}</span>
        <span className="soft small">{help}</span>
        <span className="file-choose">
          <span className="file-button">{isSeveral ? t.chooseSeveral : t.choose}</span> <span className="soft small file-drop-hint">{t.dropHere}</span>
        </span>
        <input
          id={id}
          type="file"
          accept={accept}
          multiple={isSeveral}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          onChange={(event) => {
            take(event.target.files);
            // The same file may be chosen again after it was corrected.
            event.target.value = '';
          }}
        />
      </label>
      {files.length > 0 && (
        <ul>
          {files.map((file) => (
            <li key={file.name}>
              <span>
                {file.name} <span className="soft small figure">{sizeText(file.size)}</span>
              </span>
              <Button size="small" type="text" aria-label={t.remove(file.name)} onClick={() => onChange(files.filter((other) => other !== file))}>
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
      {problem !== null && (
        <p id={`${id}-problem`} className="field-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

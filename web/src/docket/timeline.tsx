import { Empty } from 'antd';
import type { WireTimelineEntry } from '../../../src/http/wire/index.ts';
import { partiesWords } from '../parties/words.ts';
import { DayText, Fingerprint, InstantText } from '../shell/figures.tsx';
import { useWords, wordFor } from '../shell/language.tsx';
import { docketWords } from './words.ts';

export function Timeline({ entries }: { readonly entries: readonly WireTimelineEntry[] }) {
  const t = useWords(docketWords);
  if (entries.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.timelineEmpty} />;
  return (
    <>
      <p className="soft small">{t.timelineLead}</p>
      <ol className="timeline">
        {entries.map((entry) => (
          <li key={entry.seq}>
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Entry({ entry }: { readonly entry: WireTimelineEntry }) {
  const t = useWords(docketWords);
  const { roles } = useWords(partiesWords);
  const facts = Object.entries(entry.facts);
  return (
    <>
      <div className="entry-head">
        <strong>{wordFor(t.happenings, entry.kind)}</strong>
        <span className="soft">
          {entry.actor.kind === 'person' ? entry.actor.name : entry.actor.kind === 'system' ? wordFor(t.machines, entry.actor.name) : t.actors.respondent}
          {entry.actor.role !== null && `, ${entry.actor.role.split(' ').map((role) => wordFor(roles, role)).join(' · ')}`}
        </span>
        <DayText day={entry.happenedOn} />
      </div>
      <div className="soft small">
        {t.recordedAt} <InstantText instant={entry.recordedAt} /> · <span className="figure">#{entry.seq}</span> <Fingerprint hash={entry.hash} />
      </div>
      {facts.length > 0 && (
        <details>
          <summary className="small">{t.facts}</summary>
          <dl className="entry-facts small">
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

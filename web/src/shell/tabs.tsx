/** Tabs as WAI-ARIA describes them: arrows move between them, and on a phone their row scrolls sideways. */
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';

export interface Tab {
  readonly key: string;
  readonly label: ReactNode;
  readonly content: ReactNode;
}

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly Tab[];
  /** The first one, unless named. */
  readonly start?: string;
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

export function Tabs({ label, tabs, start }: TabsProps) {
  const id = useId();
  const [chosen, setChosen] = useState(start ?? tabs[0]?.key);
  // A panel stays once it was opened, so that what was typed in it is not lost by looking at another.
  const [opened, setOpened] = useState<readonly string[]>([]);
  const present = tabs.find(({ key }) => key === chosen) ?? tabs[0];
  const open = (key: string) => {
    setOpened((before) => [...before, ...(present ? [present.key] : [])]);
    setChosen(key);
  };
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = steps[event.key];
    const next = step === undefined || !present ? undefined : tabs.at((tabs.indexOf(present) + step) % tabs.length);
    if (!next) return;
    open(next.key);
    document.getElementById(`${id}-${next.key}`)?.focus();
  };
  return (
    <div className="tabs">
      <div role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            id={`${id}-${tab.key}`}
            type="button"
            role="tab"
            aria-selected={tab === present}
            aria-controls={`${id}-${tab.key}-panel`}
            tabIndex={tab === present ? 0 : -1}
            onClick={() => open(tab.key)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {tabs.map((tab) => (
        <div key={tab.key} id={`${id}-${tab.key}-panel`} role="tabpanel" aria-labelledby={`${id}-${tab.key}`} hidden={tab !== present}>
          {(tab === present || opened.includes(tab.key)) && tab.content}
        </div>
      ))}
    </div>
  );
}

/** The commands that every given case allows, each opening its dialog. */
import { Button } from 'antd';
import { useState } from 'react';
import type { WireCaseSummary, WireCommand } from '../../../src/http/wire/index.ts';
import { useWords } from '../shell/language.tsx';
import { CommandDialog } from './command-dialog.tsx';
import type { BulkCommand } from './command-run.ts';
import { commandOrder, sendsBack } from './states.ts';
import { docketWords } from './words.ts';

export const commonCommands = (cases: readonly WireCaseSummary[]): readonly WireCommand[] =>
  commandOrder.filter((command) => cases.every((each) => each.commands.includes(command)));

interface CommandButtonsProps {
  readonly commands: readonly WireCommand[];
  readonly cases: readonly WireCaseSummary[];
  readonly onSent: (command: BulkCommand) => void;
}

export function CommandButtons({ commands, cases, onSent }: CommandButtonsProps) {
  const t = useWords(docketWords);
  const [asked, setAsked] = useState<BulkCommand | null>(null);
  const buttons = commands.filter((command): command is BulkCommand => command !== 'draft_award');
  return (
    <div className="command-buttons">
      {buttons.map((command) => (
        <Button key={command} type={sendsBack(command) ? 'default' : 'primary'} danger={sendsBack(command)} onClick={() => setAsked(command)}>
          {t.commands[command]}
        </Button>
      ))}
      {asked !== null && (
        <CommandDialog
          command={asked}
          cases={cases}
          onClose={(wasSent) => {
            setAsked(null);
            if (wasSent) onSent(asked);
          }}
        />
      )}
    </div>
  );
}

import type { ImportPreview } from '@vafa/client';
import { CircleCheck, CircleHelp } from 'lucide-react';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { useImportsSay } from './say.ts';
import type { NewImport } from './use-new-import.ts';
import styles from './imports.module.css';

/** A source that nobody named is known by its columns, under a name that is for programs. */
const isUnnamed = (source: string): boolean => /^columns-[0-9a-f]{16}$/.test(source);

interface FootProps {
  readonly made: NewImport;
  readonly preview: ImportPreview;
}

/** What is left to say, and the way on and back. */
export const NewImportFoot = ({ made, preview }: FootProps) => {
  const say = useImportsSay();
  const { at, isReading, begin, send, file, leave, setDry } = made;
  const { questions, figures, source } = preview;
  const open = questions.length;
  const state = (): string => {
    if (isReading) return say('columns.rereading');
    if (open > 0) return say('columns.open', { count: open });
    if (at === 1) return say('columns.clear');
    return isUnnamed(source) ? say('columns.kept-unnamed') : say('columns.kept-as', { source });
  };
  return (
    <div className={styles.foot}>
      <p role="status" data-open={open > 0 || undefined}>
        <Icon of={open > 0 ? CircleHelp : CircleCheck} size="sm" />
        <bdi>{state()}</bdi>
      </p>
      <Button onPress={at === 1 ? leave : () => setDry(false)} isDisabled={begin.isBusy}>
        {say('new.back')}
      </Button>
      {at === 1 ? (
        <Button kind="primary" isDisabled={open > 0 || isReading || figures === null} onPress={() => setDry(true)}>
          {say('columns.next')}
        </Button>
      ) : (
        <Button
          kind="primary"
          isDisabled={file === undefined || figures === null}
          busy={begin.isBusy ? say('dry.importing') : undefined}
          onPress={() => send()}
        >
          {say('dry.import', { count: figures?.rows ?? 0 })}
        </Button>
      )}
    </div>
  );
};

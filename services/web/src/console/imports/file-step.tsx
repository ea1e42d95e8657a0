import { CircleCheck } from 'lucide-react';
import { useRef } from 'react';
import { Card } from '../../kit/card.tsx';
import { DropFile } from '../../kit/drop-file.tsx';
import { Field } from '../../kit/field.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Loading } from '../../kit/states.tsx';
import { Columns, Stack } from '../parts/page.tsx';
import { useImportsSay } from './say.ts';
import styles from './imports.module.css';

/** What the gateway reads; a browser offers these. */
const accepts = ['.csv', '.tsv', '.txt', '.xlsx', '.gz'];

interface FileStepProps {
  /** Its name while it is read. */
  readonly reading: string | undefined;
  readonly source: string;
  readonly onSource: (source: string) => void;
  readonly onFile: (file: File) => void;
}

const needed = ['file.need.receipt', 'file.need.date', 'file.need.amount'] as const;
const welcome = ['file.like.member', 'file.like.branch', 'file.like.goods'] as const;

/** First the file, and where it comes from. */
export const FileStep = ({ reading, source, onSource, onFile }: FileStepProps) => {
  const say = useImportsSay();
  const named = useRef<HTMLDivElement>(null);
  const isNameWrong = source.includes('/');
  /** A file by a name that is none is not sent: the name is mended first. */
  const take = (file: File): void => {
    if (isNameWrong) named.current?.querySelector('input')?.focus();
    else onFile(file);
  };
  return (
    <Columns
      main={
        reading === undefined ? (
          <DropFile
            title={say('file.drop')}
            text={say('file.drop.text')}
            choose={say('file.choose')}
            accepts={accepts}
            onFile={take}
          />
        ) : (
          <Card title={say('file.reading', { name: reading })}>
            <Loading lines={8} />
          </Card>
        )
      }
      side={
        <Stack>
          <Card>
            <div ref={named}>
              <Field
                isDisabled={reading !== undefined}
                label={say('file.source')}
                hint={say('file.source.hint')}
                placeholder={say('file.source.none')}
                maxLength={100}
                error={isNameWrong ? say('file.source.slash') : undefined}
                isOptional
                value={source}
                onChange={onSource}
              />
            </div>
          </Card>
          <Card title={say('file.what')} scope={say('file.what.text')}>
            <ul className={styles.needs}>
              {[...needed, ...welcome].map((id) => (
                <li key={id} data-needed={needed.some((each) => each === id) || undefined}>
                  <Icon of={CircleCheck} size="sm" />
                  {say(id)}
                </li>
              ))}
            </ul>
            <p className={styles.hint}>{say('file.twice')}</p>
          </Card>
        </Stack>
      }
    />
  );
};

import type { ImportMappingPart, ImportPreview } from '@vafa/client';
import { useState } from 'react';
import { Card } from '../../kit/card.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { Field } from '../../kit/field.tsx';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Segments } from '../../kit/segments.tsx';
import { Select } from '../../kit/select.tsx';
import { useImportsSay } from './say.ts';
import styles from './imports.module.css';

type Returns = NonNullable<ImportMappingPart['returns']>;

interface RulesCardProps {
  readonly mapping: ImportPreview['mapping'];
  readonly onChange: (part: ImportMappingPart) => void;
}

/** As many as the gateway takes. */
const prefixMost = 20;
const wordsMost = 50;
const lettersMost = 100;

const wordsOf = (text: string): readonly string[] =>
  text
    .split(/[,،]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');

const textOf = (returns: Returns): string =>
  returns.by === 'prefix' ? returns.prefix : returns.by === 'column' ? returns.values.join(', ') : '';

/** What a row is, and how returns are told from sales. */
export const RulesCard = ({ mapping, onChange }: RulesCardProps) => {
  const say = useImportsSay();
  const known = textOf(mapping.returns);
  const [by, setBy] = useState(mapping.returns.by);
  const [text, setText] = useState(known);
  const read = JSON.stringify(mapping.returns);
  const [begunWith, setBegunWith] = useState({ read, text: known });
  if (begunWith.read !== read) {
    setBegunWith({ read, text: known });
    // What was typed while the file was read stays.
    const isSaid = by === mapping.returns.by && wordsOf(text).join() === wordsOf(known).join();
    if (text === begunWith.text && !isSaid) {
      setBy(mapping.returns.by);
      setText(known);
    }
  }
  const { language } = useClub();
  const shown = (count: number): string => formatNumber(count, language);
  const words = wordsOf(text);
  const isTooMuch = words.length > wordsMost || words.some(({ length }) => length > lettersMost);
  const send = (): void => {
    const [first] = words;
    if (first === undefined || (by === 'column' && isTooMuch) || text === textOf(mapping.returns)) return;
    onChange({ returns: by === 'prefix' ? { by, prefix: text.trim() } : { by: 'column', values: [...words] } });
  };
  return (
    <Card>
      <div className={styles.stack}>
        <div className={styles.labelled}>
          <span>{say('columns.rows')}</span>
          <Segments
            label={say('columns.rows')}
            value={mapping.rows}
            onChoose={(rows) => onChange({ rows: rows as 'line' | 'receipt' })}
            options={(['line', 'receipt'] as const).map((id) => ({ id, name: say(`columns.rows.${id}`) }))}
          />
        </div>
        <Select
          label={say('columns.returns')}
          value={by}
          options={(['sign', 'prefix', 'column'] as const).map((id) => ({ id, name: say(`columns.returns.${id}`) }))}
          onChoose={(id) => {
            setBy(id as Returns['by']);
            setText('');
            if (id === 'sign') onChange({ returns: { by: 'sign' } });
          }}
        />
        {by === 'prefix' && (
          <Field
            label={say('columns.prefix')}
            maxLength={prefixMost}
            value={text}
            onChange={setText}
            onBlur={send}
            isLtr
          />
        )}
        {by === 'column' && (
          <Field
            label={say('columns.values')}
            hint={say('columns.values.hint')}
            error={
              isTooMuch
                ? say('columns.values.most', { words: shown(wordsMost), letters: shown(lettersMost) })
                : undefined
            }
            value={text}
            onChange={setText}
            onBlur={send}
          />
        )}
      </div>
    </Card>
  );
};

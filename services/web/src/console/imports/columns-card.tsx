import type { ImportPreview } from '@vafa/client';
import { ArrowRight, CircleCheck, CircleHelp } from 'lucide-react';
import { Card } from '../../kit/card.tsx';
import { useDays } from '../../kit/club-settings.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Select } from '../../kit/select.tsx';
import { chosenColumns, fieldOf, mappingFields, withField, type Columns, type MappingField } from './guidance.ts';
import { useImportsSay } from './say.ts';
import { shownReading } from './shown-reading.ts';
import styles from './imports.module.css';

const off = 'off';

type Seen = ImportPreview['columns'][number];

/** What becomes of a column: it waits for an answer, is written otherwise, or is taken as it stands. */
const Becomes = ({ column, field, isAsked }: { column: Seen; field: MappingField | undefined; isAsked: boolean }) => {
  const say = useImportsSay();
  const days = useDays();
  if (isAsked)
    return (
      <span className={styles.asked}>
        <Icon of={CircleHelp} size="sm" />
        {say('columns.asked')}
      </span>
    );
  if (field === undefined) return null;
  const [reading] = column.readings;
  const to = reading && shownReading(reading.to, days);
  const text =
    reading === undefined || to === undefined || to === reading.from
      ? say('columns.kept')
      : say('columns.reads', { from: reading.from, to });
  return (
    <span className={styles.becomes}>
      <Icon of={CircleCheck} size="sm" />
      <bdi>{text}</bdi>
    </span>
  );
};

interface ColumnsCardProps {
  readonly preview: ImportPreview;
  /** What was said of them here; the file is still read by it. */
  readonly said: Columns | undefined;
  readonly onColumns: (columns: Columns) => void;
}

/** Each column of the file, and where it goes. */
export const ColumnsCard = ({ preview, said, onColumns }: ColumnsCardProps) => {
  const say = useImportsSay();
  const { columns, mapping, questions } = preview;
  const chosen = chosenColumns(mapping.columns, said);
  const known = columns.filter(({ header }) => fieldOf(chosen, header) !== undefined).length;
  const options = [
    { id: off, name: say('columns.off') },
    ...mappingFields.map((id) => ({ id, name: say(`field.${id}`) })),
  ];
  return (
    <Card isBare title={say('columns.title')} scope={say('columns.scope', { known, all: columns.length })}>
      <div className={styles.scroll}>
        <table className={styles.map}>
          <thead>
            <tr>
              <th scope="col">{say('columns.column')}</th>
              <th scope="col">{say('columns.sample')}</th>
              <td />
              <th scope="col">{say('columns.into')}</th>
              <th scope="col">{say('columns.becomes')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => {
              const { header, examples } = column;
              const field = fieldOf(chosen, header);
              return (
                <tr key={header} data-off={field === undefined || undefined}>
                  <th scope="row">
                    <bdi>{header}</bdi>
                  </th>
                  <td className={styles.sample}>
                    <bdi>{examples[0] ?? ''}</bdi>
                  </td>
                  <td className={styles.arrow}>
                    <Icon of={ArrowRight} size="sm" flip />
                  </td>
                  <td className={styles.into}>
                    <Select
                      isBare
                      label={say('columns.choose', { column: header })}
                      options={options}
                      value={field ?? off}
                      onChoose={(id) =>
                        onColumns(withField(chosen, header, id === off ? undefined : (id as MappingField)))
                      }
                    />
                  </td>
                  <td>
                    <Becomes
                      column={column}
                      field={field}
                      isAsked={questions.some((question) => question.column === header)}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Card>
  );
};

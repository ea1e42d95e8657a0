import { Download } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { failureOf } from '../../api/failures.ts';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { Failed, FilteredEmpty, Loading, type Failure } from '../../kit/states.tsx';
import { Table, type TableColumn } from '../../kit/table.tsx';
import { useConsoleSay } from '../words/say.ts';
import { csvOf, saveFile, type CsvColumn } from './csv.ts';
import type { List } from './use-list.ts';
import { useWindow } from './use-window.ts';
import { WindowFoot, WindowHead } from './window-bar.tsx';

export interface ListColumn<Item> extends TableColumn<Item> {
  /** What a file says of it; a column without is not in the file. */
  readonly text?: (item: Item) => string;
}

interface ListTableProps<Item> {
  readonly label: string;
  readonly columns: readonly ListColumn<Item>[];
  readonly list: List<Item>;
  readonly idOf: (item: Item) => string;
  readonly onOpen?: (id: string) => void;
  /** What could not be read, when it could not. */
  readonly failed: string;
  readonly empty: ReactNode;
  /** The filters in words, and how they are taken off; undefined without any. */
  readonly filtered?: { readonly words: string; readonly onClear: () => void } | undefined;
  readonly foot?: string;
}

/** A list of the gateway as a table, with all that it can be instead: on its way, failed, empty, filtered away. */
export const ListTable = <Item extends object>(props: ListTableProps<Item>) => {
  const say = useConsoleSay();
  const { label, columns, list, idOf, onOpen, failed, empty, filtered, foot } = props;
  const { items, error, retry, more, isReadingMore } = list;
  const window = useWindow(items ?? [], more);
  if (items === undefined && error !== null)
    return <Failed what={failed} failure={failureOf(error, say)} onRetry={retry} />;
  if (items === undefined) return <Loading lines={8} />;
  if (items.length === 0)
    return filtered === undefined ? empty : <FilteredEmpty filters={filtered.words} onClear={filtered.onClear} />;
  return (
    <>
      <WindowHead of={window} />
      <Table
        label={label}
        columns={columns}
        items={window.rows.map((item) => ({ ...item, id: idOf(item) }))}
        {...(onOpen !== undefined && { onOpen })}
      />
      <WindowFoot of={window} isReading={isReadingMore}>
        {foot === undefined ? undefined : <p>{foot}</p>}
      </WindowFoot>
    </>
  );
};

interface CsvButtonProps<Item> {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly columns: readonly ListColumn<Item>[];
  /** All rows, not those alone that are shown. */
  readonly readAll: () => Promise<readonly Item[]>;
}

const isInFile = <Item,>(column: ListColumn<Item>): column is ListColumn<Item> & CsvColumn<Item> =>
  column.text !== undefined;

/** Takes a table along as a file, with all its rows. */
export const CsvButton = <Item,>({ name, columns, readAll }: CsvButtonProps<Item>) => {
  const say = useConsoleSay();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const take = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      const text = csvOf(columns.filter(isInFile), await readAll());
      saveFile(`${name}.csv`, new Blob([text], { type: 'text/csv;charset=utf-8' }));
    } catch (error) {
      setFailure(failureOf(error, say));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <FormProblem failure={failure} />
      <Button onPress={() => void take()} busy={isBusy ? say('csv.busy') : undefined}>
        <Icon of={Download} size="sm" />
        {say('csv.take')}
      </Button>
    </>
  );
};

import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Cell,
  Column,
  Row,
  Table as AriaTable,
  TableBody,
  TableHeader,
  type SortDescriptor,
} from 'react-aria-components';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import styles from './table.module.css';

export interface TableColumn<Item> {
  readonly id: string;
  readonly name: string;
  /** Figures stand right under their units in both directions, and so does their head. */
  readonly isFigures?: boolean;
  readonly isSortable?: boolean;
  readonly show: (item: Item) => ReactNode;
}

interface TableProps<Item> {
  /** What the rows are, for readers of screens. */
  readonly label: string;
  /** The first one names the row. */
  readonly columns: readonly TableColumn<Item>[];
  readonly items: readonly Item[];
  readonly sort?: SortDescriptor;
  readonly onSort?: (sort: SortDescriptor) => void;
  readonly onOpen?: (id: string) => void;
  /** Instead of rows, when there are none. */
  readonly empty?: ReactNode;
  /** What the figures are counted in, and against what. */
  readonly foot?: string;
}

/** Rows of one kind. Name in medium with a line of context, no vertical lines. */
export const Table = <Item extends { readonly id: string }>(props: TableProps<Item>) => {
  const { label, columns, items, sort, onSort, onOpen, empty, foot } = props;
  return (
    <>
      <div className={styles.scroll}>
        <AriaTable
          aria-label={label}
          className={styles.table ?? ''}
          {...(sort !== undefined && { sortDescriptor: sort })}
          {...(onSort !== undefined && { onSortChange: onSort })}
          {...(onOpen !== undefined && { onRowAction: (id) => onOpen(String(id)) })}
        >
          <TableHeader>
            {columns.map(({ id, name, isFigures, isSortable }, at) => (
              <Column
                key={id}
                id={id}
                isRowHeader={at === 0}
                allowsSorting={isSortable === true}
                className={classNames(styles.head, isFigures === true && styles.figures)}
              >
                <div>
                  {name}
                  {isSortable === true && (
                    <span className={styles.arrow} aria-hidden>
                      <Icon of={ChevronDown} size="xs" />
                    </span>
                  )}
                </div>
              </Column>
            ))}
          </TableHeader>
          <TableBody renderEmptyState={() => empty}>
            {items.map((item) => (
              <Row key={item.id} id={item.id} className={styles.row ?? ''}>
                {columns.map(({ id, name, isFigures, show }, at) => (
                  <Cell
                    key={id}
                    className={classNames(styles.cell, isFigures === true && styles.figures)}
                    data-name={at === 0 ? undefined : name}
                  >
                    {at === 0 ? show(item) : <div>{show(item)}</div>}
                  </Cell>
                ))}
              </Row>
            ))}
          </TableBody>
        </AriaTable>
      </div>
      {foot !== undefined && <p className={styles.foot}>{foot}</p>}
    </>
  );
};

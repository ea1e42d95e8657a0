import { useState } from 'react';
import { earlier, later, rangeOf, type Range } from './window.ts';

export interface Window<Item> {
  readonly rows: readonly Item[];
  readonly range: Range;
  /** Shows rows before; undefined while the first is there. */
  readonly earlier: (() => void) | undefined;
  /** Shows rows behind, and reads them where they were not read; undefined when there are none. */
  readonly later: (() => void) | undefined;
}

/** Part of a long list, so that a page with thousands of rows stays quick. */
export const useWindow = <Item>(items: readonly Item[], more: (() => void) | undefined): Window<Item> => {
  const [wanted, setWanted] = useState(0);
  const range = rangeOf(wanted, items.length);
  const hasMore = range.end < items.length || more !== undefined;
  return {
    rows: items.slice(range.first, range.end),
    range,
    earlier: range.first === 0 ? undefined : () => setWanted(earlier(range)),
    later: hasMore
      ? () => {
          setWanted(later(range));
          if (range.end === items.length) more?.();
        }
      : undefined,
  };
};

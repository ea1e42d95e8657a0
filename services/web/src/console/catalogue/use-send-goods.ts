import { useRef, useState } from 'react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import type { Failure } from '../../kit/states.tsx';
import { useChanged } from '../parts/use-changed.ts';
import type { FileRow } from './goods-file.ts';
import { useCatalogueSay } from './say.ts';

/** So many goods go with one request: half of what it may have. */
const perRequest = 500;

export interface RowFault {
  readonly line: number;
  readonly sku: string;
  readonly code: string;
}

export interface Sent {
  readonly saved: number;
  readonly unchanged: number;
  readonly faults: readonly RowFault[];
  /** Rows that were sent and answered. */
  readonly done: number;
}

const nothing: Sent = { saved: 0, unchanged: 0, faults: [], done: 0 };

/** Sends the rows of a file part by part. What did not come through is sent again from there, under the same key. */
export const useSendGoods = () => {
  const say = useCatalogueSay();
  const changed = useChanged();
  const [sent, setSent] = useState<Sent>();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const keys = useRef(new Map<number, string>());
  const send = async (rows: readonly FileRow[]): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    let sum = sent ?? nothing;
    setSent(sum);
    try {
      while (sum.done < rows.length) {
        const part = rows.slice(sum.done, sum.done + perRequest);
        const key = keys.current.get(sum.done) ?? crypto.randomUUID();
        keys.current.set(sum.done, key);
        const { items } = await api.call('saveGoods', { body: { goods: part.map(({ good }) => good) }, key });
        const faults = items.flatMap(({ outcome, code, sku }, at) =>
          outcome === 'refused' ? [{ line: part[at]?.line ?? 0, sku, code: code ?? '' }] : [],
        );
        const count = (what: string): number => items.filter(({ outcome }) => outcome === what).length;
        sum = {
          saved: sum.saved + count('saved'),
          unchanged: sum.unchanged + count('unchanged'),
          faults: [...sum.faults, ...faults],
          done: sum.done + part.length,
        };
        setSent(sum);
      }
      changed();
    } catch (error) {
      setFailure(failureOf(error, say));
    } finally {
      setBusy(false);
    }
  };
  return {
    sent,
    isBusy,
    failure,
    send,
    forget: () => {
      keys.current.clear();
      setSent(undefined);
      setFailure(undefined);
    },
  };
};

import { useIntl } from 'react-intl';
import type { WordId } from '../words/en.ts';

type Values = Readonly<Record<string, string | number | bigint>>;

/** Says texts of a catalogue by their ids. */
export const useSayOf = <Id extends string>(): ((id: Id, values?: Values) => string) => {
  const intl = useIntl();
  return (id, values) => intl.formatMessage({ id }, values);
};

/** Says a text whose id is made of what the gateway said; of what has no words here nothing. */
export const useSayIfKnown = (): ((id: string, values?: Values) => string | undefined) => {
  const intl = useIntl();
  return (id, values) => (id in intl.messages ? intl.formatMessage({ id }, values) : undefined);
};

/** Says texts that all pages share. */
export const useSay = (): ((id: WordId, values?: Values) => string) => useSayOf<WordId>();

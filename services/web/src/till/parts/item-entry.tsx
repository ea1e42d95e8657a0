import { CornerDownLeft, ScanBarcode } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { Button } from '../../kit/button.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { plainDigits, withDigits } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Key } from '../../kit/marks.tsx';
import { useDesk } from '../desk/use-desk.ts';
import { cleanName, codeOf, readItem } from '../sale/item-typed.ts';
import { priceOf, quantityOf, type SaleLine } from '../sale/sale.ts';
import { useTillSay } from '../say.ts';
import { AmountField } from './amount-field.tsx';
import styles from './items.module.css';

interface Entry {
  readonly item: string;
  readonly price: string;
  readonly quantity: string;
}

const empty: Entry = { item: '', price: '', quantity: '1' };
type Wrong = 'item' | 'price' | 'quantity';

const focusOn = (id: string): void => document.getElementById(id)?.focus();

/** What is typed becomes a line, once all of it is there. */
const useEntry = () => {
  const desk = useDesk();
  const [entry, setEntry] = useState(empty);
  const [wrong, setWrong] = useState<Wrong>();
  const latest = useRef(entry);
  latest.current = entry;
  const type = (change: Partial<Entry>): void => {
    setEntry({ ...latest.current, ...change });
    setWrong(undefined);
  };
  /** Adds the line; answers what is missing otherwise. */
  const add = (given: Entry): Wrong | undefined => {
    const { text, quantity: many } = readItem(given.item);
    const line: SaleLine = {
      id: crypto.randomUUID(),
      code: codeOf(text),
      name: cleanName(text),
      price: given.price,
      quantity: many ?? given.quantity,
    };
    const missing = missingOf(line);
    setWrong(missing);
    if (missing !== undefined) return missing;
    // A name that was typed once belongs to its code; a code alone does not rename it.
    const known = desk.goods(line.code);
    const name = known !== undefined && line.name === line.code ? known.name : line.name;
    desk.keepGoods({ code: line.code, name, price: line.price });
    desk.change({ lines: [...desk.get().sale.lines, { ...line, name }] });
    setEntry(empty);
    return undefined;
  };
  const missingOf = (line: SaleLine): Wrong | undefined => {
    if (line.code === '') return 'item';
    if (priceOf(line.price, desk.counting) === undefined) return 'price';
    return quantityOf(line.quantity) === undefined ? 'quantity' : undefined;
  };
  return { entry, wrong, type, add };
};

/** Code or name, price, how many; Enter leads from one to the next and adds the line. Known codes need one Enter. */
export const ItemEntry = () => {
  const say = useTillSay();
  const desk = useDesk();
  const { language } = useClub();
  const { entry, wrong, type, add } = useEntry();
  const id = useId();
  const ids = { item: `${id}i`, price: `${id}p`, quantity: `${id}q`, wrong: `${id}w` };
  const tryAdd = (given: Entry): void => focusOn(ids[add(given) ?? 'item']);
  const onItem = (): void => {
    const { text } = readItem(entry.item);
    if (text === '') return tryAdd(entry);
    const known = entry.price === '' ? desk.goods(codeOf(text)) : undefined;
    if (known !== undefined) return tryAdd({ ...entry, price: known.price });
    if (entry.price === '') return focusOn(ids.price);
    tryAdd(entry);
  };
  useScannedItem((code) => {
    type({ item: code });
    const known = desk.goods(code);
    if (known === undefined) return focusOn(ids.price);
    tryAdd({ ...empty, item: code, price: known.price });
  });
  const onEnter =
    (act: () => void) =>
    (event: KeyboardEvent): void => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      act();
    };
  const invalid = (field: Wrong) => (wrong === field ? { 'aria-invalid': true, 'aria-describedby': ids.wrong } : {});
  return (
    <div>
      <div className={styles.entry} data-wrong={wrong}>
        <label className={styles.scan}>
          <Icon of={ScanBarcode} />
          <input
            id={ids.item}
            data-home="sale"
            aria-label={say('item.code')}
            placeholder={say('item.code')}
            autoComplete="off"
            spellCheck={false}
            value={entry.item}
            onChange={({ target }) => type({ item: target.value })}
            onKeyDown={onEnter(onItem)}
            {...invalid('item')}
          />
          <Key>F3</Key>
        </label>
        <label className={styles.price}>
          <span aria-hidden>{say('item.price')}</span>
          <AmountField
            id={ids.price}
            label={say('item.price')}
            value={entry.price}
            onChange={(price) => type({ price })}
            onEnter={() => tryAdd(entry)}
            isInvalid={wrong === 'price'}
            describedBy={ids.wrong}
          />
        </label>
        <label className={styles.many}>
          <span aria-hidden>{say('item.quantity')}</span>
          <input
            id={ids.quantity}
            aria-label={say('item.quantity')}
            dir="ltr"
            inputMode="decimal"
            autoComplete="off"
            value={withDigits(entry.quantity, language)}
            onFocus={({ target }) => target.select()}
            onChange={({ target }) => type({ quantity: plainDigits(target.value) })}
            onKeyDown={onEnter(() => tryAdd(entry))}
            {...invalid('quantity')}
          />
        </label>
        <Button onPress={() => tryAdd(entry)}>
          <Icon of={CornerDownLeft} flip />
          {say('item.add')}
        </Button>
      </div>
      <p id={ids.wrong} role="status" className={styles.wrong}>
        {wrong === 'item' && say('item.bad-code')}
        {wrong === 'price' && say('item.bad-price')}
        {wrong === 'quantity' && say('item.bad-quantity')}
      </p>
    </div>
  );
};

const scanned = 'vafa:item';

/** A barcode of goods was read, whichever field had the focus. */
export const tellScannedItem = (code: string): void =>
  void window.dispatchEvent(new CustomEvent(scanned, { detail: code }));

const useScannedItem = (onItem: (code: string) => void): void => {
  const latest = useRef(onItem);
  latest.current = onItem;
  useEffect(() => {
    const hear = (event: Event): void => latest.current((event as CustomEvent<string>).detail);
    window.addEventListener(scanned, hear);
    return () => window.removeEventListener(scanned, hear);
  }, []);
};

import { ApiProblem } from '@vafa/client';
import { Ticket } from 'lucide-react';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { failureOf } from '../../api/failures.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Icon } from '../../kit/icon.tsx';
import { useSay } from '../../kit/say.ts';
import { useDesk, useDeskState } from '../desk/use-desk.ts';
import { useTillSay } from '../say.ts';
import { Panel } from './panel.tsx';
import styles from './panel.module.css';

const refused = { used: 'voucher.used', expired: 'voucher.expired', cancelled: 'voucher.cancelled' } as const;

/** Puts a voucher on the sale: it is looked at now, and used when the sale is paid. */
export const VoucherPanel = ({ typed, onClose }: { readonly typed: string; readonly onClose: () => void }) => {
  const say = useTillSay();
  const sayShared = useSay();
  const desk = useDesk();
  const { sale } = useDeskState();
  const [code, setCode] = useState(typed);
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const isOpen = useRef(true);
  const put = async (given: string): Promise<void> => {
    if (isBusy) return;
    if (given.trim() === '') return setError(say('voucher.none'));
    setBusy(true);
    try {
      const { voucher } = await desk.ask((api) => api.call('getVoucher', { path: { code: given.trim() } }));
      const { status, redemption_id: redemptionId, reward_name: reward } = voucher;
      // It was closed meanwhile: whatever sale is at hand goes without.
      if (!isOpen.current) return;
      const { vouchers } = desk.get().sale;
      if (status !== 'issued') setError(say(refused[status]));
      else if (vouchers.some((each) => each.redemptionId === redemptionId)) setError(say('voucher.already'));
      else {
        desk.change({ vouchers: [...vouchers, { code: given.trim(), reward, redemptionId }] });
        return onClose();
      }
    } catch (failed) {
      const isNone = failed instanceof ApiProblem && [400, 404].includes(failed.status);
      setError(isNone ? say('voucher.none') : failureOf(failed, sayShared).cause);
    }
    setBusy(false);
  };
  // What was read is put on without a further key.
  useEffect(() => {
    isOpen.current = true;
    if (typed !== '') void put(typed);
    return () => void (isOpen.current = false);
    // Once, when it opens.
  }, []);
  return (
    <Panel title={say('voucher.title')} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void put(code);
        }}
      >
        <p className={styles.lead}>{say('voucher.text')}</p>
        <Field
          label={say('voucher.code')}
          value={code}
          onChange={(next) => (setCode(next), setError(undefined))}
          isLtr
          error={error}
          autoFocus
        />
        <div className={styles.acts}>
          <Button onPress={onClose}>{say('panel.cancel')}</Button>
          <Button type="submit" kind="primary" {...(isBusy && { busy: say('voucher.busy') })}>
            {say('voucher.act')}
          </Button>
        </div>
      </form>
      {sale.vouchers.length > 0 && (
        <ul className={styles.list}>
          {sale.vouchers.map(({ redemptionId, reward }) => (
            <li key={redemptionId}>
              <Icon of={Ticket} />
              <bdi className={styles.grow}>{reward}</bdi>
              <Button
                kind="quiet"
                onPress={() =>
                  desk.change({ vouchers: sale.vouchers.filter((each) => each.redemptionId !== redemptionId) })
                }
              >
                {say('voucher.off', { reward })}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
};

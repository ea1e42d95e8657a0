import type { VoucherOfReward } from '@vafa/client';
import { ApiProblem } from '@vafa/client';
import { useMutation } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button } from '../../kit/button.tsx';
import { Card, KeyValues } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatPoints } from '../../kit/formats/counts.ts';
import { formatDay, formatTime, lastMomentBefore } from '../../kit/formats/dates.ts';
import { Icon } from '../../kit/icon.tsx';
import { Badge, Ltr } from '../../kit/marks.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { Page, Stack } from '../parts/page.tsx';
import { useRewardsSay } from './say.ts';
import styles from './rewards.module.css';

const tones = { issued: 'good', used: 'info', expired: 'line', cancelled: 'line' } as const;

interface VoucherCardProps {
  readonly found: VoucherOfReward;
  readonly onChanged: () => void;
}

const Use = ({ found: { voucher }, onChanged }: VoucherCardProps) => {
  const say = useRewardsSay();
  const write = useWrite(
    (_: undefined, key) => api.call('useVoucher', { path: { code: voucher.code }, body: {}, key }),
    () => {
      tellDone(say('vouchers.is-used'));
      onChanged();
    },
  );
  return (
    <>
      <Dialog
        trigger={
          <Button kind="primary" busy={write.isBusy ? say('vouchers.using') : undefined}>
            {say('vouchers.use')}
          </Button>
        }
        title={say('vouchers.use.title')}
        text={say('vouchers.use.text', { name: voucher.reward_name })}
        acts={(close) => (
          <>
            <Button autoFocus onPress={close}>
              {say('vouchers.use.keep')}
            </Button>
            <Button
              kind="primary"
              onPress={() => {
                close();
                void write.run(undefined);
              }}
            >
              {say('vouchers.use')}
            </Button>
          </>
        )}
      />
      <FormProblem failure={write.failure} />
    </>
  );
};

const Cancel = ({ found: { voucher }, onChanged }: VoucherCardProps) => {
  const say = useRewardsSay();
  const { language } = useClub();
  const [reason, setReason] = useState('');
  const points = formatPoints(voucher.points, language);
  const write = useWrite(
    (body: { reason: string }, key) =>
      api.call('cancelRedemption', { path: { redemption_id: voucher.redemption_id }, body, key }),
    () => {
      tellDone(say('vouchers.is-cancelled', { points }));
      onChanged();
    },
  );
  return (
    <>
      <Dialog
        trigger={<Button kind="danger">{say('vouchers.cancel')}</Button>}
        title={say('vouchers.cancel.title')}
        text={say('vouchers.cancel.text', { points })}
        acts={(close) => (
          <>
            <Button autoFocus onPress={close}>
              {say('vouchers.cancel.keep')}
            </Button>
            <Button
              kind="kill"
              isDisabled={reason.trim() === ''}
              onPress={() => {
                close();
                void write.run({ reason: reason.trim() });
              }}
            >
              {say('vouchers.cancel.do')}
            </Button>
          </>
        )}
      >
        <Field
          label={say('vouchers.cancel.why')}
          hint={say('vouchers.cancel.hint')}
          value={reason}
          onChange={(text) => setReason(text.slice(0, 500))}
        />
      </Dialog>
      <FormProblem failure={write.failure} />
    </>
  );
};

const VoucherCard = (props: VoucherCardProps) => {
  const say = useRewardsSay();
  const may = useMay();
  const days = useDays();
  const { voucher } = props.found;
  const { status } = voucher;
  const when = (text: string): string => `${formatDay(new Date(text), days)} ${formatTime(new Date(text), days)}`;
  const rows: (readonly [string, React.ReactNode])[] = [
    [say('vouchers.issued'), when(voucher.issued_at)],
    [
      say('vouchers.expires'),
      voucher.expires_at === null ? say('vouchers.never') : formatDay(lastMomentBefore(voucher.expires_at), days),
    ],
    [say('vouchers.points'), formatPoints(voucher.points, days.language)],
    [say('vouchers.member'), <Ltr key="member">{voucher.member_id}</Ltr>],
  ];
  if (voucher.used_at !== null) rows.push([say('vouchers.used'), when(voucher.used_at)]);
  if (voucher.used_for_receipt)
    rows.push([say('vouchers.receipt'), <Ltr key="receipt">{voucher.used_for_receipt}</Ltr>]);
  if (voucher.cancelled_at !== null) rows.push([say('vouchers.cancelled'), when(voucher.cancelled_at)]);
  if (voucher.cancel_reason) rows.push([say('vouchers.reason'), <bdi key="reason">{voucher.cancel_reason}</bdi>]);
  return (
    <Card title={voucher.reward_name} aside={<Badge tone={tones[status]}>{say(`vouchers.status.${status}`)}</Badge>}>
      <div className={styles.form}>
        <KeyValues rows={rows} />
        {status === 'issued' && (
          <div className={styles.acts}>
            {may('useVoucher') && <Use {...props} />}
            {may('cancelRedemption') && <Cancel {...props} />}
          </div>
        )}
      </div>
    </Card>
  );
};

/** One voucher by its code: what became of it, and what can be done. */
export const VouchersPage = () => {
  const say = useRewardsSay();
  const [code, setCode] = useState('');
  const find = useMutation({
    mutationFn: (asked: string) => api.call('getVoucher', { path: { code: asked } }),
  });
  const asked = code.trim().toUpperCase();
  const isNone = find.error instanceof ApiProblem && find.error.status === 404;
  return (
    <Page title={say('vouchers.title')} scope={say('vouchers.scope')}>
      <div className={styles.narrow}>
        <Stack>
          <Card>
            <form
              className={styles.form}
              onSubmit={(event) => {
                event.preventDefault();
                if (asked !== '') find.mutate(asked);
              }}
            >
              <Field
                label={say('vouchers.code')}
                hint={say('vouchers.code.hint')}
                error={isNone ? say('vouchers.none') : undefined}
                isLtr
                value={code}
                onChange={(typed) => {
                  setCode(typed.slice(0, 120));
                  find.reset();
                }}
              />
              {find.error !== null && !isNone && <FormProblem failure={failureOf(find.error, say)} />}
              <div className={styles.acts}>
                <Button type="submit" busy={find.isPending ? say('vouchers.finding') : undefined}>
                  <Icon of={Search} size="sm" />
                  {say('vouchers.find')}
                </Button>
              </div>
            </form>
          </Card>
          {find.data !== undefined && <VoucherCard found={find.data} onChanged={() => find.mutate(asked)} />}
        </Stack>
      </div>
    </Page>
  );
};

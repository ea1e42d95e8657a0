import { request, settle } from '../../../services/rewards/src/domain/redemption.ts';
import { changeReward, checkReward, type Reward } from '../../../services/rewards/src/domain/reward.ts';
import { differs, none, type Effect, type Rows } from './walked-fields.ts';

const at = new Date('2026-03-01T10:00:00Z');
const reward: Reward = {
  id: 'rwd_1',
  clubId: 'clb_1',
  code: 'tea',
  name: 'Tea',
  description: '',
  pricePoints: 50n,
  voucherDays: 30,
  open: true,
  createdAt: at,
  version: 1,
  changedAt: at,
};

/** A voucher of it, asked for and issued. */
const redeemed = (terms: Partial<Reward>, timeZone = 'UTC') => {
  const order = { clubId: 'clb_1', key: 'c:1', memberId: 'mem_1', rewardId: 'rwd_1', timeZone };
  const asked = request('rdm_1', order, { ...reward, ...terms }, { codeHash: 'h', sealedCode: 's' }, at);
  return [asked, settle(asked, { burned: true, available: 0n }, at)?.set];
};

const given = (terms: Partial<Reward>): Effect => differs((changed) => redeemed(changed ? terms : {}));

export const rewardSettings: Rows = {
  id: none('made of the club and the code'),
  club_id: none('whose reward it is'),
  code: none('its name; it stays'),
  name: given({ name: 'A pot of tea' }),
  price_points: given({ pricePoints: 80n }),
  voucher_days: given({ voucherDays: 31 }),
  open: given({ open: false }),
  created_at: none('when the service took it'),
  description: differs((changed) => checkReward({ ...reward, description: changed ? 'With milk' : '' }).description),
  version: differs((changed) => {
    try {
      return changeReward(reward, { version: changed ? 2 : 1, name: 'Chai' }, at).name;
    } catch (error) {
      return (error as { code: string }).code;
    }
  }),
  changed_at: none('of the last change'),
};

/** The club's zone, which the gateway tells with a redemption. */
export const zoneOfVouchers: Effect = differs((changed) => redeemed({}, changed ? 'Asia/Tehran' : 'UTC'));

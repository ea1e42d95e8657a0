import { api } from '../api/client.ts';

/** Everything that the club keeps of the member, and shows only the member, as one file. */
const collected = async (): Promise<object> => {
  const [profile, corrections, accounts, tier, statement, vouchers, surveys, complaints] = await Promise.all([
    api.call('getMe'),
    api.items('listMyCorrections'),
    api.call('getMyAccounts'),
    api.call('getMyTier'),
    api.items('getMyStatement'),
    api.items('listMyVouchers'),
    api.items('listMySurveys'),
    api.items('listMyComplaints'),
  ]);
  return { profile, corrections, accounts: accounts.items, tier, statement, vouchers, surveys, complaints };
};

export const download = async (name: string): Promise<void> => {
  const text = JSON.stringify(await collected(), undefined, 2);
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: `${name}.json` });
  link.click();
  URL.revokeObjectURL(address);
};

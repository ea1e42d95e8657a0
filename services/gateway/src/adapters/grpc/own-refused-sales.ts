import type { RefusedSale as RefusedSaleMessage } from '@vafa/contracts/gateway';
import { counter } from '@vafa/telemetry';
import type { RefusedSale } from '../../domain/refused-sale.ts';
import type { RefusedSales } from '../../use-cases/refused-sales.ts';
import { ownPage } from '../own-page.ts';
import type { Services } from './services.ts';

type Rpc = 'reportRefusedSale' | 'listRefusedSales' | 'settleRefusedSale';

const told = counter('vafa.gateway.refused_sales', 'sales that tills told to be refused, by refused, taken or settled');

const toMessage = ({ clubId: _club, settled, ...sale }: RefusedSale): RefusedSaleMessage => ({
  ...sale,
  settledAt: settled?.at,
  settledBy: settled?.by ?? '',
  note: settled?.note ?? '',
  taken: settled?.isTaken ?? false,
});

export const ownRefusedSales = (sales: RefusedSales): Pick<Services['gateway'], Rpc> => ({
  reportRefusedSale: async ({ taken, paidAt = new Date(0), by, ...refusal }) => {
    told.add(1, { 'vafa.code': taken ? 'taken' : 'refused' });
    return { sale: toMessage(await sales.report({ ...refusal, paidAt, reportedBy: by }, taken)) };
  },
  listRefusedSales: async ({ clubId, branchIds, settled, page }) => {
    const { items, nextPageToken } = await ownPage(page, {
      by: 'below',
      list: (below, limit) => sales.list({ clubId, branchIds, isSettled: settled, below, limit }),
      toMessage,
      valueOf: ({ id }) => id,
    });
    return { sales: items, nextPageToken };
  },
  settleRefusedSale: async ({ clubId, branchIds, refusedSaleId: id, by, note }) => {
    const sale = await sales.settle({ clubId, branchIds, id }, by, note);
    told.add(1, { 'vafa.code': 'settled' });
    return { sale: toMessage(sale) };
  },
});

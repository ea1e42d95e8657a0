import { DomainError } from '@vafa/kernel';
import { byTime, rowCount, type Receipt } from './receipt.ts';

/** So many rows take about as much memory as the receipts that a file may hold open. */
const returnRowsMax = 1_500_000;

/** Returns of one file, which wait until its sales are in and go in their order of time. */
export class ReturnsAside {
  private readonly receipts: Receipt[] = [];
  private rows = 0;

  constructor(private readonly rowsMax = returnRowsMax) {}

  /** Raises `too_many_returns`. */
  add(receipt: Receipt): void {
    this.receipts.push(receipt);
    this.rows += rowCount(receipt);
    if (this.rows > this.rowsMax)
      throw new DomainError(
        'invalid',
        'too_many_returns',
        `the file has more than ${String(this.rowsMax)} rows of returns; import it in parts`,
      );
  }

  inOrder(): readonly Receipt[] {
    return this.receipts.sort(byTime);
  }
}

import { rowCount, type Receipt } from './receipt.ts';

/**
 * Cuts a stream of receipts into batches that depend on the file alone, so that a resumed import makes the same ones.
 */
export class Batches {
  private receipts: Receipt[] = [];
  private rows = 0;

  constructor(
    private readonly receiptsMax: number,
    private readonly rowsMax: number,
  ) {}

  /** The batch that this receipt fills, if it does. */
  add(receipt: Receipt): readonly Receipt[] | undefined {
    this.receipts.push(receipt);
    this.rows += rowCount(receipt);
    return this.receipts.length >= this.receiptsMax || this.rows >= this.rowsMax ? this.take() : undefined;
  }

  rest(): readonly Receipt[] | undefined {
    return this.receipts.length > 0 ? this.take() : undefined;
  }

  private take(): readonly Receipt[] {
    const batch = this.receipts;
    this.receipts = [];
    this.rows = 0;
    return batch;
  }
}

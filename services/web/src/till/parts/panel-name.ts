/** What can be open over the sale. */
export type PanelName = 'enrol' | 'help' | 'held' | 'queue' | 'receipt' | 'return' | 'voucher' | 'pair';

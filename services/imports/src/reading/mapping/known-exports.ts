import type { Mapping } from '../../domain/reading/mapping.ts';
import { headerKey } from './header-key.ts';

/** An export whose columns are known, and what they mean in it. */
export interface KnownExport {
  readonly source: string;
  /** It is this one when all of these columns are there. */
  readonly signature: readonly string[];
  /** Headers as the program writes them; columns that a file lacks are left out. */
  readonly columns: Mapping['columns'];
  readonly rest: Partial<Omit<Mapping, 'columns'>>;
}

const cancelledByC: Pick<Mapping, 'returns'> = { returns: { by: 'prefix', prefix: 'C' } };

export const knownExports: readonly KnownExport[] = [
  // https://archive.ics.uci.edu/dataset/352/online+retail: InvoiceNo "starts with letter 'c'" for a cancellation.
  {
    source: 'uci-online-retail',
    signature: [
      'InvoiceNo',
      'StockCode',
      'Description',
      'Quantity',
      'InvoiceDate',
      'UnitPrice',
      'CustomerID',
      'Country',
    ],
    columns: {
      receipt: 'InvoiceNo',
      sku: 'StockCode',
      description: 'Description',
      quantity: 'Quantity',
      date: 'InvoiceDate',
      unitPrice: 'UnitPrice',
      member: 'CustomerID',
      branch: 'Country',
    },
    rest: cancelledByC,
  },
  // https://archive.ics.uci.edu/dataset/502/online+retail+ii
  {
    source: 'uci-online-retail-ii',
    signature: ['Invoice', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'Price', 'Customer ID', 'Country'],
    columns: {
      receipt: 'Invoice',
      sku: 'StockCode',
      description: 'Description',
      quantity: 'Quantity',
      date: 'InvoiceDate',
      unitPrice: 'Price',
      member: 'Customer ID',
      branch: 'Country',
    },
    rest: cancelledByC,
  },
  // Square, "Items detail": what was paid for a line is its net sales, without tax and tips.
  {
    source: 'square-items',
    signature: ['Date', 'Time', 'Item', 'Qty', 'Net Sales', 'Transaction ID', 'Event Type'],
    columns: {
      receipt: 'Transaction ID',
      sku: 'SKU',
      description: 'Item',
      quantity: 'Qty',
      lineTotal: 'Net Sales',
      date: 'Date',
      time: 'Time',
      member: 'Customer ID',
      branch: 'Location',
      till: 'Device Name',
      kind: 'Event Type',
    },
    rest: { returns: { by: 'column', values: ['Refund'] }, returnedQuantities: 'negative' },
  },
  // Square, "Transactions": one row a payment. Its net sales are without tax, tips and gift cards that were sold.
  {
    source: 'square-transactions',
    signature: ['Date', 'Time', 'Gross Sales', 'Net Sales', 'Total Collected', 'Transaction ID', 'Event Type'],
    columns: {
      receipt: 'Transaction ID',
      receiptTotal: 'Net Sales',
      date: 'Date',
      time: 'Time',
      member: 'Customer ID',
      branch: 'Location',
      till: 'Device Name',
      kind: 'Event Type',
    },
    rest: { rows: 'receipt', returns: { by: 'column', values: ['Refund'] }, returnedQuantities: 'negative' },
  },
  // Shopify, orders: further lines of an order leave the columns of the order blank. Its subtotal is what the lines
  // come to after all discounts, before shipping. An order that is refunded whole is a sale that was undone, never a
  // return of another one.
  {
    source: 'shopify-orders',
    signature: ['Name', 'Created at', 'Lineitem quantity', 'Lineitem name', 'Lineitem price'],
    columns: {
      receipt: 'Name',
      sku: 'Lineitem sku',
      description: 'Lineitem name',
      quantity: 'Lineitem quantity',
      unitPrice: 'Lineitem price',
      date: 'Created at',
      member: 'Email',
      branch: 'Location',
      currency: 'Currency',
      kind: 'Financial Status',
      lineDiscount: 'Lineitem discount',
      receiptNet: 'Subtotal',
      receiptDiscount: 'Discount Amount',
      refunded: 'Refunded Amount',
      cancelled: 'Cancelled at',
    },
    rest: {
      continuation: true,
      returns: { by: 'sign' },
      leaveOut: ['voided', 'pending', 'authorized', 'expired', 'refunded'],
    },
  },
  // WooCommerce Analytics, orders: one row an order, and one with a minus for each refund, both with the status
  // refunded.
  {
    source: 'woocommerce-analytics-orders',
    signature: ['Date', 'Order #', 'Status', 'Net Sales', 'Items sold'],
    columns: { receipt: 'Order #', receiptTotal: 'Net Sales', date: 'Date', member: 'Customer', kind: 'Status' },
    rest: {
      rows: 'receipt',
      returns: { by: 'sign' },
      leaveOut: ['cancelled', 'failed', 'pending', 'checkout-draft', 'on-hold'],
    },
  },
  // WooCommerce, Advanced Order Export: a row for each line, the columns of the order in all of them. An item's cost is
  // before coupons.
  {
    source: 'woocommerce-order-lines',
    signature: ['Order Number', 'Order Status', 'Order Date', 'Item Name', 'Quantity', 'Item Cost'],
    columns: {
      receipt: 'Order Number',
      sku: 'SKU',
      description: 'Item Name',
      quantity: 'Quantity',
      unitPrice: 'Item Cost',
      date: 'Order Date',
      member: 'Email',
      currency: 'Currency',
      kind: 'Order Status',
      receiptDiscount: 'Cart Discount Amount',
    },
    rest: {
      returns: { by: 'sign' },
      leaveOut: ['cancelled', 'failed', 'pending', 'pending payment', 'on hold', 'on-hold', 'draft', 'refunded'],
    },
  },
  // WooCommerce, Import Export Suite: one row an order, with all lines in further columns; refunded as in Shopify.
  {
    source: 'woocommerce-orders',
    signature: ['order_number', 'order_date', 'status', 'order_total', 'order_currency'],
    columns: {
      receipt: 'order_number',
      receiptTotal: 'order_total',
      date: 'order_date',
      member: 'customer_email',
      currency: 'order_currency',
      kind: 'status',
      refunded: 'refunded_total',
    },
    rest: {
      rows: 'receipt',
      returns: { by: 'sign' },
      leaveOut: ['cancelled', 'failed', 'pending', 'on-hold', 'draft', 'checkout-draft', 'refunded'],
    },
  },
  // Odoo, point of sale: lines are grouped under their order, whose columns are blank from the second on.
  {
    source: 'odoo-pos',
    signature: ['Order Lines/Product', 'Order Lines/Quantity', 'Date'],
    columns: {
      receipt: 'Receipt Number',
      sku: 'Order Lines/Product/Internal Reference',
      description: 'Order Lines/Product',
      quantity: 'Order Lines/Quantity',
      unitPrice: 'Order Lines/Unit Price',
      date: 'Date',
      member: 'Customer',
      branch: 'Point of Sale',
      till: 'Session',
      discountPercent: 'Order Lines/Discount (%)',
      kind: 'Status',
    },
    rest: { continuation: true, returns: { by: 'sign' }, leaveOut: ['cancelled', 'cancel', 'new', 'draft'] },
  },
];

export const knownExportOf = (header: readonly string[]): KnownExport | undefined => {
  const keys = new Set(header.map(headerKey));
  return knownExports.find(({ signature }) => signature.every((name) => keys.has(headerKey(name))));
};

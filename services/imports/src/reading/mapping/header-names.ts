import type { MappingField } from '../../domain/reading/mapping.ts';
import { headerKey } from './header-key.ts';

/**
 * Names of columns in English, German and Persian, the surest first. What is meant by a name is its own meaning, not a
 * program's: programs whose columns mean something else are in known-exports.ts.
 */
const names: Readonly<Partial<Record<MappingField, readonly string[]>>> = {
  receipt: [
    'InvoiceNo', 'Invoice Number', 'Invoice No.', 'Receipt Number', 'Receipt No', 'Receipt', 'Receipt ID', 'Invoice', 'Invoice ID', 'Bill No', 'Bill Number', 'Transaction ID', 'Transaction Number', 'Order Number', 'Order No', 'Order #', 'Order ID', 'Order Ref', 'Sale ID', 'Sale Number', 'Ticket Number', 'Ticket', 'Order',
    'Belegnummer', 'Belegnr', 'Beleg-Nr.', 'Bonnummer', 'Bon-Nr.', 'Bonnr', 'Rechnungsnummer', 'Rechnungsnr', 'Rechnung Nr.', 'Rechnung', 'Auftragsnummer', 'Bestellnummer', 'Vorgangsnummer', 'Beleg', 'Bon', 'Belegfeld 1',
    'شماره فاکتور', 'شماره صورتحساب', 'شماره فیش', 'شماره رسید', 'شماره سند فروش', 'شماره سفارش', 'کد فاکتور', 'شناسه فاکتور', 'فاکتور', 'شماره برگه', 'شماره',
  ],
  sku: [
    'StockCode', 'SKU', 'Item SKU', 'Product SKU', 'Item Code', 'Product Code', 'Item Number', 'Item No', 'Article Number', 'Article', 'Internal Reference', 'Barcode', 'EAN', 'GTIN', 'UPC', 'Product ID', 'Item ID', 'PLU',
    'Artikelnummer', 'Artikelnr', 'Artikel-Nr.', 'Art.-Nr.', 'ArtNr', 'Artikelcode', 'Warennummer', 'Produktnummer',
    'کد کالا', 'کد محصول', 'کد جنس', 'شناسه کالا', 'بارکد', 'بارکد کالا', 'شناسه محصول', 'کد',
  ],
  description: [
    'Description', 'Item Name', 'Product Name', 'Item', 'Product', 'Item Description', 'Full Product Name', 'Name of goods', 'Title',
    'Bezeichnung', 'Artikelbezeichnung', 'Artikelname', 'Artikel', 'Beschreibung', 'Produkt', 'Produktname', 'Warenbezeichnung', 'Artikeltext',
    'شرح کالا', 'نام کالا', 'نام محصول', 'شرح', 'عنوان کالا', 'کالا', 'محصول', 'نام جنس', 'شرح کالا یا خدمات',
  ],
  quantity: [
    'Quantity', 'Qty', 'Qty.', 'Item Quantity', 'Quantity Sold', 'Units', 'Count',
    'Menge', 'Anzahl', 'Stückzahl', 'Stück', 'Stk',
    'تعداد', 'مقدار', 'تعداد/مقدار', 'تعداد کالا', 'مقدار فروش',
  ],
  unitPrice: [
    'UnitPrice', 'Unit Price', 'Price', 'Item Price', 'Price per unit', 'Item Cost', 'Sale Price', 'Selling Price',
    'Einzelpreis', 'E-Preis', 'EP', 'Stückpreis', 'Preis', 'Verkaufspreis', 'VK-Preis', 'VK', 'Einzelpreis brutto',
    'فی', 'قیمت واحد', 'مبلغ واحد', 'بهای واحد', 'نرخ', 'قیمت', 'فی واحد', 'قیمت فروش', 'فی فروش',
  ],
  lineTotal: [
    'Line Total', 'Net Sales', 'Item Total', 'Total Price', 'Extended Price', 'Line Amount', 'Amount', 'Subtotal', 'Total',
    'Gesamtpreis', 'Positionssumme', 'Zeilensumme', 'Positionsbetrag', 'Gesamt', 'Betrag', 'Umsatz', 'Gesamtbetrag', 'Summe',
    'مبلغ کل پس از کسر تخفیف', 'مبلغ کل پس از تخفیف', 'مبلغ پس از تخفیف', 'مبلغ خالص', 'خالص فروش', 'جمع ردیف', 'مبلغ کل', 'جمع کل', 'قیمت کل', 'بهای کل', 'جمع مبلغ', 'مبلغ', 'جمع',
  ],
  receiptTotal: [
    'Receipt Total', 'Invoice Total', 'Order Total', 'Grand Total', 'Total Amount', 'Amount Paid', 'Order Total Amount',
    'Rechnungsbetrag', 'Rechnungssumme', 'Bonsumme', 'Belegsumme', 'Endbetrag', 'Auftragssumme',
    'مبلغ فاکتور', 'جمع فاکتور', 'مبلغ قابل پرداخت', 'قابل پرداخت', 'مبلغ نهایی', 'جمع کل فاکتور', 'مبلغ کل فاکتور',
  ],
  date: [
    'InvoiceDate', 'Invoice Date', 'Date', 'Sale Date', 'Order Date', 'Transaction Date', 'Receipt Date', 'Date and Time', 'DateTime', 'Timestamp', 'Created at', 'Date Created', 'Sold at', 'Date/Time',
    'Datum', 'Belegdatum', 'Rechnungsdatum', 'Bondatum', 'Verkaufsdatum', 'Buchungsdatum', 'Auftragsdatum', 'Bestelldatum', 'Datum/Uhrzeit', 'Datum und Uhrzeit', 'Zeitpunkt',
    'تاریخ', 'تاریخ فاکتور', 'تاریخ فروش', 'تاریخ صدور', 'تاریخ سفارش', 'تاریخ ثبت', 'تاریخ و ساعت', 'زمان فروش',
  ],
  time: ['Time', 'Invoice Time', 'Sale Time', 'Order Time', 'Uhrzeit', 'Zeit', 'Belegzeit', 'ساعت', 'زمان', 'ساعت فاکتور', 'ساعت ثبت'],
  member: [
    'CustomerID', 'Customer ID', 'Customer Number', 'Customer No', 'Customer Code', 'Member ID', 'Member Number', 'Loyalty ID', 'Loyalty Number', 'Card Number', 'Client ID', 'Customer Reference ID', 'Customer Email', 'Customer',
    'Kundennummer', 'Kundennr', 'Kunden-Nr.', 'Kd-Nr.', 'KdNr', 'Debitor', 'Debitorennummer', 'Kartennummer', 'Mitgliedsnummer', 'Kunde',
    'کد مشتری', 'شماره مشتری', 'کد طرف حساب', 'کد شخص', 'کد اشتراک', 'شماره اشتراک', 'شماره عضویت', 'کد عضویت', 'شناسه مشتری', 'شماره کارت', 'کد خریدار', 'مشتری', 'طرف حساب',
  ],
  branch: [
    'Branch', 'Store', 'Location', 'Shop', 'Branch Code', 'Store Number', 'Store ID', 'Outlet', 'Store Name', 'Point of Sale', 'Country',
    'Filiale', 'Filialnummer', 'Filialnr', 'Standort', 'Niederlassung', 'Betriebsstätte', 'Markt', 'Laden',
    'شعبه', 'کد شعبه', 'نام شعبه', 'فروشگاه', 'نام فروشگاه', 'مرکز فروش',
  ],
  till: [
    'Till', 'Register', 'Device Name', 'Device', 'Terminal', 'POS', 'Cash Register', 'Till Number', 'Register Number', 'Workstation',
    'Kasse', 'Kassennummer', 'Kassennr', 'Kassen-Nr.', 'Terminalnummer',
    'صندوق', 'شماره صندوق', 'نام صندوق', 'پایانه',
  ],
  currency: ['Currency', 'Currency Code', 'Order Currency', 'Währung', 'Währungscode', 'WKZ', 'ارز', 'واحد پول', 'نوع ارز'],
  kind: [
    'Event Type', 'Transaction Type', 'Sale Type', 'Document Type', 'Receipt Type', 'Type', 'Status', 'Order Status',
    'Belegart', 'Vorgangsart', 'Vorgangstyp', 'Typ', 'Art',
    'نوع فاکتور', 'نوع سند', 'نوع', 'وضعیت', 'نوع عملیات', 'وضعیت فاکتور', 'وضعیت سفارش',
  ],
  // Whether it is an amount or a percentage is told by the header's sign, by its cells, or by a person.
  lineDiscount: [
    'Discount', 'Discounts', 'Discount Amount', 'Line Discount', 'Item Discount', 'Discount Percent', 'Disc',
    'Rabatt', 'Rabattbetrag', 'Rabatt in', 'Rabattsatz', 'Rabatt Prozent', 'Positionsrabatt', 'Nachlass', 'Preisnachlass',
    'تخفیف', 'مبلغ تخفیف', 'تخفیف ردیف', 'درصد تخفیف', 'جمع تخفیف', 'تخفیف کالا',
  ],
};

export interface NamedField {
  readonly field: MappingField;
  /** The lower, the surer. */
  readonly rank: number;
}

const fieldOf = new Map<string, NamedField>();
for (const [field, list] of Object.entries(names) as [MappingField, readonly string[]][]) {
  list.forEach((name, rank) => {
    const key = headerKey(name);
    const known = fieldOf.get(key);
    if (!known || known.rank > rank) fieldOf.set(key, { field, rank });
  });
}

/** Programs that group lines under a receipt write "Order Lines/Product". */
const lastPart = (header: string): string => header.slice(header.lastIndexOf('/') + 1);

/** What a header names in general; undefined when it is not known. */
export const namedField = (header: string): NamedField | undefined => fieldOf.get(headerKey(header)) ?? (header.includes('/') ? fieldOf.get(headerKey(lastPart(header))) : undefined);

const percent = /[%٪﹪％]|percent|prozent|rabattsatz|درصد/iu;

/** Whether a header of discounts speaks of percentages. */
export const speaksOfPercent = (header: string): boolean => percent.test(header);

const totalWords = new Set(
  ['total', 'totals', 'sum', 'grand total', 'subtotal', 'summe', 'gesamt', 'gesamtsumme', 'zwischensumme', 'summe gesamt', 'جمع', 'جمع کل', 'مجموع', 'جمع نهایی', 'جمع صفحه', 'total général', 'suma', 'totale'].map(headerKey),
);

/** Whether a cell is what stands before a sum below a table. */
export const isTotalWord = (cell: string): boolean => cell.length < 40 && totalWords.has(headerKey(cell));

import { describe, expect, test } from '@jest/globals';
import { paidLines } from './paid-lines.ts';
import { berlin, readTable, tehran } from './read-table.ts';

const lines = (...all: string[]): string => all.join('\n');

/** Exports as shops have them, with figures worked out by hand. */
describe('what a shop hands over', () => {
  test('a German till: titles, weights, a discount in percent, tax in the prices, a sum below', async () => {
    const text = lines(
      'Kassenbericht;;;;;;;;;;',
      'Filiale Nord;;;;;;;;;;',
      '',
      'Belegnr.;Belegdatum;Uhrzeit;Art.-Nr.;Artikelbezeichnung;Menge;Einzelpreis;Rabatt %;Gesamtpreis;Kd-Nr.;Kasse',
      'B-100;05.11.2026;10:15;0815;Käse;0,350;12,90 €;0;4,52 €;10023;01',
      'B-100;05.11.2026;10:15;0816;Wein;2;1.249,50 €;10;2.249,10 €;10023;1',
      'B-101;05.11.2026;11:00;0816;Wein;-1;1.249,50 €;10;-1.124,55 €;10023;02',
      ';;;;;;;;;;',
      ';;;;;Summe;;;1.129,07 €;;',
    );
    expect(await paidLines(text, berlin)).toEqual(['B-100: 0815 452, 0816 224910', 'B-101 back: 0816 -112455']);
  });

  test('a Persian book: blank cells go on, slashes begin decimals, the total is after its discount', async () => {
    const text = lines(
      'شماره فاکتور;تاریخ;کد طرف حساب;کد کالا;شرح کالا;مقدار;فی;تخفیف;مبلغ کل پس از کسر تخفیف',
      '۱۰۰۱;۱۴۰۵/۰۸/۱۲;۵۰۰۱;77;برنج;۲;1,250,000;100,000;2,400,000',
      ';;;78;روغن;1/5;800,000;0;1,200,000',
      '1002;1405/08/13;5002;77;برنج;1;1,250,000;0;1,250,000',
      'جمع کل;;;;;;;;4,850,000',
    );
    expect(await paidLines(text, tehran)).toEqual(['1001: 77 2400000, 78 1200000', '1002: 77 1250000']);
  });

  test('a till whose numbers begin anew with each Z report and each till', async () => {
    const text = lines(
      'Z-Nr;Kasse;Bon-Nr.;Datum;Uhrzeit;Artikel;Menge;Preis;Summe;Vorgangsart',
      '17;1;5;05.11.2026;09:00;Brot;2;3,20;6,40;Verkauf',
      '17;1;6;05.11.2026;09:10;Brot;1;3,20;3,20;Storno',
      '18;1;5;06.11.2026;09:00;Brot;1;3,20;3,20;Verkauf',
      '17;02;5;05.11.2026;09:00;Milch;1;1,10;1,10;Verkauf',
    );
    expect((await paidLines(text, berlin)).sort()).toEqual([
      '5: Brot 320',
      '5: Brot 640',
      '5: Milch 110',
      '6 back: Brot -320',
    ]);
  });

  test('Odoo: a cancelled order is left out, a refund has its own receipt', async () => {
    const text = lines(
      'Receipt Number,Session,Date,Point of Sale,Customer,Status,Order Lines/Product,Order Lines/Product/Internal Reference,Order Lines/Quantity,Order Lines/Unit Price,Order Lines/Discount (%)',
      '0001,POS/1,2026-11-05 10:00:00,Shop,Ann,Posted,[T1] Tea,T1,2.0,5.0,10.0',
      ',,,,,,[C1] Cup,C1,1.0,3.5,0.0',
      '0002,POS/1,2026-11-05 11:00:00,Shop,,Cancelled,[T1] Tea,T1,1.0,5.0,0.0',
      '0003 REFUND,POS/1,2026-11-06 11:00:00,Shop,Ann,Posted,[T1] Tea,T1,-1.0,5.0,10.0',
    );
    expect(await paidLines(text, berlin)).toEqual(['0001: T1 900, C1 350', '0003 REFUND back: T1 -450']);
    expect((await readTable(text, berlin)).end.leftOut).toEqual({ cancelled: 1 });
  });
});

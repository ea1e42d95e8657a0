import { describe, expect, test } from '@jest/globals';
import { berlin, brief, briefly, inspect, london, newYork, plainHeader, readTable, tehran } from './read-table.ts';

const at = '2026-11-05T10:00:00';
const table = (...rows: string[]): string => [plainHeader, ...rows, ''].join('\n');
const lines = (...all: string[]): string => all.join('\n');

describe('ids as spreadsheets and programs write them', () => {
  test('17850.0 is 17850 where all ids of the column are whole, NULL is nobody, digits are digits', async () => {
    const rows = [
      `P1,S1,Tea,2,${at},5.0,17850.0,Shop`,
      `P2,S1,Tea,2.0,${at},5.0,17850,Shop`,
      `P3,S1,Tea,2,${at},5.00,NULL,Shop`,
      `P4,S1,Tea,2,${at},5.00,۵۰۰۱,Shop`,
      `P5,S1,Tea,2,${at},5.00,0042,Shop`,
    ];
    const read = (await readTable(table(...rows))).rows;
    expect(read.map((row) => ('member' in row ? row.member : row.code))).toEqual([
      '17850',
      '17850',
      '',
      '5001',
      '0042',
    ]);
  });

  test.each(['', ' ', 'NULL', '(null)', 'N/A', '#N/A', 'nan', 'NaN', 'None', '-', '\u200e'])(
    '%j is no member',
    async (cell) => {
      expect((await readTable(table(`P1,S1,Tea,2,${at},5.0,${cell},Shop`))).rows).toMatchObject([{ member: '' }]);
    },
  );

  test('an id with a decimal part that means something keeps all of it', async () => {
    const read = (await readTable(table(`1.0,S1,Tea,2,${at},5,4.5,Shop`, `2.10,S2,Tea,2,${at},5,17850.0,Shop`))).rows;
    expect(read).toMatchObject([
      { receipt: '1.0', member: '4.5' },
      { receipt: '2.10', member: '17850.0' },
    ]);
  });

  test('what a spreadsheet has damaged is an exception that says so', async () => {
    expect(
      await briefly(
        table(
          `P1,S1,Tea,2,${at},5,8.59E+11,Shop`,
          `P2,8.59E+11,Tea,2,${at},5,1,Shop`,
          `P3,S1,Tea,2,${at},1.2E+05,1,Shop`,
          `P4,12E5,Tea,2,${at},5,1,Shop`,
        ),
      ),
    ).toEqual([
      '2 P1 damaged_by_spreadsheet 8.59E+11',
      '3 P2 damaged_by_spreadsheet 8.59E+11',
      '4 P3 damaged_by_spreadsheet 1.2E+05',
      'P4 12E5 2000 5 2026-11-05T10:00Z 1 Shop',
    ]);
  });

  test('receipts, goods and branches are one however they are written', async () => {
    const [first, second] = (
      await readTable(
        table(`\u200eT-۱۲ ,كيك ۱,Tea,2,${at},5,1,تهران  بازار`, `T-12,کیک 1,Tea,2,${at},5,1, تهران بازار`),
      )
    ).rows;
    expect(first && brief(first)).toBe(second && brief(second));
  });

  test('goods without a number are told by their name', async () => {
    expect(await briefly(table(`P1,,Green Tea,2,${at},5,1,Shop`, `P2,,,2,${at},5,1,Shop`))).toEqual([
      'P1 Green Tea 2000 5 2026-11-05T10:00Z 1 Shop',
      '3 P2 empty_field',
    ]);
  });
});

describe('a cell that cannot be read names its row, column and value', () => {
  test.each([
    [`P1,S1,Tea,two,${at},5,1,Shop`, 'invalid_quantity', 'Quantity', 'two'],
    [`P1,S1,Tea,1.2345,${at},5,1,Shop`, 'quantity_too_fine', 'Quantity', '1.2345'],
    [`P1,S1,Tea,,${at},5,1,Shop`, 'empty_field', 'Quantity', undefined],
    [`P1,S1,Tea,4006381333931,${at},5,1,Shop`, 'invalid_quantity', 'Quantity', '4006381333931'],
    [`P1,S1,Tea,1,${at},free,1,Shop`, 'invalid_price', 'UnitPrice', 'free'],
    [`P1,S1,Tea,1,${at},10%,1,Shop`, 'invalid_price', 'UnitPrice', '10%'],
    [`P1,S1,Tea,1,${at},€5,1,Shop`, 'other_currency', 'UnitPrice', '€5'],
    ['P1,S1,Tea,1,2026-02-30,5,1,Shop', 'invalid_date', 'InvoiceDate', '2026-02-30'],
    ['P1,S1,Tea,1,soon,5,1,Shop', 'invalid_date', 'InvoiceDate', 'soon'],
    ['P1,S1,Tea,1,,5,1,Shop', 'empty_field', 'InvoiceDate', undefined],
    [`,S1,Tea,1,${at},5,1,Shop`, 'empty_field', 'InvoiceNo', undefined],
    [`P1,S1,Tea,1,${at},5,1,`, 'empty_field', 'Country', undefined],
    [`P1,S1,Te\u0007a,1,${at},5,1,Shop`, 'hostile_text', 'Description', 'Te\u0007a'],
    [`P1,S1,\u202eaeT,1,${at},5,1,Shop`, 'hostile_text', 'Description', '\u202eaeT'],
    [`P1,S1,${'x'.repeat(301)},1,${at},5,1,Shop`, 'text_too_long', 'Description', 'x'.repeat(80)],
    [`${'9'.repeat(91)},S1,Tea,1,${at},5,1,Shop`, 'text_too_long', 'InvoiceNo', '9'.repeat(80)],
    [`P1,S1,Tea,1,${at},5`, 'wrong_column_count', undefined, '6'],
    [`P1,S1,Tea,1,${at},5,1,Shop,more`, 'wrong_column_count', undefined, '9'],
  ])('%s', async (row, code, column, value) => {
    const { rows } = await readTable(table(`P0,S1,Tea,1,${at},5.00,1,Shop`, row, `P2,S1,Tea,1,${at},5.00,1,Shop`));
    expect(rows[1]).toMatchObject({ row: 3, code });
    expect('details' in (rows[1] ?? {}) && rows[1]).toHaveProperty('details', {
      ...(column && { column }),
      ...(value && { value }),
    });
    expect(rows).toHaveLength(3);
  });

  test("broken UTF-8 is its row's fault", async () => {
    const bytes = Buffer.concat([
      Buffer.from(table(...Array.from({ length: 20 }, (_, n) => `P${String(n)},S1,Käse,1,${at},5,1,Köln`))),
      Buffer.from('Q,S1,K'),
      Buffer.from([0xe4]),
      Buffer.from(`se,1,${at},5,1,Shop\n`),
    ]);
    expect((await readTable(bytes)).rows.at(-1)).toMatchObject({
      receipt: 'Q',
      code: 'wrong_encoding',
      details: { column: 'Description' },
    });
  });

  test('a number of the other kind in a column that has decided is an exception, never read anew', async () => {
    const rows = Array.from({ length: 60 }, (_, n) => `P${String(n)},S1,Tea,1,${at},12.90,1,Shop`);
    expect((await briefly(table(...rows, `Q,S1,Tea,1,${at},"12,90",1,Shop`))).at(-1)).toBe(
      '62 Q ambiguous_number 12,90',
    );
  });

  test('marks of direction around and inside a name are no part of it', async () => {
    expect((await readTable(table(`P1,S1,\u202bچای\u200f\u202c,1,${at},5,1,Shop`))).rows).toMatchObject([
      { description: 'چای' },
    ]);
  });
});

describe('what only a person can say is asked, with examples', () => {
  test('a sign before three digits', async () => {
    const text = table(`P1,S1,Tea,1,${at},"1,249",1,Shop`);
    const { questions, previewRows } = await inspect(text);
    expect(questions).toMatchObject([
      {
        id: 'decimal:UnitPrice',
        code: 'decimal',
        column: 'UnitPrice',
        options: [
          { value: '.', examples: [{ from: '1,249', to: '1249' }] },
          { value: ',', examples: [{ from: '1,249', to: '1.249' }] },
        ],
      },
    ]);
    expect(questions[0]?.text.fa).toContain('UnitPrice');
    expect(previewRows).toEqual([]);
    for (const [answer, price] of [
      ['.', '1249'],
      [',', '1.249'],
    ] as const) {
      expect((await readTable(text, { ...london, answers: { 'decimal:UnitPrice': answer } })).rows).toMatchObject([
        { unitPrice: price },
      ]);
    }
  });

  test('days that fit two orders', async () => {
    const text = table('P1,S1,Tea,1,01/02/2026 10:00,5,1,Shop');
    expect((await inspect(text)).questions).toMatchObject([
      {
        id: 'date:InvoiceDate',
        options: [
          { value: 'dmy', examples: [{ to: '2026-02-01 10:00' }] },
          { value: 'mdy', examples: [{ to: '2026-01-02 10:00' }] },
        ],
      },
    ]);
    expect((await readTable(text, { ...london, answers: { 'date:InvoiceDate': 'mdy' } })).rows).toMatchObject([
      { at: new Date('2026-01-02T10:00:00Z') },
    ]);
  });

  test('what contradicts what is among the examples, however late it comes', async () => {
    const days = [
      '13/02/2026',
      '14/02/2026',
      '15/02/2026',
      '16/02/2026',
      '17/02/2026',
      '18/02/2026',
      '03/04/2026',
      '02/13/2026',
    ];
    const [asked] = (await inspect(table(...days.map((day, n) => `P${String(n)},S1,Tea,1,${day},5,1,Shop`)))).questions;
    expect(
      asked?.options.map(({ value, examples }) => [value, ...examples.map(({ from, to }) => `${from} ${to}`)]),
    ).toEqual([
      ['dmy', '13/02/2026 2026-02-13', '03/04/2026 2026-04-03', '02/13/2026 –'],
      ['mdy', '13/02/2026 –', '03/04/2026 2026-03-04', '02/13/2026 2026-02-13'],
    ]);
    const prices = ['1.50', '2.50', '3.50', '4.50', '5.50', '6.50', '"1,50"'];
    const [decimal] = (
      await inspect(table(...prices.map((price, n) => `P${String(n)},S1,Tea,1,${at},${price},1,Shop`)))
    ).questions;
    expect(decimal?.options[0]?.examples.map(({ from }) => from)).toEqual(['1.50', '1,50', '2.50']);
  });

  test('an answer that the file contradicts does not count', async () => {
    const { rows, inspection } = await readTable(table('P1,S1,Tea,1,13/02/2026,"12,90",1,Shop'), {
      ...london,
      answers: { 'date:InvoiceDate': 'mdy', 'decimal:UnitPrice': '.' },
    });
    expect(rows).toMatchObject([{ at: new Date('2026-02-13T00:00:00Z'), unitPrice: '12.9' }]);
    expect(inspection.decisions).toEqual({ 'date:InvoiceDate': 'dmy', 'decimal:UnitPrice': ',' });
  });

  test('only what cells have shown is kept as a decision', async () => {
    expect((await inspect(table(`P1,S1,Tea,1,${at},5,1,Shop`))).decisions).toEqual({});
  });

  test('toman in a club of rials', async () => {
    const text = lines(
      'شماره فاکتور,کد کالا,تعداد,تاریخ,قیمت واحد (تومان),شعبه',
      '1,A1,2,1405/08/12,125000,تهران',
      '2,A1,2,1405/08/12,1000 تومان,تهران',
    );
    expect((await inspect(text, tehran)).questions).toMatchObject([
      {
        code: 'toman',
        options: [
          { value: 'toman', examples: [{ from: '125000', to: '1250000' }, { to: '10000' }] },
          { value: 'rial' },
        ],
      },
    ]);
    const answered = (answer: string) => readTable(text, { ...tehran, answers: { 'toman:قیمت واحد (تومان)': answer } });
    expect((await answered('toman')).rows).toMatchObject([{ unitPrice: '1250000' }, { unitPrice: '10000' }]);
    expect((await answered('rial')).rows).toMatchObject([{ unitPrice: '125000' }, { unitPrice: '1000' }]);
  });

  test('columns whose names say nothing', async () => {
    const text = lines('aaa,bbb,ccc,ddd', 'R1,Tea,5.00,2026-11-05', 'R2,Cup,2.50,2026-11-06');
    const { questions } = await inspect(text);
    expect(questions.map(({ id }) => id)).toEqual(['column:receipt', 'column:date', 'column:unitPrice']);
    expect(questions[0]?.options[0]).toMatchObject({ value: 'aaa', examples: [{ from: 'R1' }, { from: 'R2' }] });
    const answers = { 'column:receipt': 'aaa', 'column:date': 'ddd', 'column:unitPrice': 'ccc' };
    expect(await briefly(text, { ...london, answers, mapping: { columns: { description: 'bbb' } } })).toEqual([
      'R1 Tea 1000 5 2026-11-05T00:00Z',
      'R2 Cup 1000 2.5 2026-11-06T00:00Z',
    ]);
  });

  test('a mapping onto a column that is not there is a clear error', async () => {
    await expect(
      inspect(table(`P1,S1,Tea,1,${at},5,1,Shop`), { ...london, mapping: { columns: { till: 'Kasse' } } }),
    ).rejects.toMatchObject({ kind: 'invalid', code: 'mapping_column_missing', details: { column: 'Kasse' } });
  });
});

describe('returns, exchanges and totals', () => {
  const kinds = lines(
    'Receipt,SKU,Quantity,Price,Date,Type',
    'R1,S1,2,5.00,2026-11-05,Sale',
    'R2,S1,1,5.00,2026-11-06,Return',
  );

  test('a prefix marks returns while no receipt with it sells', async () => {
    expect(
      await briefly(table(`1,S1,Tea,2,${at},5,1,Shop`, `C2,S1,Tea,-1,${at},5,1,Shop`, `3,S1,Tea,-1,${at},5,1,Shop`)),
    ).toEqual([
      '1 S1 2000 5 2026-11-05T10:00Z 1 Shop',
      'C2 S1 -1000 5 2026-11-05T10:00Z 1 Shop back',
      '3 S1 -1000 5 2026-11-05T10:00Z 1 Shop',
    ]);
    const { inspection, rows } = await readTable(table(`C1,S1,Tea,2,${at},5,1,Shop`, `C2,S1,Tea,-1,${at},5,1,Shop`));
    expect(inspection.mapping.returns).toEqual({ by: 'sign' });
    expect(rows).toMatchObject([{ isReturn: false }, { isReturn: false, quantityMilli: -1000n }]);
  });

  test('a column of kinds, with quantities written without a minus', async () => {
    const { inspection, rows } = await readTable(kinds);
    expect(inspection.mapping).toMatchObject({
      returns: { by: 'column', values: ['Return'] },
      returnedQuantities: 'positive',
    });
    expect(rows).toMatchObject([
      { isReturn: false, quantityMilli: 2000n },
      { isReturn: true, quantityMilli: -1000n },
    ]);
  });

  test('a mapping overrules what is proposed', async () => {
    const { rows } = await readTable(kinds, {
      ...london,
      mapping: { returns: { by: 'sign' }, leaveOut: ['return'], attributes: ['Type'], columns: { kind: 'Type' } },
    });
    expect(rows).toMatchObject([{ isReturn: false, attributes: { Type: 'Sale' } }]);
  });

  test('line totals: the price is exact, or the line is one piece at its total', async () => {
    const text = lines(
      'Receipt,SKU,Qty,Net Sales,Date',
      'R1,S1,3,10.00,2026-11-05',
      'R1,S2,0.350,7.00,2026-11-05',
      'R2,S2,2,-9.00,2026-11-06',
      'R3,S2,0,5,2026-11-06',
    );
    expect(await briefly(text)).toEqual([
      'R1 S1 1000 10 2026-11-05T00:00Z',
      'R1 S2 350 20 2026-11-05T00:00Z',
      'R2 S2 -2000 4.5 2026-11-06T00:00Z',
      '5 R3 invalid_quantity 0',
    ]);
  });

  test('one row a receipt', async () => {
    expect(
      await briefly(
        lines('Rechnungsnummer;Datum;Rechnungsbetrag;Kunde', '17;05.11.2026;1.249,00;K1', '18;06.11.2026;-5,00;K1'),
        berlin,
      ),
    ).toEqual(['17 TOTAL 1249000 1 2026-11-04T23:00Z K1', '18 TOTAL -5000 1 2026-11-05T23:00Z K1']);
  });

  test('blank cells continue the row above, when most of a receipt is blank', async () => {
    const text = lines(
      'Receipt,Date,Customer,SKU,Qty,Price',
      'R1,2026-11-05,C1,S1,1,5.00',
      ',,,S2,2,1.50',
      'R2,2026-11-06,,S1,1,5.00',
      ',,,S3,1,2.00',
    );
    expect(await briefly(text)).toEqual([
      'R1 S1 1000 5 2026-11-05T00:00Z C1',
      'R1 S2 2000 1.5 2026-11-05T00:00Z C1',
      'R2 S1 1000 5 2026-11-06T00:00Z',
      'R2 S3 1000 2 2026-11-06T00:00Z',
    ]);
  });

  test('date and time in two columns, zones and other currencies', async () => {
    const text = lines(
      'Receipt,Date,Time,SKU,Qty,Price,Currency',
      'R1,2026-11-05,2:05 PM,S1,1,5.00,USD',
      'R2,2026-11-05,14.05.33,S1,1,5.00,usd',
      'R3,2026-11-05T10:00:00Z,,S1,1,5.00,',
      'R4,2026-11-05,soon,S1,1,5.00,USD',
      'R5,2026-11-05,10:00,S1,1,5.00,CAD',
    );
    expect(await briefly(text, newYork)).toEqual([
      'R1 S1 1000 5 2026-11-05T19:05Z',
      'R2 S1 1000 5 2026-11-05T19:05:33.000Z',
      'R3 S1 1000 5 2026-11-05T10:00Z',
      '5 R4 invalid_date soon',
      '6 R5 other_currency CAD',
    ]);
  });
});

describe('exceptions that come back corrected', () => {
  const source = lines(
    'Belegnummer;Artikelnummer;Menge;Datum;Einzelpreis;Filiale',
    '1;A;zwei;05.11.2026;12,90;Köln',
    '2;=B;1;05.11.2026;12,90;Köln',
  );
  const corrected = lines(
    'Belegnummer,Artikelnummer,Menge,Datum,Einzelpreis,Filiale,row,code,reason',
    '1,A,2,05.11.2026,"12,90",Köln,2,invalid_quantity,no number',
    '2,\'=B,\'-1,05.11.2026,"12,90",Köln,3,x,y',
  );

  test('the added columns are left out, guards taken away, and the source is the same', async () => {
    const [before, after] = [await readTable(source, berlin), await readTable(corrected, berlin)];
    expect(after.inspection.source).toBe(before.inspection.source);
    expect(after.inspection.layout.header).toEqual(before.inspection.layout.header);
    expect(after.rows.map(brief)).toEqual([
      '1 A 2000 12.9 2026-11-04T23:00Z  Köln',
      '2 =B -1000 12.9 2026-11-04T23:00Z  Köln',
    ]);
  });
});

describe('two columns of one name', () => {
  const ask = async (...text: string[]) => (await inspect(lines(...text))).questions;

  test.each([
    ['Receipt,Date,SKU,Qty,Price,Price', 'Price', 'Price (2)'],
    ['Receipt,Date,SKU,Qty,Price (net),Price (gross)', 'Price (net)', 'Price (gross)'],
  ])('are asked about where they say different things: %s', async (header, first, second) => {
    const text = [header, '1,2026-11-05,T,1,5.00,6.00', '2,2026-11-05,T,1,5.00,6.00'];
    expect(await ask(...text)).toMatchObject([
      {
        id: 'column:unitPrice',
        code: 'column',
        options: [
          { value: first, examples: [{ from: '5.00' }] },
          { value: second, examples: [{ from: '6.00' }] },
        ],
      },
    ]);
    const answered = await readTable(lines(...text), { ...london, answers: { 'column:unitPrice': second } });
    expect(answered.rows).toMatchObject([{ unitPrice: '6' }, { unitPrice: '6' }]);
    expect(answered.inspection.decisions).toMatchObject({ 'column:unitPrice': second });
  });

  test.each([
    ['the same', '1,2026-11-05,T,1,5.00,5.00'],
    ['nothing', '1,2026-11-05,T,1,5.00,'],
  ])('are not where the second says %s', async (_what, row) => {
    expect(await ask('Receipt,Date,SKU,Qty,Price,Price', row)).toEqual([]);
  });

  test('nor where nobody reads them, or a mapping says which', async () => {
    expect(await ask('Receipt,Date,SKU,Qty,Price,Note,Note', '1,2026-11-05,T,1,5.00,a,b')).toEqual([]);
    const mapped = await readTable(lines('Receipt,Date,SKU,Qty,Price,Price', '1,2026-11-05,T,1,5.00,6.00'), {
      ...london,
      mapping: { columns: { unitPrice: 'Price (2)' } },
    });
    expect(mapped.rows).toMatchObject([{ unitPrice: '6' }]);
  });
});

describe('a row that cannot be read', () => {
  const header = 'Receipt,Date,SKU,Qty,Price,Store,Register';

  test('says where its receipt belongs, where that can be read', async () => {
    const { rows } = await readTable(
      lines(
        header,
        '1,2026-11-05 10:00,T,1,dear,North,07',
        '2,someday,T,1,5.00,North,7',
        '3,2026-11-05 10:00,T,1,dear,,7',
        ',2026-11-05 10:00,T,1,5.00,North,7',
        '4,2026-11-05 10:00,T,1,5.00,North,7',
      ),
    );
    const place = { branch: 'North', till: '7', at: new Date('2026-11-05T10:00:00Z'), isReturn: false };
    expect(rows.map((row) => ('place' in row ? row.place : undefined))).toEqual([
      place,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

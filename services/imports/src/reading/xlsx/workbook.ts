import { NumberFormats, readFormats } from './number-formats.ts';
import { readSharedTexts } from './shared-texts.ts';
import { readElements } from './xml-elements.ts';
import { notReadable, ZipArchive } from './zip-archive.ts';

export interface Sheet {
  readonly name: string;
  readonly part: string;
  readonly isHidden: boolean;
}

/** A workbook with what its sheets need to be read. */
export interface Workbook {
  readonly archive: ZipArchive;
  readonly sheets: readonly Sheet[];
  readonly from1904: boolean;
  readonly texts: readonly string[];
  readonly formats: NumberFormats;
}

/** Raises `file_not_readable`. */
export const openWorkbookBytes = async (bytes: Buffer): Promise<Workbook> => {
  const archive = await ZipArchive.open(bytes);
  if (archive.has('content.xml')) throw notReadable('it is an OpenDocument table; save it as .xlsx or CSV');
  if (archive.has('xl/workbook.bin')) throw notReadable('it is a binary workbook (.xlsb); save it as .xlsx');
  const main = await targetOf(archive, '_rels/.rels', '', '/officeDocument');
  const part = main ?? 'xl/workbook.xml';
  if (!archive.has(part))
    throw notReadable('it is an archive without a workbook; unpack it and import the table in it');
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const rels = `${folder}_rels/${part.slice(folder.length)}.rels`;
  const { sheets, from1904 } = await readSheets(archive, part);
  const targets = await relations(archive, rels, folder);
  const found = sheets
    .map(({ name, id, isHidden }) => ({ name, isHidden, part: targets.get(id)?.target ?? '' }))
    .filter((sheet) => archive.has(sheet.part));
  const ofType = (type: string): string => [...targets.values()].find((each) => each.type.endsWith(type))?.target ?? '';
  return {
    archive,
    sheets: found,
    from1904,
    texts: await readSharedTexts(archive.part(ofType('/sharedStrings'))),
    formats: await readFormats(archive.part(ofType('/styles'))),
  };
};

interface Relation {
  readonly type: string;
  readonly target: string;
}

const relations = async (archive: ZipArchive, part: string, folder: string): Promise<Map<string, Relation>> => {
  const found = new Map<string, Relation>();
  const resolve = (target: string): string =>
    target.startsWith('/') ? target.slice(1) : new URL(target, `file:///${folder}`).pathname.slice(1);
  await readElements(archive.part(part), {
    open: (name, { Id = '', Type = '', Target = '', TargetMode = '' }) => {
      if (name === 'Relationship' && TargetMode !== 'External')
        found.set(Id, { type: Type, target: decodeURIComponent(resolve(Target)) });
    },
    close: () => undefined,
  });
  return found;
};

const targetOf = async (archive: ZipArchive, part: string, folder: string, type: string): Promise<string | undefined> =>
  [...(await relations(archive, part, folder)).values()].find((each) => each.type.endsWith(type))?.target;

const sheetsMax = 200;

const readSheets = async (
  archive: ZipArchive,
  part: string,
): Promise<{ sheets: { name: string; id: string; isHidden: boolean }[]; from1904: boolean }> => {
  const sheets: { name: string; id: string; isHidden: boolean }[] = [];
  let from1904 = false;
  await readElements(archive.part(part), {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet' || sheets.length >= sheetsMax) return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      sheets.push({ name: attributes.name ?? '', id, isHidden: (attributes.state ?? 'visible') !== 'visible' });
    },
    close: () => undefined,
  });
  return { sheets, from1904 };
};

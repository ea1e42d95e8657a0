import { TextDecoder } from 'node:util';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { notReadable } from './zip-archive.ts';

const depthMax = 64;
const textCharsMax = 262_144;

export interface ElementHandler {
  /** Names without their prefix. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string, text: string): void;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Feeds a part's XML to a handler, chunk by chunk. Entities of a document type are not known to it, so none can grow.
 */
export class XmlElements {
  private readonly parser = new SaxesParser({ xmlns: false, position: false });
  private readonly decoder = new TextDecoder('utf-8');
  private depth = 0;
  private text = '';
  private failure: Error | undefined;

  constructor(handler: ElementHandler) {
    this.parser.on('error', (error) => (this.failure ??= error));
    this.parser.on('opentag', (tag: SaxesTagPlain) => {
      if (++this.depth > depthMax) this.failure ??= new Error('its elements are nested too deeply');
      this.text = '';
      handler.open(local(tag.name), tag.attributes);
    });
    this.parser.on('text', (text) => {
      if (this.text.length + text.length > textCharsMax)
        this.failure ??= new Error(`a cell is longer than ${String(textCharsMax)} characters`);
      else this.text += text;
    });
    this.parser.on('cdata', (text) => (this.text += text.slice(0, textCharsMax)));
    this.parser.on('closetag', (tag: SaxesTagPlain) => {
      this.depth--;
      const { text } = this;
      this.text = '';
      handler.close(local(tag.name), text);
    });
  }

  /** Raises `file_not_readable`. */
  write(chunk: Buffer): void {
    this.parser.write(this.decoder.decode(chunk, { stream: true }));
    if (this.failure) throw notReadable(this.failure.message.slice(0, 200));
  }
}

/** Reads a part as a whole. */
export const readElements = async (chunks: AsyncIterable<Buffer>, handler: ElementHandler): Promise<void> => {
  const elements = new XmlElements(handler);
  for await (const chunk of chunks) elements.write(chunk);
};

/** _x000D_ stands for a character that XML does not hold. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

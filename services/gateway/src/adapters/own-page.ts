import { decodePageToken, pageSize, toPage, type Page } from '@vafa/mongo';

/** A list that the gateway keeps itself, in the order of one value of its items. */
export interface OwnList<T, Message> {
  /** Name of that value in page tokens. */
  readonly by: string;
  /** Items behind this value, or the first ones. */
  readonly list: (behind: string | undefined, limit: number) => Promise<readonly T[]>;
  readonly toMessage: (item: T) => Message;
  readonly valueOf: (item: T) => string;
}

/** The page that was asked for. Raises `invalid_page_size`, `invalid_page_token`. */
export const ownPage = async <T, Message>(
  page: { readonly pageSize?: number; readonly pageToken: string } | undefined,
  { by, list, toMessage, valueOf }: OwnList<T, Message>,
): Promise<Page<Message>> => {
  const size = pageSize(page);
  const found = await list(decodePageToken(page?.pageToken, [by])?.[by], size + 1);
  return toPage({
    found: found.slice(0, size),
    more: found.length > size,
    toMessage,
    behind: (item) => ({ [by]: valueOf(item) }),
  });
};

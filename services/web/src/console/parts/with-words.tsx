import type { ReactNode } from 'react';
import { IntlProvider, useIntl } from 'react-intl';

/** Texts that come with a page, beside those of the room. */
export const WithWords = ({
  words,
  children,
}: {
  readonly words: Readonly<Record<string, string>>;
  readonly children: ReactNode;
}) => {
  const { locale, messages } = useIntl();
  return (
    <IntlProvider locale={locale} messages={{ ...(messages as Record<string, string>), ...words }}>
      {children}
    </IntlProvider>
  );
};

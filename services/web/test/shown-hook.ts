import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { IntlProvider } from 'react-intl';

/** A place for React where there is no browser: what is shown there has no elements. */
export const nowhere = (): Element => {
  const listens = { addEventListener: () => undefined, removeEventListener: () => undefined };
  const document = { ...listens, nodeType: 9, activeElement: null, body: null, defaultView: {} };
  document.defaultView = { ...listens, document, HTMLIFrameElement: class {} };
  Object.assign(globalThis, { window: document.defaultView, IS_REACT_ACT_ENVIRONMENT: true });
  const place = { ...listens, nodeType: 1, nodeName: 'DIV', tagName: 'DIV', textContent: '', ownerDocument: document };
  return place as unknown as Element;
};

/** A hook as a page shows it. */
export interface ShownHook<Given, Got> {
  /** What it answered last. */
  readonly got: () => Got;
  /** Does something as a person would, and waits for what follows. */
  readonly press: (does: (got: Got) => unknown) => Promise<Got>;
  /** The page gives it something else. */
  readonly give: (given: Given) => Promise<Got>;
  readonly leave: () => Promise<void>;
}

/** Shows a hook on a page of its own. */
export const showHook = async <Given, Got>(
  hook: (given: Given) => Got,
  given: Given,
): Promise<ShownHook<Given, Got>> => {
  const answers: Got[] = [];
  const Page = ({ of }: { readonly of: Given }): null => {
    answers.push(hook(of));
    return null;
  };
  const root = createRoot(nowhere());
  const got = (): Got => answers[answers.length - 1] as Got;
  const acting = (does: () => unknown): Promise<void> =>
    act(async () => {
      does();
      await new Promise(setImmediate);
    });
  const give = async (next: Given): Promise<Got> => {
    const page = createElement(Page, { of: next });
    await acting(() => root.render(createElement(IntlProvider, { locale: 'en', onError: () => undefined }, page)));
    return got();
  };
  await give(given);
  return {
    got,
    give,
    press: async (does) => {
      await acting(() => does(got()));
      return got();
    },
    leave: () => acting(() => root.unmount()),
  };
};

/** What `showHook` has put into the process goes. */
export const forgetPages = (): void => {
  for (const name of ['window', 'IS_REACT_ACT_ENVIRONMENT']) Reflect.deleteProperty(globalThis, name);
};

import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Link,
  parseSearchWith,
  stringifySearchWith,
} from '@tanstack/react-router';
import { MapPinOff } from 'lucide-react';
import { readLook } from '../kit/look.ts';
import { Empty } from '../kit/states.tsx';
import { useSay } from '../kit/say.ts';
import { SignedIn } from '../sign-in/signed-in.tsx';
import { PageFailed } from './shell/page-failed.tsx';
import { PlacesContext } from './shell/sections.ts';
import { Shell } from './shell/shell.tsx';
import { acts, places } from './places.ts';

const Lost = () => {
  const say = useSay();
  return (
    <Empty
      icon={MapPinOff}
      title={say('lost.title')}
      text={say('lost.text')}
      acts={<Link to="/">{say('lost.home')}</Link>}
    />
  );
};

const root = createRootRoute({ notFoundComponent: Lost });
const kit = createRoute({
  getParentRoute: () => root,
  path: '/kit',
  component: lazyRouteComponent(() => import('./kit/kit-page.tsx'), 'KitPage'),
});
/** What only who has signed in sees. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: () => (
    <SignedIn room="console">
      <PlacesContext value={{ places, acts }}>
        <Shell />
      </PlacesContext>
    </SignedIn>
  ),
});
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(async () => {
    const [{ setupRoom }, words] = await Promise.all([
      import('./setup/setup-room.tsx'),
      readLook().language === 'fa'
        ? import('./setup/words-fa.ts').then(({ setupFa }) => setupFa)
        : import('./setup/words-en.ts').then(({ setupEn }) => setupEn),
    ]);
    return { default: setupRoom(words) };
  }),
  errorComponent: PageFailed,
});
/** Where the company's identity provider sends the browser back to. */
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('../sign-in/provider-page.tsx'), 'ProviderPage'),
  errorComponent: PageFailed,
});
/** Whoever begins reads it, signed in or not. */
const guide = createRoute({
  getParentRoute: () => root,
  path: '/guide/{-$topic}',
  component: lazyRouteComponent(() => import('./guide/guide-page.tsx'), 'GuidePage'),
  errorComponent: PageFailed,
});
const pages = places.map(({ path, load }) =>
  createRoute({
    getParentRoute: () => inside,
    path,
    component: lazyRouteComponent(() => load().then((page) => ({ default: page }))),
    errorComponent: PageFailed,
  }),
);
const elsewhere = createRoute({ getParentRoute: () => inside, path: '$', component: Lost });

/** Addresses of the console. What a filter says there is a text, never a number: phones and cards begin with zeros. */
export const router = createRouter({
  routeTree: root.addChildren([kit, guide, setup, signIn, inside.addChildren([...pages, elsewhere])]),
  basepath: '/console',
  parseSearch: parseSearchWith((value) => value),
  stringifySearch: stringifySearchWith(String),
  defaultPreload: 'intent',
});

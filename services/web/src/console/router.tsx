import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link } from '@tanstack/react-router';
import { MapPinOff } from 'lucide-react';
import { Front } from '../front/front.tsx';
import { Empty } from '../kit/states.tsx';
import { useSay } from '../kit/say.ts';

const Lost = () => {
  const say = useSay();
  return (
    <main>
      <Empty
        icon={MapPinOff}
        title={say('lost.title')}
        text={say('lost.text')}
        acts={<Link to="/">{say('lost.home')}</Link>}
      />
    </main>
  );
};

const Door = () => (
  <Front room="console">
    <p>
      <Link to="/kit">{useSay()('front.kit')}</Link>
    </p>
  </Front>
);

const root = createRootRoute({ notFoundComponent: Lost });
const home = createRoute({ getParentRoute: () => root, path: '/', component: Door });
const kit = createRoute({
  getParentRoute: () => root,
  path: '/kit',
  component: lazyRouteComponent(() => import('./kit/kit-page.tsx'), 'KitPage'),
});

/** Addresses of the console. A page is loaded when it is first gone to. */
export const router = createRouter({ routeTree: root.addChildren([home, kit]), basepath: '/console' });

import { Broken } from '../../kit/broken.tsx';
import { useConsoleSay } from '../words/say.ts';

/** What the router shows in the place of such a page. */
export const PageFailed = () => <Broken text={useConsoleSay()('page.failed-text')} />;

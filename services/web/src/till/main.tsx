import { keepPages } from '../keep-pages.ts';
import { start } from '../start.tsx';
import { tellNewer } from './newer.ts';
import { TillRoom } from './till-room.tsx';

document.documentElement.dataset.density = 'touch';
void start('till', <TillRoom />).then(() => keepPages('till', '/till', tellNewer));

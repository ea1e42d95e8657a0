import { start } from '../start.tsx';
import { TillRoom } from './till-room.tsx';

document.documentElement.dataset.density = 'touch';
void start('till', <TillRoom />);

import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export const sampleFile = join(root, 'samples/online-retail-2010-12.csv.gz');

/** The whole data set, which is not part of the repository; undefined where it is not at hand. */
export const wholeFile = [
  process.env.VAFA_BIG_FILE,
  join(root, '../shared/data/online-retail-2010-12_2011-08.csv.gz'),
].find((path): path is string => path !== undefined && existsSync(path));

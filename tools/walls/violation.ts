export type Rule =
  | 'nowhere'
  | 'computed'
  | 'project'
  | 'inside'
  | 'role'
  | 'no-role'
  | 'package'
  | 'unlisted'
  | 'test-code'
  | 'pure'
  | 'circle'
  | 'project-circle'
  | 'dead-file'
  | 'tests-only'
  | 'dead-export'
  | 'allowed'
  | 'docs';

export interface Violation {
  readonly rule: Rule;
  readonly file: string;
  readonly line: number;
  /** What is wrong about it: a file, a package or a name. */
  readonly what: string;
  readonly says: string;
}

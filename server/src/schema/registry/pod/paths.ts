/** Paths inside containers and volumes.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validatePathNoBacksteps @v1.35.4 */
import type { Problems, Where } from '../problems';
import { optionalInteger, text, type Fields } from '../read';

export function hasBacksteps(target: string): boolean {
  return target.split('/').includes('..');
}

export function checkNoBacksteps(problems: Problems, target: string, where: Where): void {
  if (hasBacksteps(target)) problems.invalid(where, target, 'must not step back with ..');
}

/** A relative path that stays below its start. */
export function checkDescendingPath(problems: Problems, target: string, where: Where): void {
  if (target.startsWith('/')) problems.invalid(where, target, 'must be a relative path');
  checkNoBacksteps(problems, target, where);
}

/** The same, and its first part does not begin with two dots, which Kubernetes keeps for itself. */
export function checkLocalPath(problems: Problems, target: string, path: string): void {
  checkDescendingPath(problems, target, path);
  if (target.startsWith('..') && !target.startsWith('../'))
    problems.invalid(path, target, 'must not begin with ..');
}

/** Permission bits between 0 and 0777. */
export function checkFileMode(problems: Problems, mode: number | undefined, path: string): void {
  if (mode !== undefined && (mode > 0o777 || mode < 0))
    problems.invalid(path, mode, 'file modes are 0 to 0777 (octal), 0 to 511 (decimal)');
}

/** One key of a secret or config map and the file it becomes. */
export function checkKeyToPath(problems: Problems, item: Fields, path: string): void {
  for (const field of ['key', 'path']) if (text(item, field) === '') problems.required(`${path}.${field}`);
  checkLocalPath(problems, text(item, 'path'), `${path}.path`);
  checkFileMode(problems, optionalInteger(item, 'mode'), `${path}.mode`);
}

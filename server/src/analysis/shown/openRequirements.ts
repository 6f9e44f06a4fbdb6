/** Requirements with something in them that is filled in later: what they remove is not known, and they are not counted. */
import { valueAt } from '../../manifest/path';
import { isUnfilled } from '../../manifest/placeholders';

export function isOpenRequirement(requirement: unknown): boolean {
  const values = valueAt(requirement, ['values']);
  const texts = [valueAt(requirement, ['key']), valueAt(requirement, ['operator']), values];
  return [...texts, ...(Array.isArray(values) ? (values as readonly unknown[]) : [])].some(isUnfilled);
}

/** @param nodePool  the plain object */
export function hasOpenRequirements(nodePool: unknown): boolean {
  const list = valueAt(nodePool, ['spec', 'template', 'spec', 'requirements']);
  return Array.isArray(list) && list.some(isOpenRequirement);
}

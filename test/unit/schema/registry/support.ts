/** Objects of built-in kinds that are right, and what the registry says when parts of them are not. */
import assert from 'node:assert';
import { validateBuiltin } from '../../../../server/src/schema/registry';

export type Json = Record<string, unknown>;

export const POD: Json = { containers: [{ name: 'c', image: 'nginx' }] };
const LABELS = { app: 'web' };

export function template(pod: Json = {}, metadata: Json = { labels: LABELS }): Json {
  return { metadata, spec: { ...POD, ...pod } };
}

export function deployment(spec: Json = {}): Json {
  return {
    metadata: { name: 'web' },
    spec: { selector: { matchLabels: LABELS }, template: template(), ...spec },
  };
}

/** Paths with their codes, in the order of the checks. */
export function problemsOf(kind: string, object: Json, old?: Json): string[] {
  const slash = kind.lastIndexOf('/');
  return validateBuiltin(kind.slice(0, slash), kind.slice(slash + 1), object, old).map(
    ({ path, code }) => `${path} ${code}`,
  );
}

/** The problems that a pod template with `pod` has, below its specification. */
export function podProblems(pod: Json): string[] {
  const prefix = 'spec.template.spec.';
  return problemsOf('apps/v1/Deployment', deployment({ template: template(pod) })).map((line) => {
    assert.ok(line.startsWith(prefix), line);
    return line.slice(prefix.length);
  });
}

/** The problems of a container with `fields`, below it. */
export function containerProblems(fields: Json, pod: Json = {}): string[] {
  const container = { name: 'c', image: 'nginx', ...fields };
  return podProblems({ ...pod, containers: [container] }).map((line) => line.replace('containers[0].', ''));
}

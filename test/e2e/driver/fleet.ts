/** A workspace in a git repository for tests of the panel: two clusters of a size for measuring beside the usual ones. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mixedManifests } from '../../bench/manifestLoad';

const PLATFORM = mixedManifests(0)[0]?.text ?? '';

/** Pods that keep apart: a node each. */
const APART = `apiVersion: apps/v1
kind: Deployment
metadata: {name: apart}
spec:
  replicas: 200
  selector: {matchLabels: {app: apart}}
  template:
    metadata: {labels: {app: apart}}
    spec:
      affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: apart}}}]}}
      containers: [{name: c, image: i, resources: {requests: {cpu: 1500m, memory: 2Gi}}}]
`;

/** Sixty kinds of pods that keep apart, 36 of each: 2,160 nodes of many types. File name -> text. */
export function hugeFleet(): readonly (readonly [name: string, text: string])[] {
  const pods = Array.from({ length: 60 }, (_, index) =>
    // They keep apart from those of all kinds.
    APART.replaceAll('{app: apart}', '{group: apart}')
      .replace('labels: {group: apart}', `labels: {group: apart, app: apart${index}}`)
      .replace('metadata: {name: apart}', `metadata: {name: apart${index}}`)
      .replace('selector: {matchLabels: {group: apart}}', `selector: {matchLabels: {app: apart${index}}}`)
      .replace('replicas: 200', 'replicas: 36')
      .replace('cpu: 1500m', `cpu: ${500 + 250 * (index % 20)}m`)
      .replace('memory: 2Gi', `memory: ${1 + Math.floor(index / 20) * 7}Gi`),
  );
  return [
    ['pool.yaml', inThreeZones(PLATFORM)],
    ['pods.yaml', pods.join('---\n')],
  ];
}

export function addFleets(folder: string): void {
  mkdirSync(join(folder, 'apart'));
  writeFileSync(join(folder, 'apart', 'pool.yaml'), inThreeZones(PLATFORM));
  writeFileSync(join(folder, 'apart', 'pods.yaml'), APART);
  mkdirSync(join(folder, 'mixed'));
  for (const { uri, text } of mixedManifests(1000))
    writeFileSync(join(folder, 'mixed', uri.slice(uri.lastIndexOf('/') + 1)), inThreeZones(text));
}

/** Those that the workspace's settings leave. */
const inThreeZones = (text: string): string => text.replace(', us-east-1d', '');

export function commitAll(folder: string): void {
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args], {
      cwd: folder,
      stdio: 'ignore',
    });
  };
  git('init', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--message', 'As it was');
}

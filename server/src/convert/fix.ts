/** The conversion of one document as a quick fix: edits of the lines that change, and of its node class where kubelet
 *  settings go there. */
import type { Manifest } from '../manifest/document';
import type { Fix, TextEdit } from '../model/finding';
import { lineChanges, type LineChange } from '../util/lineDiff';
import { conversionOf, kindOf, NODE_CLASS, NODE_POOL } from './kinds';
import { convertManifests, textOf } from './work';

/** @param cluster  all objects, for the node class of a pool and the other pools of that class
 *  @returns undefined for kinds that are not old, and where the document cannot be converted */
export function conversionFix(manifest: Manifest, cluster: readonly Manifest[]): Fix | undefined {
  const conversion = conversionOf(manifest);
  if (!conversion || manifest.value === undefined) return undefined;
  const involved = hasKubelet(manifest) ? [manifest, ...poolsAndClasses(cluster, manifest)] : [manifest];
  const work = convertManifests(involved);
  const own = work.find((one) => one.manifest === manifest);
  if (!own?.isDone) return undefined;
  const touched = work.filter((one) => one === own || one.draft.isTouched);
  const edits = touched.map((one) => editsOf(one.manifest, textOf(one)));
  if (edits.some((some) => some.length === 0)) return undefined;
  return { title: `Convert to ${conversion.to}`, safe: conversion.keepsMeaning, edits: edits.flat() };
}

const hasKubelet = ({ parsed: { text } }: Manifest): boolean => text.includes('kubelet');

const poolsAndClasses = (cluster: readonly Manifest[], own: Manifest): readonly Manifest[] =>
  cluster.filter((one) => {
    const to = conversionOf(one)?.to ?? kindOf(one);
    return one !== own && (to === NODE_CLASS || (to === NODE_POOL && conversionOf(one) !== undefined));
  });

function editsOf(manifest: Manifest, text: string | undefined): TextEdit[] {
  if (text === undefined || !manifest.has([])) return [];
  const old = manifest.parsed.text;
  const lines = old.split('\n');
  const offsetOf = (line: number): number =>
    line < lines.length ? manifest.parsed.lines.offset({ line, character: 0 }) : old.length;
  return lineChanges(lines, text.split('\n')).map((change) => ({
    uri: manifest.uri,
    range: manifest.rangeBetween(offsetOf(change.from), offsetOf(change.to)),
    newText: newTextOf(change, lines.length),
  }));
}

/** A last line has no break of its own. */
function newTextOf({ from, to, lines }: LineChange, count: number): string {
  if (to < count) return lines.map((line) => `${line}\n`).join('');
  return from === count ? lines.map((line) => `\n${line}`).join('') : lines.join('\n');
}

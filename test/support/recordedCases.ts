import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

/** The cases of a sample in `test/conformance/data`, in order. @param sample  name of its file, without endings */
export const recordedCases = <Case>(sample: string): Case[] =>
  brotliDecompressSync(readFileSync(`test/conformance/data/${sample}.jsonl.br`))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Case);
